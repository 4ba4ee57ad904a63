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
