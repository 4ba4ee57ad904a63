import { expect, test } from 'vitest';
import { resolveOutside } from '../../../src/engine/routing/dns/outside-names.ts';
import { shopRouter } from './shop.ts';

const { cluster } = shopRouter();
const isThere = (name: string, zone?: string): boolean => resolveOutside(cluster, name, zone).addresses.length > 0;

test.each(['www.example.com', 'a.b.co', 'xn--bcher-kva.example', '_dmarc.example.com', 'EXAMPLE.org.', 'x1.io'])(
  '%s may be a name out there',
  (name) => {
    expect(isThere(name)).toBe(true);
  },
);

test.each([
  'web',
  'db.x',
  'web.10',
  '1.2.3.4.5',
  'a_b.c_d',
  'web.-a.com',
  'web-.example.com',
  'web.shop',
  'db.internal',
])('%s is none', (name) => {
  expect(isThere(name)).toBe(false);
});

test('a server that is asked for a zone knows its names', () => {
  expect(isThere('db.corp.internal', 'corp.internal.')).toBe(true);
  expect(isThere('db.xcorp.internal', 'corp.internal.')).toBe(false);
  expect(isThere('db.internal', '.')).toBe(false);
});
