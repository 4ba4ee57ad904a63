import type { ScreenSize } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import { type LabelPlace, labelPlaces } from './label-place.ts';
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
const EDGE = 8;
/** Room for the packet. */
const CLEAR = 20;
/** So many pixels further from its packet it stands rather than hide a square pixel of words, lie across a pixel of an edge, or on the packet's way. */
const COST = { hidden: 60, crossed: 0.4, way: 250, packet: 400_000 } as const;

/**
 * Left upper corner of a caption: the place nearest to its packet that hides no words and leaves room for what the packet carries
 * near it, beside boxes where there is room not much further; where there is none, the one that hides the least.
 */
export function placeCaption({ at, size, room, way, labels = [], beside = [] }: CaptionRoom): Point {
  const { screen } = room;
  const places = labels.map((label) => labelPlaces({ ...label, room, beside }));
  let best: Point = { x: EDGE, y: EDGE };
  let least = Number.POSITIVE_INFINITY;
  const columns = outwards({ at: at.x, length: size.width, room: screen.width, step: STEP.x });
  for (const y of outwards({ at: at.y, length: size.height, room: screen.height, step: STEP.y })) {
    for (const x of columns) {
      const box = { left: x, top: y, ...size };
      const away = distanceTo(box, at);
      if (away >= least) break;
      let cost = away + (away < CLEAR ? COST.packet : 0) + COST.hidden * room.hidden(box);
      if (cost >= least) continue;
      cost += COST.crossed * room.crossed(box);
      for (const each of beside) cost += COST.hidden * shared(box, each);
      if (cost >= least) continue;
      for (const each of places) cost += besideCaption(each, box);
      for (const point of way) if (distanceTo(box, point) < CLEAR / 2) cost += COST.way;
      if (cost < least) [best, least] = [{ x, y }, cost];
    }
  }
  return best;
}

/** What is left for a label beside the caption: how far away it is, and what it hides there. */
function besideCaption(places: readonly LabelPlace[], caption: Rect): number {
  const free = places.find(({ box }) => shared(box, caption) === 0);
  return free?.cost ?? COST.packet;
}

/** Where a caption may begin along an axis, those near the packet first: what is further away than the best so far is soon known. */
function outwards({ at, length, room, step }: Axis): readonly number[] {
  const most = Math.max(room - EDGE - length, EDGE);
  const all = Array.from({ length: Math.floor((most - EDGE) / step) + 1 }, (_, index) => EDGE + index * step);
  const away = (start: number): number => Math.max(start - at, 0, at - start - length);
  return all.toSorted((a, b) => away(a) - away(b));
}

interface Axis {
  readonly at: number;
  readonly length: number;
  readonly room: number;
  readonly step: number;
}
