import type { ElementId } from '../../scenario/document/document.ts';
import type { ViewStore } from '../stores/view-store.ts';

/** Frames that somebody folded to cards, and opened, are kept among the names of what is unfolded, and with them in links. */
export const CARD = 'card:';
export const FRAME = 'frame:';
/** Instead of an element's name: every frame that nobody said otherwise of since. */
export const ALL = '*';

/** Folds a frame to a card, or opens it, and keeps it so whatever the size of the board. */
export function foldFrame(view: ViewStore, id: ElementId, folded: boolean): void {
  const others = view.getState().unfolded.filter((name) => name !== CARD + id && name !== FRAME + id);
  view.setState({ unfolded: [...others, (folded ? CARD : FRAME) + id] });
}

export function foldAllFrames(view: ViewStore, folded: boolean): void {
  const others = view.getState().unfolded.filter((name) => !isFrameName(name));
  view.setState({ unfolded: [...others, (folded ? CARD : FRAME) + ALL] });
}

function isFrameName(name: string): boolean {
  return name.startsWith(CARD) || name.startsWith(FRAME);
}
