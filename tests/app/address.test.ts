import { expect, test } from 'vitest';
import { plainAddress, readAddress } from '../../src/app/page/address.ts';

test.each([
  ['', '', { mode: 'edit' }],
  ['?view', '#p1:abc', { mode: 'view', link: 'p1:abc' }],
  ['?embed&lesson=one', '', { mode: 'embed', lesson: 'one' }],
  ['?lesson=', '#', { mode: 'edit' }],
  [
    '?lesson=one&part=3&step=1-request-2-route',
    '',
    { mode: 'edit', lesson: 'one', look: { part: '3', step: '1-request-2-route' } },
  ],
  ['?part=3', '', { mode: 'edit' }],
  ['?course=a/b.json', '', { mode: 'edit', course: 'a/b.json' }],
])('%s %s', (search, hash, expected) => {
  expect(readAddress({ search, hash })).toEqual(expected);
});

test('the address without a lesson keeps the rest', () => {
  expect(plainAddress({ pathname: '/a/', search: '?lesson=one' })).toBe('/a/');
  expect(plainAddress({ pathname: '/a/', search: '?lesson=one&part=3&step=x&view=' })).toBe('/a/?view=');
});
