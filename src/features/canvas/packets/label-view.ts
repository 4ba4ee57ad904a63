import type { Palette } from '../drawing/palette.ts';
import type { Point, Rect } from '../board/element.ts';
import type { ScreenSize } from '../board/camera.ts';
import { hiddenBy, placeLabel } from '../words/label-place.ts';
import { distanceTo } from '../words/rects.ts';
import type { Room } from '../words/room.ts';
import { measureLabel, paintLabel, paintLeader } from './paint-label.ts';
import type { Label } from './places/packet-label.ts';

const EASE = 90;
/** Milliseconds in which it appears where it could not glide to. */
const APPEAR = 140;
/** Room for the packet. */
const CLEAR = 16;
/** A packet on its way may be so many pixels away from a label that cannot come along. */
const HELD = 110;
/** At rest so near it stays where it is. */
const NEAR = 50;
/** Of a way to another place so many places are looked at. */
const SAMPLES = 12;

export interface LabelAt {
  readonly label: Label;
  /** Where the packet is, on the screen. */
  readonly point: Point;
  /** Where the packet is going; where it is when it stands. */
  readonly ahead: Point;
  readonly color: string;
  readonly act: number;
  readonly room: Room;
  /** The caption and shares. */
  readonly beside: readonly Rect[];
}

interface Moment {
  readonly palette: Palette;
  readonly still: boolean;
  readonly elapsed: number;
}

/** Where the label is: beside its packet, relative to it. */
interface Held {
  readonly offset: Point;
  /** What it glides to; absent: it has come there. */
  readonly goal?: Point | undefined;
  /** Milliseconds since it appeared. */
  readonly since: number;
  /** Where the packet was. */
  readonly point: Point;
}

/**
 * Draws what the packet carries beside it. It comes along with its packet; where it would hide words on the way it stays where it
 * is and, once the packet is too far away, appears at another place. True: it has come to rest.
 */
export function createLabelView() {
  let held: Held | undefined;
  return (context: CanvasRenderingContext2D, on: LabelAt, { palette, still, elapsed }: Moment): boolean => {
    const { label, point, color, act } = on;
    const size = measureLabel(context, label, palette);
    held = follow(held, { ...on, size, elapsed, still });
    const at = boxAt(point, held.offset, size);
    const shown = still ? 1 : Math.min(held.since / APPEAR, 1);
    context.globalAlpha = shown;
    paintLeader(context, point, at, color);
    paintLabel(context, { label, at, color, act }, palette);
    context.globalAlpha = 1;
    return held.goal === undefined && shown === 1;
  };
}

interface Following extends LabelAt {
  readonly size: ScreenSize;
  readonly elapsed: number;
  readonly still: boolean;
}

function boxAt(point: Point, offset: Point, size: ScreenSize): Rect {
  return { left: Math.round(point.x + offset.x), top: Math.round(point.y + offset.y), ...size };
}

function follow(before: Held | undefined, on: Following): Held {
  const { point, ahead, size, room, beside, elapsed, still } = on;
  const place = (at: Point, last?: Point): Point => placeLabel({ at, size, room, beside, before: last });
  if (before === undefined || still) return { offset: place(point, before?.offset), since: still ? APPEAR : 0, point };
  const { offset, goal } = before;
  const since = before.since + elapsed;
  const moves = !same(ahead, point);
  const hidden = (each: Point): number => hiddenBy(boxAt(point, each, size), room, beside);
  const away = (each: Point): number => distanceTo(boxAt(point, each, size), point);
  const may = (each: Point): boolean => away(each) >= CLEAR && hidden(each) === 0;
  if (goal !== undefined && may(goal)) {
    const next = eased(offset, goal, 1 - Math.exp(-elapsed / EASE));
    if (may(next)) return { offset: next, goal: same(next, goal) ? undefined : goal, since, point };
  }
  if (may(offset) && away(offset) < (moves ? HELD : NEAR)) return { offset, since, point };
  const stays = { x: offset.x + before.point.x - point.x, y: offset.y + before.point.y - point.y };
  if (moves && may(stays) && away(stays) < HELD) return { offset: stays, since, point };
  const further = place(ahead);
  const then = { x: further.x + ahead.x - point.x, y: further.y + ahead.y - point.y };
  const wanted = moves && may(then) ? then : place(point, offset);
  if (away(offset) >= CLEAR && hidden(offset) <= hidden(wanted) && away(offset) <= away(wanted) + 1)
    return { offset, since, point };
  const next = eased(offset, wanted, 1 - Math.exp(-elapsed / EASE));
  if (may(next) && isOpen(offset, wanted, may)) return { offset: next, goal: wanted, since, point };
  return { offset: wanted, since: 0, point };
}

function isOpen(from: Point, to: Point, may: (offset: Point) => boolean): boolean {
  return Array.from({ length: SAMPLES }, (_, at) => between(from, to, (at + 1) / SAMPLES)).every(may);
}

function eased(from: Point, to: Point, share: number): Point {
  const next = between(from, to, share);
  return Math.hypot(next.x - to.x, next.y - to.y) < 0.5 ? to : next;
}

function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function same(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}
