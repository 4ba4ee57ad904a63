import type { Point, Rect } from '../../board/element.ts';
import { distanceTo } from '../../words/rects.ts';
import type { Room } from '../../words/room.ts';

/** Pixels of a line that its packet covers, between two points that are looked at, and to a side of what it takes at a point. */
const PACKET = 10;
const STEP = 2;
const BREADTH = 3;

/** Of a line: it is not drawn where words stand. */
export interface LeaderPoint extends Point {
  readonly isFree: boolean;
}

/**
 * A line from a packet to the near side or a corner of its label, in screen pixels: the one that the fewest words stand in the way of,
 * and what else is said `beside`, then the shortest.
 */
export function leaderTo(packet: Point, label: Rect, room: Room, beside: readonly Rect[] = []): readonly LeaderPoint[] {
  const { left, top, width, height } = label;
  let best: readonly LeaderPoint[] = [];
  let least = Infinity;
  for (const x of [Math.min(Math.max(packet.x, left), left + width), left, left + width]) {
    for (const y of [Math.min(Math.max(packet.y, top), top + height), top, top + height]) {
      const length = Math.hypot(x - packet.x, y - packet.y);
      const points: LeaderPoint[] = [];
      let cost = length;
      for (let at = PACKET; at < length; at += STEP) {
        const point = { x: packet.x + ((x - packet.x) * at) / length, y: packet.y + ((y - packet.y) * at) / length };
        const around = { left: point.x - BREADTH / 2, top: point.y - BREADTH / 2, width: BREADTH, height: BREADTH };
        const isFree = room.hidden(around) === 0 && beside.every((each) => distanceTo(each, point) > BREADTH);
        if (!isFree) cost += HIDDEN;
        points.push({ ...point, isFree });
      }
      if (cost < least) [best, least] = [points, cost];
    }
  }
  return best;
}

/** So many pixels longer it is rather than hide words at a point. */
const HIDDEN = 1000;

/** From a packet to what it carries, where that had to stand further away. */
export function paintLeader(context: CanvasRenderingContext2D, line: readonly LeaderPoint[], color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const [index, { x, y, isFree }] of line.entries())
    if (isFree && line[index - 1]?.isFree) context.lineTo(x, y);
    else context.moveTo(x, y);
  context.stroke();
}
