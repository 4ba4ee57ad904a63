import type { ElementId, Position } from '../../../scenario/document/document.ts';
import type { Board } from '../board/placed-board.ts';
import { touches } from '../placing/index-board.ts';
import type { BoardElement } from '../board/element.ts';

/** The Node under the middle of an element that is held at `position` in its parent's frame. */
export function nodeBelow(board: Board, id: ElementId, position: Position): BoardElement | undefined {
  const element = board.element(id);
  if (element?.content.kind !== 'pod') return undefined;
  const parent = element.parent === undefined ? undefined : board.element(element.parent);
  const middle = {
    left: position.x + (parent?.left ?? 0) + element.width / 2,
    top: position.y + (parent?.top ?? 0) + element.height / 2,
    width: 0,
    height: 0,
  };
  return board.elements.find((other) => other.content.kind === 'node' && touches(other, middle));
}
