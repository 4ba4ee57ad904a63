import { expect, test } from 'vitest';
import { boardText, boardTextSize } from '../../../src/features/canvas/board/board-text.ts';

test('text of boxes has at least 11 pixels on the screen from any distance', () => {
  for (let zoom = 0.05; zoom <= 2; zoom += 0.01) expect(boardTextSize(zoom) * zoom).toBeGreaterThanOrEqual(11);
});

test('it has one size from near, and gives up first the words that repeat, then lines, then all but names', () => {
  expect([2, 1, 0.85].map(boardTextSize)).toEqual([13, 13, 13]);
  const left = [0.85, 0.72, 0.5, 0.4, 0.3].map((zoom) => Object.keys(boardText(boardTextSize(zoom))).slice(1));
  expect(left).toEqual([[], ['data-tight'], ['data-tight', 'data-close'], ['data-far'], ['data-shapes', 'data-far']]);
});
