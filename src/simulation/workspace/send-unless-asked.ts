import type { TraceRequest } from '../../engine/requests.ts';
import { sameRequest } from '../requests/request-key.ts';
import type { Simulation } from './simulation.ts';

/** Sends a request. While a part of the story asks how that very one ends, this is told instead, with a way to send it all the same. */
export function sendUnlessAsked(simulation: Simulation, request: TraceRequest): void {
  const { document, playback, view, words } = simulation;
  const { asking, part } = view.getState();
  const { story, requests } = document.getState().document;
  const asked = requests[story[part]?.request ?? -1];
  if (!asking || asked === undefined || !sameRequest(asked, request)) {
    playback.getState().send(request);
    return;
  }
  const { askedOf, showMe } = words.of('predict');
  const action = { label: showMe, run: () => playback.getState().send(request) };
  view.getState().toast({ tone: 'info', text: askedOf, action });
}
