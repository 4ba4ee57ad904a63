import type { ScreenSize } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import { NUDGED, nudge } from './nudge.ts';
import { distanceTo, shared } from './rects.ts';
import type { Room } from './room.ts';

/** Pixels between a packet and its label: the nearest place where it hides nothing. */
const DISTANCES = [18, 30, 44, 60, 80, 104, 132, 164] as const;
/** Pixels from the edges of the screen: as many where there is room, and so many at least. */
const EDGE = 4;
const LEAST = 1;
/** So far away a label stays where it is; further, it looks for a nearer place. */
const NEAR = 50;
/** So far away it stays while its packet is on the way. */
const HELD = 110;
/** Room for the packet: as much where there is, and so much at least. */
const CLEAR = 16;
const PACKET = 12;
/** So many pixels further from its packet a label stands rather than hide a square pixel of words. */
const HIDDEN = 20;
/** Pixels between two places that are tried where there is none around the packet, and how many of them are kept: a caption may cover hundreds. */
const STEP = { x: 8, y: 4 } as const;
const KEPT = 1000;

export interface LabelRoom {
  /** Where the packet is, in screen pixels. */
  readonly at: Point;
  readonly size: ScreenSize;
  readonly room: Room;
  /** What else a label keeps off: the caption, and shares. Absent: there is nothing. */
  readonly beside?: readonly Rect[];
  /** Where the label stood last, as the answer was then. */
  readonly before?: Point | undefined;
  /** The answer with which it stays where it is on the screen. */
  readonly stays?: Point | undefined;
  /** Where a packet on its way will soon be, in screen pixels. Absent: it stands. */
  readonly ahead?: Point | undefined;
}

export interface LabelPlace {
  readonly box: Rect;
  /** How far away it is, and much more for what it hides. */
  readonly cost: number;
}

/**
 * Where a label goes beside its packet, as its left upper corner relative to the packet: the nearest place that hides no words and
 * lies on the screen, or where it stood as long as that is a near one; where there is none, the place that hides the least. With a
 * packet on its way it comes along; where it would hide something it stays where it is, and then goes ahead.
 */
export function placeLabel({ before, stays, ahead, ...on }: LabelRoom): Point {
  const { at, size, room, beside = [] } = on;
  const isFree = (offset: Point, most: number): boolean => {
    const box = { left: Math.round(at.x + offset.x), top: Math.round(at.y + offset.y), ...size };
    const away = distanceTo(box, at);
    return away >= CLEAR && away < most && hiddenBy(box, room, beside) === 0;
  };
  for (const offset of [before, ahead && stays])
    if (offset !== undefined && isFree(offset, ahead ? HELD : NEAR)) return offset;
  const next = ahead && bestPlace({ ...on, at: ahead }, at);
  return next !== undefined && isFree(next, HELD) ? next : bestPlace(on, at);
}

function bestPlace(room: LabelRoom, { x, y }: Point): Point {
  const [best] = labelPlaces(room, 1);
  if (best === undefined) return ORIGIN;
  // Where it hides more than that, a few pixels are of no use.
  const slight = HIDDEN * NUDGED * (room.size.width + room.size.height);
  const isCrowded = best.cost > FARTHEST && best.cost < slight;
  const { left, top } = isCrowded ? nudge(best.box, best.cost, (box) => costAt(room, box)) : best.box;
  return { x: left - x, y: top - y };
}

function costAt({ at, room, beside = [] }: LabelRoom, box: Rect): number {
  const away = distanceTo(box, at);
  return away < PACKET ? Infinity : away + HIDDEN * hiddenBy(box, room, beside);
}

const ORIGIN: Point = { x: 0, y: 0 };

