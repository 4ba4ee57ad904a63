import type { Point, Rect } from '../../board/element.ts';
import { distanceTo } from '../../words/rects.ts';
import type { Room } from '../../words/room.ts';
import { lengthOf, pointAlong } from './place.ts';

/** A label no further away than this many pixels is seen to be the packet's without a line. */
const ADJACENT = 24;
/** Pixels of a line that its packet covers, and pixels between two points that are looked at. */
const PACKET = 10;
const STEP = 2;
/** Pixels to a side of what a line takes at a point, and of the shortest piece of one that is worth drawing. */
const BREADTH = 3;
const SHORTEST = 8;

type Way = readonly Point[];

/**
 * Pieces of a line from a packet to its label, in screen pixels: straight or with one corner, the shortest that no words stand in
 * the way of, nor what else is said `beside`; where there is none, the one with the fewest, left off where they stand. Empty: the
 * label stands beside its packet.
 */
export function leaderTo(packet: Point, label: Rect, room: Room, beside: readonly Rect[] = []): readonly Way[] {
  if (distanceTo(label, packet) <= ADJACENT) return [];
  const isFree = ({ x, y }: Point): boolean =>
    room.hidden({ left: x - BREADTH / 2, top: y - BREADTH / 2, width: BREADTH, height: BREADTH }) === 0 &&
    beside.every((each) => distanceTo(each, { x, y }) > BREADTH / 2);
  let best: Drawable = { pieces: [], hidden: Infinity };
  for (const way of waysTo(packet, label)) {
    if (best.hidden === 0) break;
    const found = drawable(way, isFree);
    if (found.hidden < best.hidden) best = found;
  }
  return best.pieces;
}

/** From a packet to the sides and corners of its label, the shortest first. */
function waysTo(packet: Point, { left, top, width, height }: Rect): readonly Way[] {
  const [right, bottom] = [left + width, top + height];
  const middle = { x: left + width / 2, y: top + height / 2 };
  const ends = [
    { x: Math.min(Math.max(packet.x, left), right), y: Math.min(Math.max(packet.y, top), bottom) },
    ...[left, right].flatMap((x) => [top, middle.y, bottom].map((y) => ({ x, y }))),
    ...[top, bottom].map((y) => ({ x: middle.x, y })),
  ];
  const ways = ends.flatMap((end) => [
    [packet, end],
    [packet, { x: end.x, y: packet.y }, end],
    [packet, { x: packet.x, y: end.y }, end],
  ]);
  return ways.toSorted((a, b) => lengthOf(a) - lengthOf(b));
}

interface Drawable {
  readonly pieces: readonly Way[];
  /** Pixels of it where words stand. */
  readonly hidden: number;
}

function drawable(way: Way, isFree: (at: Point) => boolean): Drawable {
  const length = lengthOf(way);
  const pieces: Way[] = [];
  let hidden = 0;
  let since: number | undefined;
  const end = (to: number): void => {
    if (since !== undefined && to - since >= SHORTEST) pieces.push(partBetween(way, since, to));
    since = undefined;
  };
  for (let at = PACKET; at < length; at += STEP) {
    if (isFree(pointAlong(way, at))) since ??= at;
    else {
      hidden += STEP;
      end(at - STEP);
    }
  }
  end(length);
  return { pieces, hidden };
}

/** With the corner that lies between. */
function partBetween(way: Way, from: number, to: number): Way {
  const corners = way.filter((_, index) => {
    const at = lengthOf(way.slice(0, index + 1));
    return at > from && at < to;
  });
  return [pointAlong(way, from), ...corners, pointAlong(way, to)];
}
