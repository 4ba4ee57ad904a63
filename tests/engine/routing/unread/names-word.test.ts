import { expect, test } from 'vitest';
import { holdsName } from '../../../../src/engine/routing/unread/parties/names-word.ts';

test.each([
  ['shop/extra', 'extra', true],
  ['shop/extra-2', 'extra', false],
  ['my-extra, extra', 'extra', true],
  ['extra.example', 'extra', false],
  ['a( b', 'a(', true],
  ['shop-extra@kubernetescrd', 'shop-extra', true],
  ['', 'extra', false],
  ['extra', '', false],
])('%s holds the name %s: %s', (text, name, expected) => {
  expect(holdsName(text, name, '@')).toBe(expected);
});

test('a name is a text, not a pattern, and costs the length of the text', () => {
  const from = performance.now();
  expect(holdsName(`${'a'.repeat(200_000)}!`, '(a+)+$')).toBe(false);
  expect(performance.now() - from).toBeLessThan(2000);
});
