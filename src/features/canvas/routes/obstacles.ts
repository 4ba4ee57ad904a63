import type { Board } from '../board/placed-board.ts';
import type { BoardElement, Point, Rect } from '../board/element.ts';
import { isOpenFrame, wordsIn } from '../words/words-in.ts';

/** Text as large as it is when its whole frame is seen. */
const TEXT = 16;

/**
 * What a route between two points goes around: boxes, frames in which neither of them is, and the words of those in which one is.
 */
export function obstaclesBetween(board: Board, ends: readonly Point[]): readonly Rect[] {
  const obstacles: Rect[] = [];
  const look = (element: BoardElement): void => {
    if (element.ghost === true) return;
    if (!isOpenFrame(board, element) || !ends.some((end) => holds(element, end))) {
      obstacles.push(element);
      return;
    }
    obstacles.push(...wordsIn(board, element, TEXT));
    board.children(element.id).forEach(look);
  };
  board.elements.filter(({ parent }) => parent === undefined).forEach(look);
  return obstacles;
}

function holds({ left, top, width, height }: Rect, { x, y }: Point): boolean {
  return x > left && x < left + width && y > top && y < top + height;
}
