import type { Board } from '../board/placed-board.ts';
import type { Point } from '../board/element.ts';
import { findRoute } from './find-route.ts';
import { obstaclesBetween } from './obstacles.ts';

/** More than this stands in the way only where nobody tells one box from another. */
const MOST = 600;

/** The way between two points on the board that passes beside boxes and words; undefined: there is none. */
export function routeAround(board: Board, from: Point, to: Point): readonly Point[] | undefined {
  const obstacles = obstaclesBetween(board, [from, to]);
  return obstacles.length > MOST ? undefined : findRoute(from, to, obstacles);
}
