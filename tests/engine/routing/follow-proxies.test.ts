import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { controller, ingressOf } from './causes/scenario.ts';
import { gatewayOf, routeOf, ruleOf } from './gateway/gateway-objects.ts';
import { shopObjects, traced } from './shop.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

/** Everything behind /shop of the Gateway goes on to the Ingress controller, with the prefix replaced. */
const toController: RawObject = {
  ...routeOf('entry', {
    rules: [
      ruleOf('/shop', {
        filters: [
          {
            type: 'URLRewrite',
            urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/cart' } },
          },
        ],
        backendRefs: [{ name: 'ingress-nginx-controller', namespace: 'ingress-nginx', port: 80 }],
      }),
    ],
  }),
};
const grant: RawObject = {
  apiVersion: 'gateway.networking.k8s.io/v1beta1',
  kind: 'ReferenceGrant',
  metadata: { name: 'shop', namespace: 'ingress-nginx' },
  spec: {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
    to: [{ group: '', kind: 'Service' }],
  },
};

function walk(to: string, path = '/cart') {
  const web = ingressOf({ name: 'web', port: { number: 80 } }, 'shop.example', path);
  const objects = shopObjects({ more: [gatewayOf(), toController, grant, ...controller('ClusterIP'), web] });
  const router = createRouter(buildCluster({ objects }));
  return traced(router, { from: { internet: true }, to, via: 'gateway/shop/edge' }).outcomes;
}

test('a proxy behind a proxy is walked as well, and sees what the one before sends', () => {
  const outcomes = walk('http://shop.example/shop/1');
  expect(outcomes.length).toBeGreaterThan(0);
  for (const outcome of outcomes) {
    expect(outcome.disposition).toBe('ACCEPTED');
    expect(outcome.destination).toMatchObject({ kind: 'Pod', namespace: 'shop' });
    const [, first, second, ...others] = outcome.legs.filter(({ kind }) => kind !== 'DNS');
    expect(others).toEqual([]);
    if (first?.kind !== 'PROXIED' || second?.kind !== 'PROXIED') throw new Error('not proxied twice');
    expect(first.http).toMatchObject({ status: 200, route: { kind: 'HTTPRoute' } });
    expect(first.http?.requestSeen?.path).toBe('/cart/1');
    expect(second.http).toMatchObject({ status: 200, route: { kind: 'Ingress', name: 'entry' } });
    // The second connection is the first proxy's own, the third the second one's.
    expect(second.request.flow.sourceIP).toBe(first.request.final.destinationIP);
    expect(second.http?.requestSeen?.headers['X-Real-IP']).toBe(first.request.final.sourceIP);
    expect(outcome.http).toEqual(second.http);
  }
});

test('what the last proxy answers goes back through those before it', () => {
  for (const outcome of walk('http://shop.example/shop/1', '/other')) {
    const [, first, second] = outcome.legs.filter(({ kind }) => kind !== 'DNS');
    if (first?.kind !== 'PROXIED') throw new Error('not proxied');
    expect(second).toBeUndefined();
    expect(first.http?.status).toBe(404);
    expect(outcome.http?.status).toBe(404);
    expect(outcome.cause).toMatchObject({ code: 'INGRESS_NO_MATCH' });
  }
});
