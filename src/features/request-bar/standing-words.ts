import type { Narrator } from '../../narration/narrator.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import type { Standing } from '../../simulation/requests/standing.ts';

/** How a request ends, in a sentence. */
export function sayStanding(standing: Standing, narrator: Narrator, words: RoomWords['requests']): string {
  return standing.going === 'impossible'
    ? words.cannotBeSent(narrator.requestError(standing.error))
    : narrator.outcome(standing.outcome);
}
