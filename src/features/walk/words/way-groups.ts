import { type Outcome, isServed } from '../../../engine/outcomes.ts';
import { branchLabel, type WayWords } from './way-words.ts';

/** Ways that read alike: through the same nodes to the same end. */
export interface WayGroup {
  readonly label: string;
  readonly served: boolean;
  /** Of all of them together. */
  readonly probability: number;
  readonly ways: number;
  /** The one that is walked when somebody picks the group. */
  readonly first: Outcome;
}

/** The ways by what is told of each, in their order; `chosen` goes before others of its group. */
export function groupWays(
  outcomes: readonly Outcome[],
  chosen: Outcome | undefined,
  words: WayWords,
): readonly WayGroup[] {
  const groups = new Map<string, WayGroup>();
  for (const outcome of outcomes) {
    const { probability, ways = 1, cause } = outcome;
    const label = branchLabel(outcome, words);
    const served = isServed(outcome);
    const key = `${served} ${cause?.code} ${label}`;
    const before = groups.get(key);
    groups.set(key, {
      label,
      served,
      probability: probability + (before?.probability ?? 0),
      ways: ways + (before?.ways ?? 0),
      first: before === undefined || isSameWay(outcome, chosen) ? outcome : before.first,
    });
  }
  return [...groups.values()];
}

/** Whether the same answers to the random choices lead to both. */
export function isSameWay(a: Outcome | undefined, b: Outcome | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a === b || (a.choices.length === b.choices.length && a.choices.every((choice, at) => choice === b.choices[at]))
  );
}
