import { expect, test } from 'vitest';
import { SvgContext } from '../../../src/app/picture/svg-context.ts';

function drawn(draw: (context: SvgContext) => void): string {
  const context = new SvgContext();
  context.strokeStyle = 'red';
  context.lineJoin = 'round';
  context.beginPath();
  draw(context);
  context.stroke();
  return / d="([^"]*)"/.exec(context.svg)?.[1] ?? '';
}

test.each([
  ['to the right and down', [10, 0, 10, 10], 'M0 0L7 0A3 3 0 0 1 10 3L10 10'],
  ['to the right and up', [10, 0, 10, -10], 'M0 0L7 0A3 3 0 0 0 10 -3L10 -10'],
  ['straight on', [10, 0, 20, 0], 'M0 0L10 0L20 0'],
])('an arc touches both of its legs: %s', (_, [x1 = 0, y1 = 0, x2 = 0, y2 = 0], path) => {
  const found = drawn((context) => {
    context.moveTo(0, 0);
    context.arcTo(x1, y1, x2, y2, 3);
    context.lineTo(x2, y2);
  });
  expect(found).toBe(path);
});

test('an arc of an obtuse corner begins nearer to it', () => {
  const found = drawn((context) => {
    context.moveTo(0, 0);
    context.arcTo(10, 0, 20, 10, 4);
  });
  // Half of the turn of 45° is 22.5°: 4 × tan 22.5° = 1.66.
  expect(found).toBe('M0 0L8.34 0A4 4 0 0 1 11.17 1.17');
});

test('what paints nothing is left out, and texts have the width of their characters', () => {
  const context = new SvgContext();
  context.beginPath();
  context.stroke();
  expect(context.svg).toBe('');
  context.font = '12px monospace';
  expect(context.measureText('1/3').width).toBeCloseTo(21.6);
});
