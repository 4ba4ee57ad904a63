import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { BOARD, judged, object, pod, walk } from '../unread/board.ts';

const ROUTER: unknown = expect.stringMatching(/^router-default-/);
const ANYBODY = { internet: true } as const;
const bread = (name: string, port: number | string, more: object = {}): RawObject =>
  object(`v1 Service oven/${name}`, { selector: { app: name }, ports: [{ port: 80, targetPort: port, ...more }] });
const route = (name: string, spec: object = {}, more: object = {}): RawObject => {
  const base = object(`route.openshift.io/v1 Route oven/${name}`, {
    host: 'cakes.example',
    to: { kind: 'Service', name: 'bread' },
    ...spec,
  });
  return { ...base, ...more, metadata: { ...base.metadata, ...(more as { metadata?: object }).metadata } };
};
const ask = (objects: readonly RawObject[], to: string, from: TraceRequest['from'] = ANYBODY) =>
  walk([...BOARD, ...objects], { from, to });
/** Verdict, status and who answered, of the first outcome. */
const answered = (...given: Parameters<typeof ask>) => {
  const { verdict, outcomes } = ask(...given);
  const [first] = outcomes;
  return [verdict, first?.http?.status, first?.destination?.name, first?.cause?.code];
};

test('a Route leads from outside to the pods of its Service, through an assumed router', () => {
  const { verdict, outcomes, assumptions } = ask([route('r')], 'http://cakes.example/pie');
  expect(verdict).toBe('REACHABLE');
  const [first] = outcomes;
  expect(first?.destination).toMatchObject({ kind: 'Pod', namespace: 'oven', name: 'bread' });
  expect(first?.http).toMatchObject({
    status: 200,
    route: { kind: 'Route', namespace: 'oven', name: 'r' },
    backend: { namespace: 'oven', service: 'bread', port: 7000 },
    requestSeen: { path: '/pie', headers: { Host: 'cakes.example', 'X-Forwarded-Proto': 'http' } },
  });
  expect(assumptions.map(({ code }) => code)).toContain('ROUTER_ASSUMED');
  expect(judged([...BOARD, route('r')], { from: ANYBODY, to: 'http://cakes.example/' })).toEqual(['REACHABLE']);
});

test('pods of the cluster take the same way by the same name', () => {
  expect(answered([route('r')], 'http://cakes.example/', { pod: 'town/buyer' }).slice(0, 3)).toEqual([
    'REACHABLE',
    200,
    'bread',
  ]);
});

test('a request names it as where it enters: its host is that of the router then, whatever it is', () => {
  const via = (name: string) =>
    createRouter(buildCluster({ objects: [...BOARD, route('r')] })).trace({
      from: ANYBODY,
      to: 'http://cakes.example/',
      via: `route/oven/${name}`,
    });
  const asked = via('r');
  expect(asked.ok && asked.value.outcomes[0]?.http).toMatchObject({ status: 200, route: { name: 'r' } });
  const missed = via('rr');
  expect(missed.ok || missed.error).toMatchObject({
    code: 'ROUTE_NOT_FOUND',
    detail: { others: { near: ['oven/r'] } },
  });
});

describe('targetPort', () => {
  const two = object('v1 Service oven/two', {
    selector: { app: 'bread' },
    ports: [
      { name: 'a', port: 1, targetPort: 7000 },
      { name: 'b', port: 2, targetPort: 7001 },
    ],
  });
  const to = { to: { kind: 'Service', name: 'two' } };
  test('is the name of the Service’s port or the number in its pods', () => {
    for (const targetPort of ['a', 7000])
      expect(answered([two, route('r', { ...to, port: { targetPort } })], 'http://cakes.example/')[0]).toBe(
        'REACHABLE',
      );
  });
  test('that is the Service’s number, or the name in the pods, leads nowhere', () => {
    const found = ask(
      [bread('loaf', 7000), pod('oven/loaf', 7000), route('r', { to: { name: 'loaf' }, port: { targetPort: 80 } })],
      'http://cakes.example/',
    );
    expect(found.outcomes[0]?.http?.status).toBe(503);
    expect(found.outcomes[0]?.cause).toMatchObject({
      code: 'OPENSHIFT_ROUTE_NO_BACKENDS',
      detail: { is: 'NO_PORT', ports: [7000] },
      fix: { value: 7000 },
    });
  });
  test('that is nearly the name of a port that leads somewhere is taken for it', () => {
    const named = object('v1 Service oven/two', {
      selector: { app: 'bread' },
      ports: [
        { name: 'admin', port: 1, targetPort: 7000 },
        { name: 'http', port: 2, targetPort: 7000 },
      ],
    });
    const near = (targetPort: string) =>
      ask([named, route('r', { ...to, port: { targetPort } })], 'http://cakes.example/').outcomes[0]?.cause?.fix?.value;
    expect(near('htp')).toBe('http');
    expect(near('amdin')).toBe('admin');
    expect(near('something-else')).toBe(7000);
  });
  test('absent: every port of the Service', () => {
    expect(ask([two, pod('oven/bread', 7000), route('r', to)], 'http://cakes.example/').outcomes).toHaveLength(2);
  });
});

