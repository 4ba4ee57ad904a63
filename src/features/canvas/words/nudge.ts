import type { Rect } from '../board/element.ts';

/** Pixels: half of what lies between two places that are tried. */
export const NUDGED = 4;
const SIDE = 2 * NUDGED + 1;

/** A place beside this one that costs less: between two places that are tried there may be just the room for it. `costOf` may stop at `least`. */
export function nudge<R extends Rect>(best: R, cost: number, costOf: (box: R, least: number) => number): R {
  let [found, least] = [best, cost];
  for (let at = 0; at < SIDE * SIDE; at += 1) {
    const box = { ...best, left: best.left + (at % SIDE) - NUDGED, top: best.top + Math.floor(at / SIDE) - NUDGED };
    const next = costOf(box, least);
    if (next < least) [found, least] = [box, next];
  }
  return found;
}
