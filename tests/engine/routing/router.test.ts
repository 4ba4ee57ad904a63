import { describe, expect, test } from 'vitest';
import { applyFix } from '../../../src/engine/routing/causes/apply-fix.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { saidError, saidFix } from '../../support/said.ts';
import { shopObjects, shopRouter, traced } from './shop.ts';

const FROM_CLIENT: TraceRequest = { from: { pod: 'shop/client' }, to: 'http://web/cart' };

describe('a request to a Service name from a pod', () => {
  const router = shopRouter();
  const { verdict, outcomes, assumptions } = traced(router, FROM_CLIENT);

  test('reaches every endpoint with equal probability, and the reply comes back', () => {
    expect(verdict).toBe('REACHABLE');
    expect(outcomes.map(({ probability }) => probability)).toEqual([0.5, 0.5]);
    expect(new Set(outcomes.map(({ destination }) => destination?.name)).size).toBe(2);
    expect(outcomes.map(({ reply }) => reply)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(outcomes.every(({ final }) => final.destinationPort === 8080)).toBe(true);
  });

  test('asks the cluster DNS first, in a leg of its own', () => {
    const [lookup] = outcomes[0]?.legs ?? [];
    expect(outcomes[0]?.legs.map(({ kind }) => kind)).toEqual(['DNS', 'CONNECTION']);
    expect(lookup).toMatchObject({
      lookup: { tried: ['web.shop.svc.cluster.local.'], rcode: 'NOERROR' },
      request: { disposition: 'ACCEPTED' },
    });
    expect(assumptions.map(({ code }) => code)).toContain('CLUSTER_DNS_ASSUMED');
  });

  test('the connection has source port 40000, the query before it one of another range', () => {
    for (const { legs, final } of outcomes) {
      expect(legs.map(({ request }) => request.flow.sourcePort)).toEqual([50_000, 40_000]);
      expect(final.sourcePort).toBe(40_000);
    }
  });

  test('the reply carries the clusterIP the client called', () => {
    for (const { legs } of outcomes) {
      const connection = legs.at(-1);
      expect(connection?.reply?.final.sourceIP).toBe(connection?.request.flow.destinationIP);
    }
  });

  test('choices replay their outcome', () => {
    for (const outcome of outcomes)
      expect(router.replay(FROM_CLIENT, outcome.choices)).toEqual({ ok: true, value: outcome });
  });
});

describe('a broken Service: the cause names object and field, and its fix works', () => {
  test.each([
    ['SERVICE_SELECTOR_MATCHES_NOTHING', 'REJECTED', shopObjects({ selector: { app: 'wbe' } }), FROM_CLIENT],
    ['SERVICE_SELECTOR_MATCHES_NOTHING', 'REJECTED', shopObjects({ selector: { application: 'web' } }), FROM_CLIENT],
    ['SERVICE_HAS_NO_ENDPOINTS', 'REJECTED', shopObjects({ targetPort: 'http' }), FROM_CLIENT],
    ['PORT_NOT_IN_SERVICE', 'NO_ROUTE', shopObjects(), { ...FROM_CLIENT, to: 'http://web:8080/' }],
  ] as const)('%s', (code, disposition, objects, request) => {
    const broken = traced(shopRouter(objects), request);
    expect(broken.verdict).toBe('UNREACHABLE');
    const [outcome] = broken.outcomes;
    expect(outcome).toMatchObject({
      disposition,
      cause: { code, object: { kind: 'Service', namespace: 'shop', name: 'web' } },
    });
    const fix = outcome?.cause?.fix;
    if (fix === undefined) throw new Error('no fix');
    expect(traced(shopRouter(applyFix(objects, fix)), request).verdict).toBe('REACHABLE');
  });
});

test('a port on which a pod does not listen is refused, and the RST comes back', () => {
  const router = shopRouter();
  const ip = router.cluster.pods.find((pod) => pod.labels['app'] === 'web')?.ips[0];
  const [outcome] = traced(router, { ...FROM_CLIENT, to: `tcp://${ip}:8081` }).outcomes;
  expect(outcome).toMatchObject({ disposition: 'REFUSED', reply: 'ACCEPTED', cause: { code: 'NOTHING_LISTENS' } });
});

test('a Service name does not exist for the internet', () => {
  const [outcome] = traced(shopRouter(), { from: { internet: true }, to: 'http://web.shop/' }).outcomes;
  expect(outcome).toMatchObject({
    disposition: 'NAME_NOT_FOUND',
    cause: { code: 'NAME_NOT_FOUND', object: { name: 'web' }, fix: { code: 'CALL_ENTRY_POINT' } },
  });
});

test('who calls the name of a Service from the internet is told which load balancers there are, of that Service before others', () => {
  const balancer = (name: string, ip: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    status: { loadBalancer: { ingress: [{ ip }] } },
  });
  const router = shopRouter([...shopObjects(), balancer('a', '203.0.113.7'), balancer('b', '203.0.113.8')]);
  const told = (to: string) => traced(router, { from: { internet: true }, to }).outcomes[0]?.cause?.fix;
  const service = (name: string) => ({ namespace: 'shop', name });
  const [a, b] = [
    { service: service('a'), ip: '203.0.113.7' },
    { service: service('b'), ip: '203.0.113.8' },
  ];
  expect(told('http://b.shop/')).toMatchObject({ detail: { balancers: [b] } });
  const fix = told('http://web.shop/');
  expect(fix).toMatchObject({ code: 'CALL_ENTRY_POINT', detail: { balancers: [a, b] } });
  expect(saidFix(fix)).toContain('(203.0.113.7 of Service shop/a, 203.0.113.8 of Service shop/b)');
});

