import type { ObjectRef } from '../../engine/objects.ts';
import type { OmissionReason, ShareReport } from '../../scenario/omissions.ts';

/** What has one reason, place by place. */
export interface Group {
  readonly title: string;
  readonly why?: string;
  readonly lines: readonly { readonly where: string; readonly fields: string }[];
}

/** What is said of each reason. */
export type OmissionWords = Readonly<Record<OmissionReason, Pick<Group, 'title' | 'why'>>>;

/** The most delicate first. */
const REASONS: readonly OmissionReason[] = ['secret', 'environment', 'masked', 'annotation', 'server', 'not-read'];

/** What is left out, by reason: the most delicate first. */
export function groupOmissions({ omitted }: Pick<ShareReport, 'omitted'>, words: OmissionWords): readonly Group[] {
  return REASONS.flatMap((reason) => {
    const lines = omitted.filter((each) => each.reason === reason).map(lineOf);
    return lines.length === 0 ? [] : [{ ...words[reason], lines }];
  });
}

/** What is in the link and may be private, by what it is. */
export function groupRemaining({ remaining }: Pick<ShareReport, 'remaining'>): readonly Group[] {
  const kinds = [...new Set(remaining.map(({ what }) => what))];
  return kinds.map((what) => ({
    title: what.charAt(0).toUpperCase() + what.slice(1),
    lines: remaining.filter((each) => each.what === what).map(lineOf),
  }));
}

function lineOf({
  object,
  fields,
}: {
  readonly object?: ObjectRef;
  readonly fields: readonly string[];
}): Group['lines'][number] {
  return { where: object === undefined ? '' : place(object), fields: fields.join(', ') };
}

function place({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
