import type { Outcome } from '../../engine/outcomes.ts';
import type { Simulation } from '../workspace/simulation.ts';
import { useDocument, useView } from '../workspace/context.ts';

/** By these names the view keeps what help was taken, as it keeps whatever else is unfolded: in links too. */
export const CAUSES = 'causes';
export const HINT = 'hint/';

/** Whether causes are held back, where no component asks. */
export function holdsBack({ document, view }: Pick<Simulation, 'document' | 'view'>): boolean {
  return document.getState().document.goal !== undefined && !view.getState().unfolded.includes(CAUSES);
}

/** True while causes, findings and fixes are held back: a challenge is open, and nobody has asked for them. */
export function useHeldBack(): boolean {
  const isChallenge = useDocument((state) => state.document.goal !== undefined);
  const isAsked = useView((state) => state.unfolded.includes(CAUSES));
  return isChallenge && !isAsked;
}

/** An outcome as it is told while causes are held back: how it ends, and not why. */
export function withoutCause(outcome: Outcome): Outcome {
  return outcome.cause === null ? outcome : { ...outcome, cause: null };
}
