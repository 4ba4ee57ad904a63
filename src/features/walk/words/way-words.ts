import type { RoomWords } from '../../../narration/page/language.ts';
import type { TraceResult } from '../../../engine/engine.ts';
import type { Outcome } from '../../../engine/outcomes.ts';
import { namespaceOwner } from '../../../engine/packets.ts';
import type { WayCount } from '../../../simulation/playback/way-count.ts';
import { countWays, outcomeBadge, percent } from './outcome-words.ts';

/** How many ways there are, as far as that is known. */
export function countWords(
  { outcomes, missing }: Pick<TraceResult, 'outcomes' | 'missing'>,
  counting: WayCount | undefined,
  words: RoomWords['walkDetail']['count'],
): string {
  const count = counting?.ways ?? countWays(outcomes);
  if (counting !== undefined) return (counting.running ? words.counting : words.stopped)(count);
  return missing === undefined ? words.one(count) : words.notWalked(count, percent(missing.probability));
}

/** What the ways a request can go are told apart by. */
export type WayWords = Pick<RoomWords['walkDetail'], 'via'> & Pick<RoomWords['walk'], 'outcomes'>;

/** Where an outcome ends, and through which nodes it got there: what tells branches apart. */
export function branchLabel(
  outcome: Pick<Outcome, 'legs' | 'destination' | 'disposition' | 'http' | 'reply'>,
  words: WayWords,
): string {
  const nodes = new Set<string>();
  for (const leg of outcome.legs) {
    if (leg.kind === 'DNS') continue;
    for (const { namespace } of leg.request.hops) {
      const owner = namespaceOwner(namespace);
      if (owner?.kind === 'Node') nodes.add(owner.name);
    }
  }
  const end = outcome.destination === null ? outcomeBadge(outcome, words.outcomes).text : outcome.destination.name;
  return nodes.size === 0 ? end : words.via(end, [...nodes]);
}
