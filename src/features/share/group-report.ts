import type { ObjectRef } from '../../engine/objects.ts';
import type { OmissionReason, ShareReport } from '../../scenario/omissions.ts';

/** What has one reason, place by place. */
export interface Group {
  readonly title: string;
  readonly why?: string;
  readonly lines: readonly { readonly where: string; readonly fields: string }[];
}

const REASONS: Readonly<Record<OmissionReason, Pick<Group, 'title' | 'why'>>> = {
  secret: { title: 'What Secrets hold', why: 'it is secret' },
  environment: { title: 'Environment variables', why: 'they may be secret, and decide nothing' },
  masked: { title: 'Values that look like a secret', why: 'they are replaced, as they decide nothing' },
  annotation: { title: 'Annotations', why: 'these decide nothing' },
  server: { title: 'Notes of the API server and controllers', why: 'they are made anew' },
  'not-read': { title: 'Other fields', why: 'nothing that is shown depends on them' },
};

/** What is left out, by reason: the most delicate first. */
export function groupOmissions({ omitted }: Pick<ShareReport, 'omitted'>): readonly Group[] {
  const reasons = Object.keys(REASONS) as OmissionReason[];
  return reasons.flatMap((reason) => {
    const lines = omitted.filter((each) => each.reason === reason).map(lineOf);
    return lines.length === 0 ? [] : [{ ...REASONS[reason], lines }];
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
