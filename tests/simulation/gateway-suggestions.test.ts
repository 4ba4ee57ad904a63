import { expect, it } from 'vitest';
import { suggestRequests, targetSuggestions } from '../../src/simulation/views/request-suggestions.ts';
import { gatewayOf, listener, routeOf, ruleOf } from '../engine/routing/gateway/gateway-objects.ts';
import { shopObjects } from '../engine/routing/shop.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

const cluster = buildCluster({
  objects: shopObjects({
    more: [
      gatewayOf([
        listener(),
        listener({ name: 'alt', port: 8080, hostname: '*.alt.example' }),
        listener({ name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] } }),
      ]),
      routeOf('web', {
        parent: { sectionName: 'http' },
        hostnames: ['shop.example'],
        rules: [
          { ...ruleOf(), matches: [{ path: { type: 'PathPrefix', value: '/admin' }, method: 'POST' }] },
          ruleOf('/cart'),
        ],
      }),
      routeOf('alt', { parent: { sectionName: 'alt' } }),
      routeOf('tls', { parent: { sectionName: 'https' } }),
    ],
  }),
});
const [address] = cluster.gateways[0]?.addresses ?? [];
const URLS = ['http://shop.example/cart', 'http://www.alt.example:8080/', `https://${address}/`];

it('offers the hosts and paths that the routes of a Gateway serve, from outside', () => {
  const values = (from: string) => targetSuggestions(cluster, from).map(({ value }) => value);
  expect(values('internet')).toEqual(expect.arrayContaining(URLS));
  expect(values('pod/shop/client')).not.toContain(URLS[0]);
});

it('offers requests through it that arrive', () => {
  const offered = suggestRequests(cluster).filter(({ via }) => via === 'gateway/shop/edge');
  expect(offered.map(({ to }) => to)).toEqual(expect.arrayContaining(URLS));
  const router = createRouter(cluster);
  for (const request of offered) {
    const result = router.trace(request);
    expect(result.ok && result.value.verdict).toBe('REACHABLE');
  }
});