/** Places for a label, the best first: around its packet, and where none of them hides nothing, anywhere. Of one alone only those that are better are looked at. */
export function labelPlaces({ at, size, room, beside = [] }: LabelRoom, most = KEPT): readonly LabelPlace[] {
  const found: LabelPlace[] = placesAround(at, size, room.screen).map(({ box, away }) => ({
    box,
    cost: away + HIDDEN * hiddenBy(box, room, beside),
  }));
  let least = Math.min(...found.map(({ cost }) => cost));
  for (const { box, cost } of least > FARTHEST ? anywhere(room, size) : []) {
    const away = distanceTo(box, at);
    if (away < CLEAR || (most === 1 && cost + away >= least)) continue;
    const all = cost + away + HIDDEN * OUTSIDE * over(beside, box);
    found.push({ box, cost: all });
    least = Math.min(least, all);
  }
  return found.toSorted((a, b) => a.cost - b.cost).slice(0, most);
}

const FARTHEST = Math.max(...DISTANCES);

/** Square pixels: of words, of what else stands there, and of itself off the screen. */
function hiddenBy(box: Rect, { hidden, screen }: Room, beside: readonly Rect[]): number {
  const { width, height } = screen;
  const inside = shared({ left: LEAST, top: LEAST, width: width - 2 * LEAST, height: height - 2 * LEAST }, box);
  const outside = Math.max(box.width * box.height - inside, 0);
  return hidden(box) + OUTSIDE * ((outside < NOTHING ? 0 : outside) + over(beside, box));
}

function over(beside: readonly Rect[], box: Rect): number {
  const others = beside.reduce((sum, each) => sum + shared(each, box), 0);
  return others < NOTHING ? 0 : others;
}

/** What of the label is not on the screen, or beneath the caption, weighs more than words that it hides. */
const OUTSIDE = 8;
/** Square pixels that rounding hides. */
const NOTHING = 1;

/** Sides of a packet, the best first: how much of its size a label is moved by, and which way it keeps its distance. */
const SIDES = [
  [0, -0.5, 1, 0],
  [-1, -0.5, -1, 0],
  [0, -1, 0, -1],
  [-1, -1, 0, -1],
  [0, 0, 0, 1],
  [-1, 0, 0, 1],
  [0, -1, 1, 0],
  [-1, -1, -1, 0],
  [0, 0, 1, 0],
  [-1, 0, -1, 0],
] as const;

/** Places beside, above and below, the nearest first, on whole pixels; above and below they slide along the edges of the screen. */
function placesAround(at: Point, size: ScreenSize, screen: ScreenSize) {
  const { width, height } = size;
  const most = Math.max(screen.width - EDGE - width, EDGE);
  return DISTANCES.flatMap((away) =>
    SIDES.map(([byWidth, byHeight, right, down]) => {
      const x = at.x + byWidth * width + right * away;
      const left = Math.round(right === 0 ? Math.min(Math.max(x, EDGE), most) : x);
      return { box: { left, top: Math.round(at.y + byHeight * height + down * away), width, height }, away };
    }),
  );
}

/** What stands on a board stays where it is while packets move: what places hide of it is told once for labels of a size. */
const rated = new WeakMap<Room, Map<string, readonly LabelPlace[]>>();

/** Places all over the screen, with what they hide of the board. */
function anywhere(room: Room, size: ScreenSize): readonly LabelPlace[] {
  const sizes = rated.get(room) ?? new Map<string, readonly LabelPlace[]>();
  rated.set(room, sizes);
  const key = `${size.width} ${size.height}`;
  const found = sizes.get(key) ?? rate(room, size);
  sizes.set(key, found);
  return found;
}

function rate({ screen, hidden }: Room, size: ScreenSize): readonly LabelPlace[] {
  const found: LabelPlace[] = [];
  for (let top = EDGE; top + size.height <= screen.height - EDGE; top += STEP.y) {
    for (let left = EDGE; left + size.width <= screen.width - EDGE; left += STEP.x) {
      const box = { left, top, ...size };
      found.push({ box, cost: HIDDEN * hidden(box) });
    }
  }
  return found;
}
