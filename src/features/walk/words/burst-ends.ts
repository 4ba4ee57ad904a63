import type { RoomWords } from '../../../narration/page/language.ts';
import { isServed } from '../../../engine/outcomes.ts';
import type { Burst } from '../../../simulation/playback/burst.ts';
import { outcomeBadge } from './outcome-words.ts';

/** Requests that ended alike. */
export interface BurstEnd {
  readonly served: boolean;
  /** Who answered; undefined: nobody whose name is known. */
  readonly by: string | undefined;
  /** How it ended, in a word. */
  readonly how: string;
  readonly count: number;
}

/** How the requests of a burst end: answers first, the most frequent of each first. */
export function burstEnds(
  { flights }: Pick<Burst, 'flights'>,
  words: RoomWords['walk']['outcomes'],
): readonly BurstEnd[] {
  const ends = new Map<string, BurstEnd>();
  for (const { timeline } of flights) {
    const { outcome } = timeline;
    const served = isServed(outcome);
    // Of endpoints that are alike only the first is walked: it does not answer for all of them.
    const by = outcome.ways === undefined ? outcome.destination?.name : undefined;
    const how = outcomeBadge(outcome, words).text;
    const key = `${served} ${how} ${by}`;
    ends.set(key, { served, by, how, count: 1 + (ends.get(key)?.count ?? 0) });
  }
  return [...ends.values()].toSorted((a, b) => Number(b.served) - Number(a.served) || b.count - a.count);
}
