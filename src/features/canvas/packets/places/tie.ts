import type { Board } from '../../board/placed-board.ts';
import type { BoardElement, Point, Rect } from '../../board/element.ts';

/**
 * From a packet to what its rule is of, in board pixels: to the left side of a Service or what stands beside those, past boxes and
 * words: around them where there are no wires, else through the channels, where none stand; down to a pod whose port is open on the
 * packet's node. Empty: there is no way.
 */
export function tieBetween(board: Board, packet: Point, service: BoardElement): readonly Point[] {
  if (service.content.kind === 'pod') return downTo(packet, service);
  const { left, top, height } = service;
  const side = { x: left - SIDE, y: top + height - DROP };
  const { wireless } = board;
  const way = wireless === undefined ? throughChannels(board, packet, service) : wireless.around(board, packet, side);
  return way === undefined ? [] : [packet, ...way, side, { x: left, y: side.y }];
}

function downTo(packet: Point, { left, top, width }: Rect): readonly Point[] {
  const x = Math.min(Math.max(packet.x, left + SIDE), left + width - SIDE);
  return [packet, { x, y: packet.y }, { x, y: top }];
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
