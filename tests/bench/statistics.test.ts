import { expect, test } from 'vitest';
import { mean, median, quantile, ratioOf } from './statistics.ts';

test('the median does not depend on the order, and lies between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test('a quantile lies between its neighbours on a straight line', () => {
  const values = Array.from({ length: 101 }, (_, index) => 100 - index);
  expect(quantile(values, 0.95)).toBe(95);
  expect(quantile([0, 10], 0.25)).toBe(2.5);
});

test('the mean', () => {
  expect(mean([1, 2, 6])).toBe(3);
});

test('a ratio is that of the medians, its spread that of the rounds', () => {
  expect(ratioOf([2, 4, 9], [1, 4, 3])).toEqual({ value: 4 / 3, least: 1, greatest: 3 });
});
