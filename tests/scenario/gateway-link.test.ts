import { expect, test } from 'vitest';
import { computeGatewayStatus } from '../../src/engine/kubernetes/gateway/status.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { shareObjects } from '../../src/scenario/link/share-objects.ts';
import { gatewayOf, grantOf, listener, routeOf, ruleOf } from '../engine/routing/gateway/gateway-objects.ts';
import { shopObjects } from '../engine/routing/shop.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

const https = (name: string, certificate: string): object =>
  listener({
    name,
    port: 443,
    protocol: 'HTTPS',
    hostname: `${name}.example`,
    tls: { certificateRefs: [{ name: certificate }] },
  });
const secretOf = (name: string, more: object = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'shop' },
  data: { 'tls.key': 'c2VjcmV0' },
  ...more,
});
const objects = shopObjects({
  more: [
    gatewayOf([listener(), https('good', 'cert'), https('bad', 'crt')]),
    routeOf('b', { created: '2024-01-01T00:00:00Z' }),
    routeOf('a', { created: '2024-02-01T00:00:00Z', rules: [ruleOf('/', { timeouts: { request: '10s' } })] }),
    grantOf('shop', {}, {}),
    secretOf('cert', { type: 'kubernetes.io/tls' }),
    secretOf('password', { type: 'Opaque' }),
  ],
});

test('a link loses nothing of what Gateways do', () => {
  const slim = shareObjects(objects);
  const told = (given: readonly RawObject[]) => {
    const cluster = buildCluster({ objects: given });
    const { gateways, routes } = computeGatewayStatus(cluster);
    const request = { from: { internet: true }, to: 'http://shop.example/', via: 'gateway/shop/edge' } as const;
    const result = createRouter(cluster).trace(request);
    return {
      conditions: gateways.flatMap(({ listeners }) => listeners.map(({ spec, conditions }) => [spec.name, conditions])),
      parents: routes.map(({ name, parents }) => [name, parents]),
      http: result.ok ? result.value.outcomes.map(({ http }) => http) : result.error,
    };
  };
  expect(told(slim)).toEqual(told(objects));
  const taken = createRouter(buildCluster({ objects: slim })).trace({
    from: { internet: true },
    to: 'http://shop.example/',
    via: 'gateway/shop/edge',
  });
  expect(taken.ok && new Set(taken.value.outcomes.map(({ http }) => http?.route?.name))).toEqual(new Set(['b']));
});

test('of Secrets only the names of certificates enter it', () => {
  const secrets = shareObjects(objects).filter(({ kind }) => kind === 'Secret');
  expect(secrets).toEqual([
    { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name: 'cert', namespace: 'shop' } },
  ]);
});
