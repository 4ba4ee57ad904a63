import { expect, test } from 'vitest';
import { compilePattern } from '../../../src/engine/kubernetes/gateway/read/pattern.ts';

test.each([
  ['/v[0-9]+/.*', '/v12/cart', true],
  ['/v[0-9]+', '/v1/cart', false],
  ['v1', '/v1', false],
  ['^/cart$', '/cart', true],
  ['(?i)/CART', '/cart', true],
  ['/[[:alpha:]]+', '/cart', true],
  ['/\\pL+', '/straße', true],
  ['/(?P<id>\\d+)', '/42', true],
  ['a|ab', 'ab', true],
])('%s is a pattern; whether it fits all of %s: %s', (source, text, fits) => {
  const pattern = compilePattern(source, 1024);
  expect(pattern.invalid).toBeUndefined();
  expect(pattern.fits(text)).toBe(fits);
});

test.each([
  '/(?=a)',
  '(?<=a)b',
  '(?!a)',
  '(a)\\1',
  'a**',
  'a{1001}',
  '(',
  '\\u0041',
  '*.shop.example',
  'a'.repeat(1025),
])('%s is none, as for RE2 and the API server, and fits nothing', (source) => {
  const pattern = compilePattern(source, 1024);
  expect(pattern.invalid?.is).toBe(source.length > 1024 ? 'TOO_LONG' : 'MALFORMED');
  expect(pattern.fits(source)).toBe(false);
});

test.each([
  ['/(a+)+$', `/${'a'.repeat(33)}!`],
  ['/(a|a)*b', `/${'a'.repeat(8000)}`],
  ['/(.*)*(.*)*x', `/${'a'.repeat(8000)}`],
  ['(?:a?){300}a{300}.*', 'a'.repeat(8000)],
  ['((a{1,10}){1,10}){1,8}.*', 'a'.repeat(8000)],
  ['.*a.{300}', 'ab'.repeat(4000)],
])('%s takes time in proportion to the text', (source, text) => {
  const from = performance.now();
  const pattern = compilePattern(source, 1024);
  expect(pattern.invalid).toBeUndefined();
  pattern.fits(text);
  expect(performance.now() - from).toBeLessThan(2000);
});

test('a pattern that compiles to a huge program is refused', () => {
  expect(compilePattern('((a{1,10}){1,10}){1,10}'.repeat(40), 1024).invalid?.is).toBe('TOO_LARGE');
});
