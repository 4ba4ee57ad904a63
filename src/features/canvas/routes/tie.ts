import type { Board } from '../board/placed-board.ts';
import type { Point, Rect } from '../board/element.ts';
import { isOpenFrame } from '../words/words-in.ts';
import { CLEARANCE, straightened } from './find-route.ts';
import { routeAround } from './route-around.ts';

/** From a packet to the left side of the Service whose rule decides, beside boxes and words; empty: there is no way. */
export function tieAround(board: Board, packet: Point, service: Rect): readonly Point[] {
  const side = { x: service.left - CLEARANCE, y: service.top + service.height - DROP };
  const box = board.at(packet.x, packet.y);
  // Out of a box on its left, where no words stand.
  const out = box === undefined || isOpenFrame(board, box) ? packet : { x: box.left - CLEARANCE, y: packet.y };
  const way = routeAround(board, out, side);
  return way === undefined ? [] : straightened([packet, ...way, { ...side, x: service.left }]);
}

/** From the lower edge of a Service. */
const DROP = 8;
