import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import { shopObjects, shopRouter, traced } from '../shop.ts';
import { appOf, backend, gatewayOf, grantOf, listener, routeOf, ruleOf } from './gateway-objects.ts';

const walk = (more: readonly RawObject[], request: Partial<TraceRequest> = {}) =>
  traced(shopRouter(shopObjects({ more })), {
    from: { internet: true },
    via: 'gateway/shop/edge',
    to: 'http://shop.example/',
    ...request,
  });
const first = (more: readonly RawObject[], request: Partial<TraceRequest> = {}) => walk(more, request).outcomes[0];
const rulesOf = (...rules: readonly object[]) => routeOf('web', { rules });
const filtered = (...filters: readonly object[]) => rulesOf(ruleOf('/', { filters }));

describe('the way', () => {
  test('goes through load balancer, node and proxy to the backend, and the walk says what is assumed', () => {
    const outcome = first([gatewayOf(), routeOf('web')]);
    expect(outcome).toMatchObject({ disposition: 'ACCEPTED', destination: { kind: 'Pod', namespace: 'shop' } });
    expect(outcome?.legs.map(({ kind }) => kind)).toEqual(['CONNECTION', 'PROXIED']);
    const [connection, proxied] = outcome?.legs ?? [];
    const ways = connection?.request.hops.map(({ namespace }) => namespace) ?? [];
    expect(ways.slice(0, 3)).toEqual(['internet', 'load-balancer', 'node/node-1']);
    expect(connection?.request.end).toMatch(/^pod\/shop\/edge-example-/);
    expect(proxied?.request.hops[0]?.namespace).toBe(connection?.request.end);
    expect(outcome?.http).toMatchObject({
      status: 200,
      listener: 'http',
      route: { kind: 'HTTPRoute', namespace: 'shop', name: 'web', rule: 0 },
      backend: { namespace: 'shop', service: 'web', port: 80 },
    });
    expect(outcome?.assumptions.map(({ code }) => code)).toContain('GATEWAY_CONTROLLER_ASSUMED');
  });

  test('starts at the names of routes and listeners without via', () => {
    const named = [gatewayOf([listener({ hostname: '*.example' })]), routeOf('web', { hostnames: ['shop.example'] })];
    const router = shopRouter(shopObjects({ more: named }));
    const status = (to: string) => traced(router, { from: { internet: true }, to }).outcomes[0]?.http?.status;
    expect(status('http://shop.example/')).toBe(200);
    expect(status('http://pay.example/')).toBe(404);
    expect(status('http://shop.test/')).toBeUndefined();
  });

  test('goes to the port of the listener that via names', () => {
    const edge = gatewayOf([listener(), listener({ name: 'alt', port: 8080 })]);
    const http = (request: Partial<TraceRequest>) => first([edge, routeOf('web')], request)?.http;
    expect(http({ via: 'gateway/shop/edge/alt' })?.listener).toBe('alt');
    expect(http({ via: 'gateway/shop/edge/alt', to: 'http://shop.example:80/' })?.listener).toBe('http');
    const router = shopRouter(shopObjects({ more: [edge] }));
    const error = (via: string) => {
      const result = router.trace({ from: { internet: true }, to: 'http://shop.example/', via });
      return result.ok ? undefined : result.error.code;
    };
    expect(error('gateway/shop/edge/altt')).toBe('LISTENER_NOT_FOUND');
    expect(error('gateway/shop/egde')).toBe('GATEWAY_NOT_FOUND');
    expect(error('gateway/shop')).toBe('VIA_MALFORMED');
    expect(error('ingress/shop/edge/http')).toBe('VIA_MALFORMED');
  });

  test('goes through a given proxy, whose ports may be others than the listeners', () => {
    const labels = {
      'gateway.envoyproxy.io/owning-gateway-name': 'edge',
      'gateway.envoyproxy.io/owning-gateway-namespace': 'shop',
    };
    const given: readonly RawObject[] = [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'envoy', namespace: 'system', labels },
        spec: {
          containers: [{ name: 'envoy', image: 'envoy', ports: [{ containerPort: 10_080 }, { containerPort: 8080 }] }],
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'envoy', namespace: 'system', labels },
        spec: {
          type: 'LoadBalancer',
          selector: labels,
          ports: [
            { name: 'http', port: 80, targetPort: 10_080 },
            { name: 'alt', port: 8080, targetPort: 8080 },
            { name: 'twin', port: 8081, targetPort: 10_080 },
          ],
        },
      },
    ];
    const edge = gatewayOf([listener(), listener({ name: 'alt', port: 8080 }), listener({ name: 'twin', port: 8081 })]);
    const taken = (port: number) =>
      first([edge, routeOf('web'), ...given], { to: `http://shop.example:${port}/` })?.http?.listener;
    expect([taken(80), taken(8080), taken(8081)]).toEqual(['http', 'alt', 'twin']);
    const result = walk([edge, routeOf('web'), ...given]);
    expect(result.outcomes[0]?.legs[0]?.request.end).toBe('pod/system/envoy');
    expect(result.outcomes[0]?.http).toMatchObject({ status: 200, listener: 'http' });
    expect(result.assumptions.map(({ code }) => code)).not.toContain('GATEWAY_CONTROLLER_ASSUMED');
  });

  test('is known to the board: what is attached, and where it leads', () => {
    const before = shopObjects({ more: [gatewayOf(), routeOf('web')] });
    expect(shopRouter(before).cluster.gateways[0]?.routes.map(({ name }) => name)).toEqual(['web']);
    expect(shopRouter(before).cluster.gateways[0]?.routes[0]?.backends).toEqual([
      { namespace: 'shop', service: 'web' },
    ]);
  });
});

