import type { RoomWords } from '../../narration/page/language.ts';
import type { ParsedManifests, SkippedGroup } from '../../manifests/parse.ts';

/** Kinds of which the same is to be said. */
export interface SkippedWords {
  /** "2 CiliumNetworkPolicy, 1 GlobalNetworkPolicy" */
  readonly kinds: string;
  /** What they can do, or why they do nothing; absent: nothing is known. */
  readonly why?: string;
}

export type SkippedReading = Pick<ParsedManifests, 'skipped' | 'skippedGroups' | 'skippedWhy'>;

/** What was not read, by group and by reason, in the order of the counts. */
export function skippedKinds(
  { skipped, skippedGroups, skippedWhy }: SkippedReading,
  words: RoomWords['files']['skipped']['why'],
): ReadonlyMap<SkippedGroup, readonly SkippedWords[]> {
  const groups = new Map<SkippedGroup, Map<string, string[]>>();
  for (const [kind, count] of Object.entries(skipped)) {
    const group = skippedGroups[kind] ?? 'unknown';
    const reasons = groups.get(group) ?? new Map<string, string[]>();
    groups.set(group, reasons);
    const reason = skippedWhy[kind];
    const why = reason === undefined ? '' : words[reason];
    reasons.set(why, [...(reasons.get(why) ?? []), `${count} ${kind}`]);
  }
  const worded = [...groups].map(([group, reasons]) => {
    const list = [...reasons].map(([why, kinds]): SkippedWords => {
      return { kinds: kinds.join(', '), ...(why === '' ? {} : { why }) };
    });
    return [group, list] as const;
  });
  return new Map(worded);
}