describe('TLS', () => {
  const tls = (termination: string, insecureEdgeTerminationPolicy?: string) => ({
    tls: { termination, ...(insecureEdgeTerminationPolicy !== undefined && { insecureEdgeTerminationPolicy }) },
  });
  test('ends at the router, or not', () => {
    const seen = (termination: string) =>
      ask([route('r', tls(termination))], 'https://cakes.example/').outcomes[0]?.http;
    expect(seen('edge')).toMatchObject({ status: 200, tls: { terminated: true } });
    expect(seen('reencrypt')).toMatchObject({ status: 200, backendProtocol: 'HTTPS' });
    expect(seen('passthrough')).toMatchObject({ status: 200, tls: { terminated: false } });
  });
  test.each([
    ['edge', undefined, 503],
    ['edge', 'Allow', 200],
    ['edge', 'Redirect', 302],
    ['passthrough', undefined, 503],
    ['passthrough', 'Redirect', 302],
    ['reencrypt', 'Allow', 200],
  ])('http to %s with %s: %i', (termination, policy, status) => {
    const { outcomes } = ask([route('r', tls(termination, policy))], 'http://cakes.example/a?b=c');
    expect(outcomes[0]?.http?.status).toBe(status);
    if (status === 302) expect(outcomes[0]?.http?.location).toBe('https://cakes.example/a?b=c');
  });
  test('https to a Route without TLS finds none', () => {
    expect(answered([route('r')], 'https://cakes.example/')).toEqual([
      'UNREACHABLE',
      503,
      ROUTER,
      'OPENSHIFT_ROUTE_NO_MATCH',
    ]);
  });
  test('a passthrough without endpoints is closed', () => {
    const { outcomes } = ask([route('r', { ...tls('passthrough'), to: { name: 'none' } })], 'https://cakes.example/');
    expect(outcomes[0]).toMatchObject({ disposition: 'REFUSED', http: null });
    expect(outcomes[0]?.cause).toMatchObject({ detail: { is: 'NO_SERVICE' } });
  });
});

describe('which Route', () => {
  const cake = [bread('cake', 7000), pod('oven/cake', 7000)];
  const to = { to: { name: 'cake' } };
  test('the longest path that the request is below', () => {
    const objects = [...cake, route('all'), route('some', { ...to, path: '/cake' })];
    const who = (path: string) => answered(objects, `http://cakes.example${path}`)[2];
    expect(['/', '/cakes', '/cake', '/cake/1', '/cake?x'].map(who)).toEqual(['bread', 'bread', 'cake', 'cake', 'cake']);
  });
  test('the oldest in the namespace that was there first', () => {
    const at = (creationTimestamp: string) => ({ metadata: { creationTimestamp } });
    const other = { ...route('b', { path: '/b' }, at('2024-01-02T00:00:00Z')) };
    const foreign = { ...other, metadata: { ...other.metadata, namespace: 'town' } };
    const { outcomes } = ask(
      [foreign, route('a', { path: '/a' }, at('2024-01-01T00:00:00Z'))],
      'http://cakes.example/b',
    );
    expect(outcomes[0]?.cause).toMatchObject({
      detail: { is: 'REFUSED', because: { is: 'CLAIMED', by: { namespace: 'oven', name: 'a' } } },
    });
  });
  test('one for a whole subdomain only where its status says that it is admitted', () => {
    const wild = { host: 'any.cakes.example', wildcardPolicy: 'Subdomain' };
    const status = { ingress: [{ conditions: [{ type: 'Admitted', status: 'True' }] }] };
    expect(answered([route('r', wild, { status })], 'http://pie.cakes.example/')[0]).toBe('REACHABLE');
    expect(answered([route('r', wild)], 'http://pie.cakes.example/')).toEqual([
      'UNREACHABLE',
      503,
      ROUTER,
      'OPENSHIFT_ROUTE_NO_MATCH',
    ]);
  });
  test('a host that nobody states is made of names and the cluster’s domain', () => {
    const config = object('config.openshift.io/v1 Ingress cluster', { domain: 'apps.example' });
    expect(answered([config, route('r', { host: undefined })], 'http://r-oven.apps.example/')[0]).toBe('REACHABLE');
  });
});

