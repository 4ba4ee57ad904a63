import { formatSource } from '../../engine/requests.ts';
import { questionOf } from '../predict/answers.ts';
import type { Stage } from './stage.ts';

/** Asks what a part asks that has not been answered: until then nothing is walked, so nothing on the screen can tell. False: it asks nothing. */
export function askFirst({ document, playback, view, session, answers }: Stage, part: number): boolean {
  const board = document.getState().document;
  const name = questionOf(board, part);
  const request = board.requests[board.story[part]?.request ?? -1];
  if (!name || !request || !answers || answers.read(name)) return false;
  session()?.discard();
  playback.getState().clear();
  view.getState().look({ part });
  view.getState().setDraft({ from: formatSource(request.from), to: request.to });
  view.setState({ asking: true });
  return true;
}
