import { PHONE_TOP, type ScreenSize } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import { distanceTo, type Obstacle, shared } from './rects.ts';

export interface CaptionRoom {
  /** Where the packet will stand, in screen pixels. */
  readonly at: Point;
  readonly size: ScreenSize;
  /** Where words stand that must stay legible, and what would hide the caption. */
  readonly texts: readonly Obstacle[];
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
/** More words and boxes than these on the screen: it is seen from so far away that none of them is read. */
const MOST = 400;
/** `edge`, `box`: so many pixels further from the packet it stands, rather than across the edge of a box, and rather than wholly on one. */
const COST = { text: 60, covered: 600, way: 250, packet: 400_000, edge: 50, box: 200 } as const;

/**
 * Left upper corner of a caption: the place nearest to its packet that hides no words, beside boxes where there is room not much
 * further; where there is none, the one that hides the least.
 */
export function placeCaption({ at, size, texts, boxes = [], way, screen }: CaptionRoom): Point {
  const right = Math.max(screen.width - EDGE - size.width, EDGE);
  const bottom = Math.max(screen.height - EDGE - size.height, EDGE);
  // Messages come up at the lower end; on a phone controls stand at the upper one.
  const above = texts.filter(({ covers }) => covers === true);
  const corners = [EDGE, PHONE_TOP].flatMap((y) => [EDGE, right].map((x) => ({ x, y })));
  const corner = corners.find(({ x, y }) =>
    above.every((each) => shared({ left: x, top: y, ...size }, each) === 0),
  ) ?? { x: EDGE, y: EDGE };
  const whole = { left: 0, top: 0, width: screen.width, height: screen.height };
  const isNear = (each: Rect): boolean => distanceTo(each, at) < REACH + size.width && shared(each, whole) > 0;
  const [near, beside] = [texts.filter(isNear), boxes.filter(isNear)];
  if (near.length + beside.length > MOST) return corner;
  let best: Point = corner;
  let least = Number.POSITIVE_INFINITY;
  for (let y = EDGE; y <= bottom; y += STEP.y) {
    for (let x = EDGE; x <= right; x += STEP.x) {
      const box = { left: x, top: y, ...size };
      const away = distanceTo(box, at);
      if (away > REACH || away >= least) continue;
      const cost = away + costOf(box, { at, texts: near, boxes: beside, way }, least);
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
  if (cost >= most) return cost;
  for (const text of texts) {
    cost += shared(box, text) * (text.covers ? COST.covered : COST.text);
    if (cost >= most) return cost;
  }
  for (const point of way) if (distanceTo(box, point) < CLEAR / 2) cost += COST.way;
  return cost;
}
