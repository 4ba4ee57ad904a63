import type { ElementId } from '../../../scenario/document/document.ts';
import type { BoardElement, Rect } from '../board/element.ts';
import { objectOf } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';
import { standsForAny } from '../folding/standing.ts';

/** Whether somebody can select it: it is on the board itself, and not only where pods wait for a node. */
function isSelectable({ content, ghost }: BoardElement): boolean {
  return ghost !== true && content.kind !== 'pending';
}

/** What can be selected of a board, by what each element shows. */
export function selectableIn(board: Board): readonly ElementId[] {
  return [...new Set(board.elements.filter(isSelectable).map(objectOf))];
}

/** What lies wholly inside a frame, by what each element shows: what holds a pod is not meant where only the pod is framed. */
export function enclosedIn(board: Board, { left, top, width, height }: Rect): readonly ElementId[] {
  const isInside = (element: BoardElement): boolean =>
    element.left >= left &&
    element.top >= top &&
    element.left + element.width <= left + width &&
    element.top + element.height <= top + height;
  return [...new Set(board.elements.filter((each) => isSelectable(each) && isInside(each)).map(objectOf))];
}

/** All boxes of what is selected. */
export function boxesOf(board: Board, group: readonly ElementId[]): readonly BoardElement[] {
  const wanted = new Set(group);
  return board.elements.filter((element) => isSelectable(element) && standsForAny(element, wanted));
}

/** Those that move when the group does: what is in one of them moves with that. */
export function moversOf(board: Board, group: readonly ElementId[]): readonly BoardElement[] {
  const boxes = boxesOf(board, group);
  const ids = new Set(boxes.map(({ id }) => id));
  const isHeld = ({ parent }: BoardElement): boolean =>
    parent !== undefined && (ids.has(parent) || isHeldBy(board.element(parent)));
  const isHeldBy = (holder: BoardElement | undefined): boolean => holder !== undefined && isHeld(holder);
  return boxes.filter((element) => !isHeld(element));
}
