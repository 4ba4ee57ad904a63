import type { ScreenSize } from '../board/camera.ts';
import type { Point } from '../board/element.ts';
import { distanceTo, type Obstacle, shared } from './rects.ts';

/** Pixels between a packet and its label: the nearest place where it hides nothing; further away nobody takes it for the packet's. */
const DISTANCES = [18, 30, 44, 60, 80, 104, 132, 164, 200, 240] as const;
const EDGE = 4;
/** So far away a label stays where it is; further, it looks for a nearer place. */
const NEAR = 50;

export interface LabelRoom {
  /** Where the packet is, in screen pixels. */
  readonly at: Point;
  readonly size: ScreenSize;
  /** Where words stand that must stay legible. */
  readonly texts: readonly Obstacle[];
  readonly screen: ScreenSize;
  /** Where the label stood last, as the answer was then. */
  readonly before?: Point | undefined;
}

/**
 * Where a label goes beside its packet, as its left upper corner relative to the packet: the nearest place around it that hides
 * no words and lies on the screen, or where it stood as long as that is a near one; where there is none, the place that hides the least.
 */
export function placeLabel({ at, size, texts, screen, before }: LabelRoom): Point {
  const costOf = (offset: Point): number => {
    const box = { left: at.x + offset.x, top: at.y + offset.y, ...size };
    const hidden = texts.reduce((sum, text) => sum + (text.covers ? OUTSIDE : 1) * shared(text, box), 0);
    const inside = shared(
      { left: EDGE, top: EDGE, width: screen.width - 2 * EDGE, height: screen.height - 2 * EDGE },
      box,
    );
    return hidden + OUTSIDE * Math.max(size.width * size.height - inside, 0);
  };
  const isNear = before && distanceTo({ left: before.x, top: before.y, ...size }, ORIGIN) < NEAR;
  return isNear && costOf(before) <= NOTHING ? before : bestOf(placesAround(at, size, screen), costOf);
}

const ORIGIN: Point = { x: 0, y: 0 };
/** What of the label is not on the screen, or beneath controls, weighs more than words that it hides. */
const OUTSIDE = 8;
/** Pixels that rounding hides. */
const NOTHING = 1;

function bestOf(places: readonly Point[], costOf: (place: Point) => number): Point {
  let [best, least] = [places[0] ?? ORIGIN, Number.POSITIVE_INFINITY];
  for (const place of places) {
    const cost = costOf(place);
    // Of those that hide as much the nearest, which comes first.
    if (cost < least - NOTHING) [best, least] = [place, cost];
    if (least <= NOTHING) return best;
  }
  return best;
}

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

/** Places beside, above and below, the nearest first; above and below they slide along the edges of the screen. */
function placesAround(at: Point, { width, height }: ScreenSize, screen: ScreenSize): readonly Point[] {
  const most = Math.max(screen.width - EDGE - width, EDGE);
  return DISTANCES.flatMap((distance) =>
    SIDES.map(([byWidth, byHeight, right, down]) => {
      const x = byWidth * width + right * distance;
      const y = byHeight * height + down * distance;
      return { x: right === 0 ? Math.min(Math.max(at.x + x, EDGE), most) - at.x : x, y };
    }),
  );
}
