import type { Point, Rect } from '../board/element.ts';

/** A box that words of the walk keep off. */
export interface Obstacle extends Rect {
  /** It lies above them: what is beneath it is not seen at all. */
  readonly covers?: true;
  /** Words that may be hidden where there is no other room: neither a name nor an address. */
  readonly minor?: true;
}

/** From a box to a point; 0 inside. */
export function distanceTo({ left, top, width, height }: Rect, { x, y }: Point): number {
  return Math.hypot(Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height));
}

/** How many pixels two boxes share. */
export function shared(a: Rect, b: Rect): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