describe('backends', () => {
  const share = (...refs: readonly object[]) => {
    const more = [
      ...appOf('one'),
      ...appOf('two'),
      ...appOf('api', 'pay'),
      gatewayOf(),
      rulesOf(ruleOf('/', { backendRefs: refs })),
    ];
    const shares: Record<string, number> = {};
    for (const { probability, http } of walk(more).outcomes) {
      const key = `${http?.status} ${http?.backend?.service ?? '-'}`;
      shares[key] = Number(((shares[key] ?? 0) + probability).toFixed(6));
    }
    return shares;
  };

  test('get requests by weight; weight 0 gets none', () => {
    expect(share(backend('one', { weight: 3 }), backend('two', { weight: 1 }), backend('web', { weight: 0 }))).toEqual({
      '200 one': 0.75,
      '200 two': 0.25,
    });
    expect(share(backend('one'), backend('two'))).toEqual({ '200 one': 0.5, '200 two': 0.5 });
  });

  test('that are invalid answer their share with 500, those with nothing behind them with 503', () => {
    expect(share(backend('one', { weight: 9 }), backend('gone'))).toEqual({ '200 one': 0.9, '500 -': 0.1 });
    expect(share(backend('api', { namespace: 'pay' }))).toEqual({ '500 -': 1 });
    expect(share(backend('one', { weight: 0 }))).toEqual({ '500 -': 1 });
    expect(share()).toEqual({ '500 -': 1 });
    const empty: RawObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'empty', namespace: 'shop' },
      spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] },
    };
    const result = walk([empty, gatewayOf(), rulesOf(ruleOf('/', { backendRefs: [backend('empty')] }))]);
    expect(result.outcomes[0]?.http).toMatchObject({ status: 503, backend: { service: 'empty' } });
  });

  test('in another namespace answer once a ReferenceGrant allows it', () => {
    const to = rulesOf(ruleOf('/', { backendRefs: [backend('api', { namespace: 'pay' })] }));
    const result = walk([...appOf('api', 'pay'), grantOf('pay', {}, { name: 'api' }), gatewayOf(), to]);
    expect(result.outcomes[0]?.http).toMatchObject({ status: 200, backend: { namespace: 'pay', service: 'api' } });
  });

  test('of type ExternalName are refused', () => {
    const outside: RawObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'outside', namespace: 'shop' },
      spec: { type: 'ExternalName', externalName: 'example.org', ports: [{ port: 80 }] },
    };
    const to = rulesOf(ruleOf('/', { backendRefs: [backend('outside')] }));
    expect(first([outside, gatewayOf(), to])?.http?.status).toBe(500);
  });
});

