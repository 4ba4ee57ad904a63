import { expect, test } from 'vitest';
import { resolveOutside } from '../../../src/engine/routing/dns/outside-names.ts';
import { shopRouter, traced } from './shop.ts';

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
  'web.shop.svc.local',
  'web.shop.cluster.local',
  'web.local',
  'db.invalid',
])('%s is none', (name) => {
  expect(isThere(name)).toBe(false);
});

test('a server that is asked for a zone knows its names', () => {
  expect(isThere('db.corp.internal', 'corp.internal.')).toBe(true);
  expect(isThere('db.xcorp.internal', 'corp.internal.')).toBe(false);
});

test.each(['db.corp.internal', 'db.internal', 'dc1.ad.local', 'nas.lan', 'git.corp', 'hub.home.arpa'])(
  '%s may be a name of a private zone, which nobody on the internet knows',
  (host) => {
    const router = shopRouter();
    const { assumptions } = resolveOutside(cluster, host);
    expect(assumptions.map(({ code }) => code)).toEqual(['PRIVATE_NAME_ASSUMED']);
    const inside = traced(router, { from: { pod: 'shop/client' }, to: `tcp://${host}:5432` });
    expect(inside.verdict).toBe('REACHABLE');
    expect(inside.assumptions.map(({ code }) => code)).toContain('PRIVATE_NAME_ASSUMED');
    const node = traced(router, { from: { node: 'node-1' }, to: `tcp://${host}:5432` });
    expect(node.verdict).toBe('REACHABLE');
    const outside = traced(router, { from: { internet: true }, to: `http://${host}/` });
    expect(outside.verdict).toBe('UNREACHABLE');
    expect(outside.outcomes[0]?.cause).toMatchObject({ code: 'NAME_NOT_FOUND', detail: { is: 'NOT_OUTSIDE' } });
  },
);