test('a node does not know the name of a Service either, and is told the clusterIP, which leads there', () => {
  const router = shopRouter();
  const [outcome] = traced(router, { from: { node: 'node-1' }, to: 'http://web.shop/' }).outcomes;
  const name = router.cluster.service('shop', 'web')?.clusterIPs[0] ?? '';
  expect(outcome?.cause).toMatchObject({ code: 'NAME_NOT_FOUND', fix: { code: 'CALL_NAME', detail: { name } } });
  const [helped] = traced(router, { from: { node: 'node-1' }, to: `http://${name}/` }).outcomes;
  expect(helped).toMatchObject({ disposition: 'ACCEPTED', cause: null });
});

describe('requests that cannot be used', () => {
  test.each([
    [{ from: { pod: 'shop/clent' }, to: 'http://web/' }, 'POD_NOT_FOUND', 'from', 'shop/client'],
    [{ from: { node: 'node-3' }, to: 'http://web/' }, 'NODE_NOT_FOUND', 'from', 'node-1'],
    [{ from: { pod: 'shop/client' }, to: 'gopher://web/' }, 'SCHEME_UNKNOWN', 'to', 'https'],
    [{ from: { pod: 'shop/client' }, to: 'tcp://web' }, 'PORT_MISSING', 'to', 'tcp://web:'],
    [{ from: { pod: 'shop/client' }, to: 'tcp://fd00::1:80' }, 'URL_MALFORMED', 'to', 'brackets'],
    [{ from: { internet: true }, to: 'http://web/', via: 'ingress/shop/web' }, 'INGRESS_NOT_FOUND', 'via', 'none'],
  ] as const)('%j', (request, code, at, hint) => {
    const result = shopRouter().trace(request);
    expect(result).toMatchObject({ ok: false, error: { code, at } });
    expect(result.ok ? '' : saidError(result.error)).toContain(hint);
  });
});

test('a proxied request: the controller opens a second connection straight to a pod', () => {
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      tls: [{ hosts: ['shop.example'], secretName: 'shop-tls' }],
      rules: [
        {
          host: 'shop.example',
          http: {
            paths: [{ path: '/cart', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    },
  };
  const router = shopRouter(shopObjects({ more: [ingress] }));
  const { verdict, outcomes } = traced(router, { from: { internet: true }, to: 'https://shop.example/cart/1?q=2' });
  expect(verdict).toBe('REACHABLE');
  expect(outcomes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({
      destination: { namespace: 'shop', container: 'web' },
      http: {
        status: 200,
        backend: { service: 'web', port: 80 },
        tls: { terminated: true, secretName: 'shop-tls' },
        requestSeen: { path: '/cart/1?q=2' },
      },
    });
    expect(outcome.legs.at(-1)?.kind).toBe('PROXIED');
    expect(outcome.legs.map(({ request }) => request.flow.sourcePort)).toEqual([40_000, 40_001]);
  }
  const [missing] = traced(router, { from: { internet: true }, to: 'http://shop.example/other' }).outcomes;
  expect(missing).toMatchObject({
    disposition: 'ACCEPTED',
    http: { status: 404 },
    cause: { code: 'INGRESS_NO_MATCH' },
  });
});