describe('filters', () => {
  test('of rule and backend change what the backend sees, in this order', () => {
    const set = (name: string, value: string) => ({
      type: 'RequestHeaderModifier',
      requestHeaderModifier: { set: [{ name, value }] },
    });
    const rewrite = {
      type: 'URLRewrite',
      urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v2' } },
    };
    const rule = ruleOf('/api', {
      filters: [rewrite, set('X-A', 'rule')],
      backendRefs: [backend('web', { filters: [set('X-A', 'backend')] })],
    });
    const http = first([gatewayOf(), rulesOf(rule)], { to: 'http://shop.example/api/cart?x=1' })?.http;
    expect(http?.requestSeen).toMatchObject({
      path: '/v2/cart?x=1',
      headers: { Host: 'shop.example', 'X-A': 'backend' },
    });
    expect(http?.filters).toEqual(['URLRewrite', 'RequestHeaderModifier', 'RequestHeaderModifier']);
  });

  test('redirect at the proxy: nothing is sent on', () => {
    const redirect = { type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } };
    const outcome = first([gatewayOf(), rulesOf({ filters: [redirect] })]);
    expect(outcome?.http).toMatchObject({ status: 301, location: 'https://shop.example/' });
    expect(outcome?.legs).toHaveLength(1);
    expect(outcome?.cause).toBeNull();
    const ofBackend = ruleOf('/', { backendRefs: [backend('web', { filters: [redirect] })] });
    expect(first([gatewayOf(), rulesOf(ofBackend)])?.http).toMatchObject({ status: 301 });
  });

  test('answer by themselves: a fixed response, a CORS preflight from an origin that is allowed', () => {
    const fixed = { type: 'DirectResponse', directResponse: { statusCode: 403 } };
    expect(first([gatewayOf(), filtered(fixed)])?.http).toMatchObject({ status: 403 });
    const cors = { type: 'CORS', cors: { allowOrigins: ['https://*.bar.example', 'https://foo.example'] } };
    const preflight = (Origin: string) =>
      first([gatewayOf(), filtered(cors)], {
        http: { method: 'OPTIONS', headers: { Origin, 'Access-Control-Request-Method': 'PUT' } },
      })?.legs.length;
    expect(preflight('https://foo.example')).toBe(1);
    expect(preflight('https://www.bar.example')).toBe(1);
    expect(preflight('https://bar.example')).toBe(2);
    expect(preflight('https://other.example')).toBe(2);
  });

  test('mirror to a Service: a leg of its own that changes nothing for the client', () => {
    const mirror = (more: object = {}) => ({
      type: 'RequestMirror',
      requestMirror: { backendRef: backend('copy'), ...more },
    });
    const outcome = first([...appOf('copy'), gatewayOf(), filtered(mirror())]);
    expect(outcome?.legs.map(({ kind }) => kind)).toEqual(['CONNECTION', 'PROXIED', 'MIRRORED']);
    expect(outcome).toMatchObject({
      disposition: 'ACCEPTED',
      reply: 'ACCEPTED',
      http: { backend: { service: 'web' } },
    });
    expect(outcome?.legs[2]?.request.end).toBe('pod/shop/copy-0');
    const shares = (more: object) => {
      const { outcomes } = walk([...appOf('copy'), gatewayOf(), filtered(mirror(more))]);
      const mirrored = outcomes.filter(({ legs }) => legs.some(({ kind }) => kind === 'MIRRORED'));
      return Number(mirrored.reduce((sum, { probability }) => sum + probability, 0).toFixed(6));
    };
    expect(shares({ percent: 20 })).toBe(0.2);
    expect(shares({ fraction: { numerator: 1, denominator: 4 } })).toBe(0.25);
    expect(shares({ percent: 0 })).toBe(0);
    expect(shares({ backendRef: backend('gone') })).toBe(0);
  });

  test('timeouts and a BackendTLSPolicy are told', () => {
    const policy: RawObject = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'BackendTLSPolicy',
      metadata: { name: 'tls', namespace: 'shop' },
      spec: { targetRefs: [{ group: '', kind: 'Service', name: 'web' }], validation: { hostname: 'web.internal' } },
    };
    const rule = ruleOf('/', { timeouts: { request: '10s', backendRequest: '2s' } });
    expect(first([gatewayOf(), rulesOf(rule), policy])?.http).toMatchObject({
      timeouts: { request: '10s', backendRequest: '2s' },
      backendTls: { policy: 'tls', hostname: 'web.internal' },
    });
  });
});

