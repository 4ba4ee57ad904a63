import type { RoomWords } from '../../../narration/page/language.ts';
import { isServed } from '../../../engine/outcomes.ts';
import type { Burst } from '../../../simulation/playback/burst.ts';
import { outcomeBadge } from './outcome-words.ts';

/** Requests that ended alike. */
export interface BurstEnd {
  /** unknown: the input does not say how it goes on. */
  readonly kind: 'served' | 'unknown' | 'failed';
  /** Who answered; undefined: nobody whose name is known. */
  readonly by: string | undefined;
  /** How it ended, in a word. */
  readonly how: string;
  readonly count: number;
}

const ORDER: readonly BurstEnd['kind'][] = ['served', 'unknown', 'failed'];

/** How the requests of a burst end: answers first, failures last, the most frequent of each first. */
export function burstEnds(
  { flights }: Pick<Burst, 'flights'>,
  words: RoomWords['walk']['outcomes'],
): readonly BurstEnd[] {
  const ends = new Map<string, BurstEnd>();
  for (const { timeline } of flights) {
    const { outcome } = timeline;
    const kind = isServed(outcome) ? 'served' : outcome.disposition === 'INSUFFICIENT_INFO' ? 'unknown' : 'failed';
    // Of endpoints that are alike only the first is walked: it does not answer for all of them.
    const by = outcome.ways === undefined ? outcome.destination?.name : undefined;
    const how = outcomeBadge(outcome, words).text;
    const key = `${kind} ${how} ${by}`;
    ends.set(key, { kind, by, how, count: 1 + (ends.get(key)?.count ?? 0) });
  }
  return [...ends.values()].toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || b.count - a.count);
}
