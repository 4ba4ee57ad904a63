import type { ScreenSize } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import { type LabelPlace, labelPlaces } from './label-place.ts';
import { nudge } from './nudge.ts';
import { distanceTo, shared } from './rects.ts';
import type { Room } from './room.ts';

export interface CaptionRoom {
  /** Where the packet will stand, in screen pixels. */
  readonly at: Point;
  readonly size: ScreenSize;
  readonly room: Room;
  /** Points the packet passes while the caption is there. */
  readonly way: readonly Point[];
  /** What the packet carries where it stands meanwhile: the caption leaves room for it. Absent: nothing. */
  readonly labels?: readonly { readonly at: Point; readonly size: ScreenSize }[];
  /** What else it keeps off, as shares. Absent: there is nothing. */
  readonly beside?: readonly Rect[];
}

/** Pixels between two places that are tried. */
const STEP = { x: 8, y: 4 } as const;
/** Pixels from the edges of the screen: so many at least, and as many where there is room. */
const EDGE = 1;
const AT_EASE = 8;
/** Room for the packet. */
const CLEAR = 20;
/** So many pixels further from its packet it stands rather than hide a square pixel of words, lie across a pixel of an edge, on the packet's way, or a pixel nearer to the edge of the screen. */
const COST = { hidden: 60, crossed: 0.4, way: 250, packet: 400_000, edge: 12 } as const;

/**
 * Left upper corner of a caption: the place nearest to its packet that hides no words and leaves room for what the packet carries
 * near it, beside boxes where there is room not much further; where there is none, the one that hides the least.
 */
export function placeCaption({ at, size, room, way, labels = [], beside = [] }: CaptionRoom): Point {
  const { screen } = room;
  // Where it is out of sight nothing is carried that one could see: the view follows, and then looks again.
  const seen = labels.filter(({ at: point }) => distanceTo({ left: 0, top: 0, ...screen }, point) === 0);
  const places = seen.map((label) => labelPlaces({ ...label, room, beside }));
  // Stops where it is as much as that of the best place: most are, and what words they hide is soon told.
  const costOf = (box: Rect, least: number): number => {
    const away = distanceTo(box, at);
    let cost = away + (away < CLEAR ? COST.packet : 0) + COST.hidden * room.hidden(box);
    if (cost >= least) return cost;
    cost += COST.edge * tightness(box, screen) + COST.crossed * room.crossed(box);
    for (const each of beside) cost += COST.hidden * shared(box, each);
    if (cost >= least) return cost;
    for (const each of places) cost += besideCaption(each, box);
    for (const point of way) if (distanceTo(box, point) < CLEAR / 2) cost += COST.way;
    return cost;
  };
  let best: Rect = { left: EDGE, top: EDGE, ...size };
  let least = Number.POSITIVE_INFINITY;
  const columns = outwards({ at: at.x, length: size.width, room: screen.width, step: STEP.x });
  for (const top of outwards({ at: at.y, length: size.height, room: screen.height, step: STEP.y })) {
    for (const left of columns) {
      const box = { left, top, ...size };
      if (distanceTo(box, at) >= least) break;
      const cost = costOf(box, least);
      if (cost < least) [best, least] = [box, cost];
    }
  }
  const { left: x, top: y } = room.hidden(best) > 0 ? nudge(best, least, costOf) : best;
  return { x, y };
}

/** By how many pixels a box is nearer to the edges of the screen than it had better be; beyond the least it has no place. */
function tightness({ left, top, width, height }: Rect, screen: ScreenSize): number {
  const nearest = Math.min(left, top, screen.width - left - width, screen.height - top - height);
  return nearest < EDGE ? Infinity : Math.max(AT_EASE - nearest, 0);
}

/** What is left for a label beside the caption: how far away it is, and what it hides there. */
function besideCaption(places: readonly LabelPlace[], caption: Rect): number {
  const free = places.find(({ box }) => shared(box, caption) === 0);
  return free?.cost ?? COST.packet;
}

/** Where a caption may begin along an axis, those near the packet first: what is further away than the best so far is soon known. */
function outwards({ at, length, room, step }: Axis): readonly number[] {
  const most = Math.max(room - EDGE - length, EDGE);
  const all = Array.from({ length: Math.ceil((most - EDGE) / step) + 1 }, (_, index) =>
    Math.min(EDGE + index * step, most),
  );
  const away = (start: number): number => Math.max(start - at, 0, at - start - length);
  return all.toSorted((a, b) => away(a) - away(b));
}

interface Axis {
  readonly at: number;
  readonly length: number;
  readonly room: number;
  readonly step: number;
}