describe('TLS', () => {
  const tls = (more: object) =>
    listener({ name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' }, ...more });
  const https = (more: object = {}) =>
    listener({ name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] }, ...more });
  const secure = { to: 'https://shop.example/' };
  const stream = (kind: string, more: object = {}) =>
    routeOf('stream', { kind, rules: [{ backendRefs: [backend()] }], ...more });

  test('ends at the proxy, with a certificate that is assumed when the input holds no Secrets', () => {
    const outcome = first([gatewayOf([https()]), routeOf('web')], secure);
    expect(outcome?.http).toMatchObject({ status: 200, tls: { terminated: true, secretName: 'cert' } });
    expect(outcome?.assumptions.map(({ code }) => code)).toContain('CERTIFICATE_ASSUMED');
    const secret: RawObject = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cert', namespace: 'shop' } };
    const given = first([gatewayOf([https()]), routeOf('web'), secret], secure);
    expect(given?.assumptions.map(({ code }) => code)).not.toContain('CERTIFICATE_ASSUMED');
  });

  test('is passed through by server name; the backend answers', () => {
    const routes = [
      stream('TLSRoute', { hostnames: ['shop.example'] }),
      routeOf('other', { kind: 'TLSRoute', hostnames: ['*.example'], rules: [{ backendRefs: [backend('other')] }] }),
    ];
    const more = [...appOf('other'), gatewayOf([tls({})]), ...routes];
    const outcome = first(more, secure);
    expect(outcome?.http).toMatchObject({ status: 200, backend: { service: 'web' }, tls: { terminated: false } });
    expect(outcome?.http?.requestSeen).toBeUndefined();
    expect(first(more, { to: 'https://pay.example/' })?.http?.backend?.service).toBe('other');
    const closed = first(more, { to: 'https://shop.test/' });
    expect(closed).toMatchObject({ disposition: 'REFUSED', http: null, cause: { code: 'ROUTE_NO_MATCH' } });
  });

  test('HTTPS and TLS share a port when their hostnames differ', () => {
    const edge = gatewayOf([https({ hostname: 'shop.example' }), tls({ hostname: 'raw.example' })]);
    const more = [edge, routeOf('web'), stream('TLSRoute')];
    expect(first(more, secure)?.http).toMatchObject({ tls: { terminated: true }, route: { kind: 'HTTPRoute' } });
    expect(first(more, { to: 'https://raw.example/' })?.http).toMatchObject({
      tls: { terminated: false },
      route: { kind: 'TLSRoute' },
    });
    expect(first(more, { to: 'https://other.example/' })).toMatchObject({
      disposition: 'REFUSED',
      cause: { code: 'GATEWAY_NO_LISTENER' },
    });
  });

  test('of HTTPS spoken to in the clear is answered with 400', () => {
    const outcome = first([gatewayOf([https()]), routeOf('web')], { to: 'http://shop.example:443/' });
    expect(outcome).toMatchObject({ http: { status: 400 }, cause: { code: 'GATEWAY_NO_LISTENER' } });
  });
});

describe('bytes', () => {
  test('go on by TCPRoute and UDPRoute, the oldest route first', () => {
    const edge = gatewayOf([
      listener({ name: 'tcp', port: 9000, protocol: 'TCP' }),
      listener({ name: 'udp', port: 53, protocol: 'UDP' }),
    ]);
    const route = (name: string, kind: string, service: string, created: string) =>
      routeOf(name, { kind, created, rules: [{ backendRefs: [backend(service)] }] });
    const dns = appOf('dns', 'shop', { ports: [{ port: 80, targetPort: 8080, protocol: 'UDP' }] }).map((each) =>
      each.kind === 'Pod'
        ? {
            ...each,
            spec: {
              nodeName: 'node-2',
              containers: [{ name: 'dns', image: 'dns', ports: [{ containerPort: 8080, protocol: 'UDP' }] }],
            },
          }
        : each,
    );
    const more = [
      ...appOf('old'),
      ...dns,
      edge,
      route('a', 'TCPRoute', 'web', '2024-02-01T00:00:00Z'),
      route('b', 'TCPRoute', 'old', '2024-01-01T00:00:00Z'),
      route('dns', 'UDPRoute', 'dns', '2024-01-01T00:00:00Z'),
    ];
    const tcp = first(more, { to: 'tcp://edge.example:9000' });
    expect(tcp).toMatchObject({ disposition: 'ACCEPTED', http: null, destination: { name: 'old-0' } });
    expect(tcp?.legs[1]).toMatchObject({ kind: 'PROXIED', http: null, route: { kind: 'TCPRoute', name: 'b' } });
    const udp = first(more, { to: 'udp://edge.example:53' });
    expect(udp).toMatchObject({ disposition: 'ACCEPTED', destination: { name: 'dns-0' }, final: { protocol: 'UDP' } });
  });

  test('to an HTTP listener end at the proxy', () => {
    const outcome = first([gatewayOf(), routeOf('web')], { to: 'tcp://edge.example:80' });
    expect(outcome).toMatchObject({ disposition: 'ACCEPTED', http: null, cause: null });
    expect(outcome?.destination?.name).toMatch(/^edge-example-/);
  });
});