test('weights divide requests among Services that have endpoints', () => {
  const spec = {
    to: { name: 'bread', weight: 30 },
    alternateBackends: [
      { kind: 'Service', name: 'cake', weight: 10 },
      { kind: 'Service', name: 'gone', weight: 60 },
    ],
  };
  const { outcomes } = ask([bread('cake', 7000), pod('oven/cake', 7000), route('r', spec)], 'http://cakes.example/');
  expect(outcomes.map(({ probability, destination }) => [destination?.name, probability])).toEqual([
    ['bread', 0.75],
    ['cake', 0.25],
  ]);
});

test('routers that are given serve at their nodes where they have the hosts’ network', () => {
  const labels = { 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' };
  const router = object(
    'v1 Pod openshift-ingress/router',
    {
      nodeName: 'n1',
      hostNetwork: true,
      containers: [{ name: 'router', image: 'r', ports: [{ containerPort: 80 }, { containerPort: 443 }] }],
    },
    { labels },
  );
  const { verdict, assumptions, outcomes } = ask([router, route('r')], 'http://cakes.example/');
  expect([verdict, outcomes[0]?.destination?.name]).toEqual(['REACHABLE', 'bread']);
  expect(assumptions.map(({ code }) => code)).not.toContain('ROUTER_ASSUMED');
});

test('annotations of a Route that the router acts on are named, not read', () => {
  const annotations = { 'haproxy.router.openshift.io/ip_whitelist': '192.168.1.0/24' };
  const asked = { from: ANYBODY, to: 'http://cakes.example/' };
  expect(judged([...BOARD, route('r', {}, { metadata: { annotations } })], asked)).toEqual(['UNDETERMINED', 'Route r']);
});

test('a Route that the API server does not take is not served, whatever path is asked for', () => {
  const tls = { termination: 'passthrough' };
  const named = (spec: object) => ask([route('r', spec)], 'https://cakes.example/').outcomes[0]?.cause;
  expect(named({ tls, path: '/pie' })).toMatchObject({
    code: 'OPENSHIFT_ROUTE_NO_MATCH',
    detail: { is: 'REFUSED', because: { is: 'INVALID', why: 'PASSTHROUGH_PATH', value: '/pie' } },
    path: ['spec', 'path'],
  });
  expect(named({ tls: { ...tls, insecureEdgeTerminationPolicy: 'Allow' } })).toMatchObject({
    detail: { because: { why: 'PASSTHROUGH_INSECURE' } },
    path: ['spec', 'tls', 'insecureEdgeTerminationPolicy'],
  });
  expect(named({ tls: { termination: 'edge' }, to: { kind: 'Service', name: '' } })).toMatchObject({
    detail: { because: { why: 'NO_SERVICE' } },
  });
  const four = ['a', 'b', 'c', 'd'].map((name) => ({ kind: 'Service', name }));
  expect(named({ tls: { termination: 'edge' }, alternateBackends: four })).toMatchObject({
    detail: { because: { why: 'TOO_MANY_BACKENDS' } },
  });
  expect(
    answered([route('r', { tls: { ...tls, insecureEdgeTerminationPolicy: 'Redirect' } })], 'https://cakes.example/')[0],
  ).toBe('REACHABLE');
});

test('a Route whose termination does not fit what its pods seem to speak may fail', () => {
  const behind = [pod('oven/tls', 8443), bread('tls', 8443)];
  const leads = (termination: string, name: string) =>
    judged([...BOARD, ...behind, route('r', { to: { kind: 'Service', name }, tls: { termination } })], {
      from: ANYBODY,
      to: 'https://cakes.example/',
    });
  expect(leads('edge', 'tls')).toEqual(['UNDETERMINED', 'Service tls']);
  expect(leads('reencrypt', 'tls')).toEqual(['REACHABLE']);
  expect(leads('passthrough', 'tls')).toEqual(['REACHABLE']);
  expect(leads('reencrypt', 'bread')).toEqual(['UNDETERMINED', 'Service bread']);
  expect(leads('edge', 'bread')).toEqual(['REACHABLE']);
});
