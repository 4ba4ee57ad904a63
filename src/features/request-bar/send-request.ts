import type { TraceRequest } from '../../engine/requests.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { withWords } from '../../ui/words.ts';

/** Sends a request; while a part of the story asks something, it is looked first whether this would answer it. */
export function sendRequest(simulation: Simulation, request: TraceRequest): void {
  const { playback, view, words } = simulation;
  if (!view.getState().asking) playback.getState().send(request);
  else
    withPart(
      'story',
      withWords(words, () => import('../../simulation/workspace/send-unless-asked.ts')),
      ({ sendUnlessAsked }) => sendUnlessAsked(simulation, request),
    );
}
