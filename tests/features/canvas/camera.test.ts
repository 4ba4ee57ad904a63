import { expect, test } from 'vitest';
import { fitCamera } from '../../../src/features/canvas/board/camera.ts';

const BOUNDS = { left: 0, top: 0, width: 600, height: 500 };

test('a board is fitted to what of its room no panel covers', () => {
  const screen = { width: 1000, height: 700 };
  const free = fitCamera(BOUNDS, screen);
  const beside = fitCamera(BOUNDS, { ...screen, covered: { left: 240, bottom: 0 } });
  expect(free.x).toBeLessThan(240);
  expect(beside.x).toBeGreaterThan(240);
  expect(beside.x + BOUNDS.width * beside.zoom).toBeLessThanOrEqual(screen.width);
  const above = fitCamera(BOUNDS, { ...screen, covered: { left: 0, bottom: 350 } });
  expect(above.y + BOUNDS.height * above.zoom).toBeLessThan(350);
  expect(above.y).toBeGreaterThan(0);
});

test('a board keeps clear of its controls: below a row of them where a column has no room, else beside the column', () => {
  for (const screen of [
    { width: 390, height: 354 },
    { width: 720, height: 378 },
    { width: 1000, height: 440 },
  ]) {
    const { y, zoom } = fitCamera(BOUNDS, screen);
    expect(y, `${screen.width} × ${screen.height}`).toBeGreaterThanOrEqual(52);
    expect(y + BOUNDS.height * zoom).toBeLessThanOrEqual(screen.height);
  }
  const { x, zoom } = fitCamera({ ...BOUNDS, width: 1600 }, { width: 720, height: 600 });
  expect(x + 1600 * zoom).toBeLessThanOrEqual(720 - 52);
});
