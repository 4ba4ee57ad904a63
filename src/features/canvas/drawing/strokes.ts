import type { Point } from '../board/element.ts';

/** Board pixels of the curve where a line turns. */
const CURVE = 5;

export function trace(context: CanvasRenderingContext2D, way: readonly Point[] | undefined): void {
  way?.forEach(({ x, y }, index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}

/** As trace, with corners that the eye follows. */
export function traceCurved(context: CanvasRenderingContext2D, way: readonly Point[]): void {
  way.forEach(({ x, y }, index) => {
    const next = way[index + 1];
    if (index === 0) context.moveTo(x, y);
    else if (next === undefined) context.lineTo(x, y);
    else {
      const before = way[index - 1] ?? next;
      const room = Math.min(length(before, { x, y }), length({ x, y }, next)) / 2;
      context.arcTo(x, y, next.x, next.y, Math.min(CURVE, room));
    }
  });
}

/** The head of an arrow at the end of a way. */
export function traceHead(context: CanvasRenderingContext2D, way: readonly Point[], size: number): void {
  const [before, tip] = way.slice(-2);
  if (before === undefined || tip === undefined) return;
  const [dx, dy] = [Math.sign(tip.x - before.x) * size, Math.sign(tip.y - before.y) * size];
  const half = 0.6;
  context.moveTo(tip.x, tip.y);
  context.lineTo(tip.x - dx + dy * half, tip.y - dy + dx * half);
  context.lineTo(tip.x - dx - dy * half, tip.y - dy - dx * half);
  context.closePath();
}

function length(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}
