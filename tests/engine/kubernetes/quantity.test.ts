import { expect, test } from 'vitest';
import { parseQuantity } from '../../../src/engine/kubernetes/tools/quantity.ts';

test.each([
  ['4', 4],
  ['0.5', 0.5],
  ['.5', 0.5],
  ['5.', 5],
  ['+1', 1],
  ['-2', -2],
  ['3920m', 3.92],
  ['250u', 0.00025],
  ['100n', 1e-7],
  ['2k', 2000],
  ['3M', 3e6],
  ['1G', 1e9],
  ['1T', 1e12],
  ['1P', 1e15],
  ['1E', 1e18],
  ['1Ki', 1024],
  ['1.5Gi', 1.5 * 1024 ** 3],
  ['1Ti', 1024 ** 4],
  ['1Ei', 1024 ** 6],
  ['2e3', 2000],
  ['1E2', 100],
  ['1e-3', 0.001],
])('%s is %d', (text, number) => {
  expect(parseQuantity(text)).toBeCloseTo(number, 12);
});

test.each(['', 'abc', '1mi', '1K', '1 Gi', '1Mib', 'm', '1e', '0x10', 'Infinity', 'true'])('“%s” is none', (text) => {
  expect(parseQuantity(text)).toBeUndefined();
});
