import type { ElementId } from '../../../scenario/document/document.ts';
import { objectOfFrame } from '../../../simulation/frame-ids.ts';

/** What the element of the board shows that has the focus of the keyboard; undefined: the focus is elsewhere. */
export function focusedObject(): ElementId | undefined {
  const box = document.activeElement?.closest<HTMLElement>('[data-region="canvas"] [data-id]');
  const id = box?.dataset['id'];
  return id === undefined ? undefined : objectOfFrame(id);
}
