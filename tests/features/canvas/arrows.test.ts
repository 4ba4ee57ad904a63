import { expect, test } from 'vitest';
import type { Point } from '../../../src/features/canvas/board/element.ts';
import { paintArrows } from '../../../src/features/canvas/packets/paint-packet.ts';

/** Where arrows are painted, and which way they point along x. */
function arrowsOf(way: readonly Point[]): readonly { readonly x: number; readonly toRight: boolean }[] {
  const found: { x: number; toRight: boolean }[] = [];
  let tip = 0;
  const paint: Record<string, (x: number) => void> = {
    moveTo: (x) => void (tip = x),
    lineTo: (x) => {
      if (found.at(-1)?.x !== tip) found.push({ x: tip, toRight: x < tip });
    },
  };
  const context = new Proxy({} as CanvasRenderingContext2D, {
    get: (_, name) => paint[String(name)] ?? (() => undefined),
    set: () => true,
  });
  paintArrows(context, way, { x: 0, y: 0, zoom: 1 });
  return found;
}

test('along a way arrows point where it leads', () => {
  const arrows = arrowsOf([
    { x: 0, y: 0 },
    { x: 500, y: 0 },
  ]);
  expect(arrows.length).toBeGreaterThan(4);
  expect(arrows.every(({ toRight }) => toRight)).toBe(true);
});

test('where a way comes back over the same line, the arrows there are those of the way back alone', () => {
  const arrows = arrowsOf([
    { x: 0, y: 0 },
    { x: 900, y: 0 },
    { x: 900, y: 20 },
    { x: 900, y: 0 },
    { x: 300, y: 0 },
  ]);
  expect(arrows.filter(({ x }) => x < 290).every(({ toRight }) => toRight)).toBe(true);
  expect(arrows.filter(({ x }) => x > 310 && x < 890).some(({ toRight }) => toRight)).toBe(false);
  expect(arrows.filter(({ x }) => x > 310).length).toBeGreaterThan(3);
});
