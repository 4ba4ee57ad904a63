import { expect, test } from 'vitest';
import { trimEnd } from '../../../src/engine/net/trim.ts';

test.each([
  ['/a//', '/a'],
  ['//', ''],
  ['', ''],
  ['/a/b', '/a/b'],
  ['a//b/', 'a//b'],
])('%s without its last slashes is %s', (text, expected) => {
  expect(trimEnd(text, '/')).toBe(expected);
});

test('a run of slashes that something follows costs its length', () => {
  const text = `${'/'.repeat(200_000)}a`;
  const from = performance.now();
  expect(trimEnd(text, '/')).toBe(text);
  expect(performance.now() - from).toBeLessThan(2000);
});
