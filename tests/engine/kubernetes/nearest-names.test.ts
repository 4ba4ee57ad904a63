import { expect, test } from 'vitest';
import { editDistance, nearestNames } from '../../../src/engine/kubernetes/tools/nearest-names.ts';

test('a slip is found, a longer end too', () => {
  expect(nearestNames('wbe', ['storage', 'web'])).toEqual(['web']);
  expect(nearestNames('web', ['web-7d4b9c5f6-x2v9q'])).toEqual(['web-7d4b9c5f6-x2v9q']);
  expect(editDistance('ab', 'ba')).toBe(1);
});

test('texts longer than any name are not compared letter by letter', () => {
  const long = Array.from({ length: 50 }, (_, n) => `${n}`.repeat(10_000));
  const before = performance.now();
  expect(nearestNames('x'.repeat(10_000), long)).toEqual([]);
  expect(nearestNames('web', [...long, 'web'])).toEqual(['web']);
  expect(editDistance('x'.repeat(10_000), 'y'.repeat(9_000))).toBe(10_000);
  expect(editDistance('x'.repeat(10_000), 'x'.repeat(10_000))).toBe(0);
  expect(performance.now() - before).toBeLessThan(1000);
});
