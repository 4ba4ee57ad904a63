import type { ObjectRef } from '../../engine/objects.ts';
import type { OmissionReason, Remaining, ShareReport } from '../../scenario/omissions.ts';

/** What has one reason, place by place. */
export interface Group {
  readonly title: string;
  readonly why?: string;
  readonly lines: readonly { readonly where: string; readonly fields: string }[];
}

/** What is said of each reason. */
type OmissionWords = Readonly<Record<OmissionReason, Pick<Group, 'title' | 'why'>>>;

/** The most delicate first. */
const REASONS: readonly OmissionReason[] = [
  'secret',
  'environment',
  'masked',
  'annotation',
  'comment',
  'server',
  'not-read',
];

/** What is said of what stays out, and of what does not. */
interface ReportWords {
  readonly omissions: OmissionWords;
  readonly wholeObject: string;
  readonly private: Readonly<Record<Remaining['what'], string>>;
}

/** What is left out, by reason: the most delicate first. */
export function groupOmissions({ omitted }: Pick<ShareReport, 'omitted'>, words: ReportWords): readonly Group[] {
  return REASONS.flatMap((reason) => {
    const lines = omitted.filter((each) => each.reason === reason).map((each) => lineOf(each, words));
    return lines.length === 0 ? [] : [{ ...words.omissions[reason], lines }];
  });
}

/** What is in the link and may be private, by what it is. */
export function groupRemaining({ remaining }: Pick<ShareReport, 'remaining'>, words: ReportWords): readonly Group[] {
  const kinds = [...new Set(remaining.map(({ what }) => what))];
  return kinds.map((what) => ({
    title: words.private[what].charAt(0).toUpperCase() + words.private[what].slice(1),
    lines: remaining.filter((each) => each.what === what).map((each) => lineOf(each, words)),
  }));
}

interface Place {
  readonly object?: ObjectRef;
  readonly fields: readonly string[];
}

function lineOf({ object, fields }: Place, { wholeObject }: ReportWords): Group['lines'][number] {
  const named = fields.length === 0 ? wholeObject : fields.join(', ');
  return { where: object === undefined ? '' : place(object), fields: named };
}

function place({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
