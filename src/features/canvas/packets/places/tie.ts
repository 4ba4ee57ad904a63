import type { Board } from '../../board/placed-board.ts';
import type { Point, Rect } from '../../board/element.ts';

/**
 * From a packet to the left side of the Service whose rule decides, in board pixels, beside boxes and words: around them where there
 * are no wires, else through the channels, where none stand. Empty: there is no way.
 */
export function tieBetween(board: Board, packet: Point, service: Rect): readonly Point[] {
  const { left, top, height } = service;
  const side = { x: left - SIDE, y: top + height - DROP };
  const { wireless } = board;
  const way = wireless === undefined ? throughChannels(board, packet, service) : wireless.around(board, packet, side);
  return way === undefined ? [] : [packet, ...way, side, { x: left, y: side.y }];
}

function throughChannels({ channels: { upper, lower } }: Board, packet: Point, service: Rect): readonly Point[] {
  const { left, top, height } = service;
  const y = packet.y < top ? upper.bottom - DROP : Math.max(top + height, lower.top) + DROP;
  return [
    { x: packet.x, y },
    { x: left - SIDE, y },
  ];
}

const DROP = 8;
const SIDE = 4;
