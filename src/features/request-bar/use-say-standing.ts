import { useHeldBack, withoutCause } from '../../simulation/challenge/held-back.ts';
import type { Standing } from '../../simulation/requests/standing.ts';
import { useWords } from '../../ui/words.ts';

/** Tells how a request ends, in a sentence; without the cause as long as a challenge holds it back. */
export function useSayStanding(): (standing: Standing) => string {
  const words = useWords('requests');
  const narrator = useWords('narrator');
  const isHeldBack = useHeldBack();
  return (standing) => {
    if (standing.going === 'impossible') return words.cannotBeSent(narrator.requestError(standing.error));
    return narrator.outcome(isHeldBack ? withoutCause(standing.outcome) : standing.outcome);
  };
}
