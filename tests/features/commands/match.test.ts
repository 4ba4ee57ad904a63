import { expect, test } from 'vitest';
import { matchScore } from '../../../src/features/commands/match.ts';

test('letters have to occur in order', () => {
  expect(matchScore('nxh', 'Next hop')).toBeGreaterThan(0);
  expect(matchScore('hxn', 'Next hop')).toBe(0);
  expect(matchScore('', 'anything')).toBeGreaterThan(0);
});

test('a whole word beats the start of words, which beats letters anywhere', () => {
  expect(matchScore('web', 'shop/web-0 Pod')).toBeGreaterThan(matchScore('web', 'west edge box'));
  expect(matchScore('nh', 'Next hop')).toBeGreaterThan(matchScore('nh', 'inch here'));
  expect(matchScore('hop', 'Next hop')).toBeGreaterThan(matchScore('hop', 'shop/web'));
});
