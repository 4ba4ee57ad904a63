import { expect, test } from 'vitest';
import { readEarly } from '../../../src/features/commands/early-keys.ts';

test('keys that came early are text, and end with the one that ends typing', () => {
  expect(readEarly([])).toEqual({ text: '' });
  expect(readEarly(['c', 'x', 'Backspace', 'A', 'Shift', 'ArrowDown', '/'])).toEqual({ text: 'cA/' });
  expect(readEarly(['c', 'Enter', 'd'])).toEqual({ text: 'c', end: 'Enter' });
  expect(readEarly(['Backspace', 'Escape', 'Enter'])).toEqual({ text: '', end: 'Escape' });
});
