import { FATES } from '../../../simulation/playback/fate.ts';
import type { RoomWords } from '../../../narration/page/language.ts';
import { type Outcome, isServed, isSuccess } from '../../../engine/outcomes.ts';
import type { TraceResult } from '../../../engine/engine.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

type WalkWords = RoomWords['walk'];

/** An outcome in a word, in the colour of what became of the packet. */
export function outcomeBadge(
  outcome: Pick<Outcome, 'disposition' | 'http' | 'reply'>,
  words: WalkWords['outcomes'],
): { readonly text: string; readonly tone: BadgeTone } {
  if (isSuccess(outcome) && !isServed(outcome)) return { text: words.noAnswer, tone: 'dropped' };
  const { http, disposition } = outcome;
  if (http !== null) return { text: `HTTP ${http.status}`, tone: isSuccess(outcome) ? 'reply' : 'rejected' };
  return { text: words[disposition], tone: toneOf(disposition) };
}

/** As its packet is drawn and counted. */
function toneOf(disposition: Outcome['disposition']): BadgeTone {
  const fate = FATES[disposition];
  return fate === 'arrived' ? 'reply' : fate;
}

/**
 * What is true of the request as a whole; the walk below is only one of its ways. Where the verdict is not known, what is true of
 * the ways without what was not considered; where ways are missing, of those that were walked.
 */
export function verdictWords(
  { verdict, outcomes, missing }: Pick<TraceResult, 'verdict' | 'outcomes' | 'missing'>,
  words: WalkWords['verdict'],
): string {
  const count = countWays(outcomes);
  if (verdict === 'UNDETERMINED' && outcomes.every(({ disposition }) => disposition === 'INSUFFICIENT_INFO'))
    return words.notSaid;
  const isPart = missing !== undefined;
  if (count === 1 && !isPart) return words.onlyWay;
  const good = countWays(outcomes.filter(isServed));
  const two = count === 2 && !isPart;
  if (good === 0 && !outcomes.some(isSuccess)) return two ? words.neither : words.none(count, isPart);
  if (good === count) return two ? words.both : words.all(count, isPart);
  return (outcomes.every(isSuccess) ? words.answered : words.some)(good, count, isPart);
}

/** Those that are alike count as many as they are. */
export const countWays = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((sum, { ways = 1 }) => sum + ways, 0);

/** "33 %", "0.4 %" */
export function percent(probability: number): string {
  const value = probability * 100;
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : Number(value.toPrecision(2))} %`;
}
