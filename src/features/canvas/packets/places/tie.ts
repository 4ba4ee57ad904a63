import type { Board } from '../../board/placed-board.ts';
import type { Point, Rect } from '../../board/element.ts';

/** From a packet to the side of the Service whose rule decides, in board pixels: through the channels, where no boxes stand. */
export function tieBetween(board: Board, packet: Point, service: Rect): readonly Point[] {
  if (board.wireless !== undefined) return board.wireless.tie(board, packet, service);
  const { left, top, height } = service;
  const { upper, lower } = board.channels;
  const [x, side] = [left - SIDE, top + height - DROP];
  const y = packet.y < top ? upper.bottom - DROP : Math.max(top + height, lower.top) + DROP;
  return [packet, { x: packet.x, y }, { x, y }, { x, y: side }, { x: left, y: side }];
}

const DROP = 8;
const SIDE = 4;
