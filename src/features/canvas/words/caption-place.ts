import type { ScreenSize } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import { distanceTo, shared } from './rects.ts';

export interface CaptionRoom {
  /** Where the packet will stand, in screen pixels. */
  readonly at: Point;
  readonly size: ScreenSize;
  /** Where words stand that must stay legible, and what would hide the caption. */
  readonly texts: readonly Rect[];
  /** Boxes: a caption had better stand beside them. Absent: there are none. */
  readonly boxes?: readonly Rect[];
  /** Points the packet passes while the caption is there. */
  readonly way: readonly Point[];
  readonly screen: ScreenSize;
}

const STEP = { x: 14, y: 10 } as const;
const EDGE = 8;
/** So far from the packet it still stands beside it. */
const REACH = 420;
/** Room for the packet and the label that it carries. */
const CLEAR = 20;
/** More words and boxes than these: it is seen from so far away that none of them is read. */
const MOST = 240;
/** `edge`, `box`: so many pixels further from the packet it stands, rather than across the edge of a box, and rather than wholly on one. */
const COST = { text: 60, way: 250, packet: 400_000, edge: 50, box: 200 } as const;

/**
 * Left upper corner of a caption: the place nearest to its packet that hides no words, beside boxes where there is room not much
 * further; where there is none, the one that hides the least.
 */
export function placeCaption({ at, size, texts, boxes = [], way, screen }: CaptionRoom): Point {
  const right = Math.max(screen.width - EDGE - size.width, EDGE);
  const bottom = Math.max(screen.height - EDGE - size.height, EDGE);
  // Messages come up at the lower end.
  const corner = { x: EDGE, y: EDGE };
  if (texts.length + boxes.length > MOST) return corner;
  const near = texts.filter((text) => distanceTo(text, at) < REACH + size.width);
  let best: Point = corner;
  let least = Number.POSITIVE_INFINITY;
  for (let y = EDGE; y <= bottom; y += STEP.y) {
    for (let x = EDGE; x <= right; x += STEP.x) {
      const box = { left: x, top: y, ...size };
      const away = distanceTo(box, at);
      if (away > REACH || away >= least) continue;
      const cost = away + costOf(box, { at, texts: near, boxes, way }, least);
      if (cost < least) [best, least] = [{ x, y }, cost];
    }
  }
  return best;
}

type Hidden = Required<Pick<CaptionRoom, 'at' | 'texts' | 'boxes' | 'way'>>;

function costOf(box: Rect, { at, texts, boxes, way }: Hidden, most: number): number {
  let cost = distanceTo(box, at) < CLEAR ? COST.packet : 0;
  const area = box.width * box.height;
  for (const each of boxes) {
    const hidden = shared(box, each);
    if (hidden > 0) cost += COST.edge + (hidden / area) * COST.box;
  }
  for (const text of texts) {
    cost += shared(box, text) * COST.text;
    if (cost >= most) return cost;
  }
  for (const point of way) if (distanceTo(box, point) < CLEAR / 2) cost += COST.way;
  return cost;
}
