import { describe, expect, test } from 'vitest';
import { conditionOf } from '../../../../src/engine/kubernetes/gateway/conditions.ts';
import { computeGatewayStatus } from '../../../../src/engine/kubernetes/gateway/status.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import {
  appOf,
  backend,
  gatewayOf,
  grantOf,
  listener,
  type RouteFields,
  routeOf,
  ruleOf,
} from '../../routing/gateway/gateway-objects.ts';
import { shopObjects } from '../../routing/shop.ts';
import { buildCluster } from '../../../whole-engine.ts';

const statusOf = (...more: readonly RawObject[]) =>
  computeGatewayStatus(buildCluster({ objects: shopObjects({ more }) }));

/** "Accepted ResolvedRefs" of the first parent of the last route. */
function reasons(...more: readonly RawObject[]): string | undefined {
  const parent = statusOf(...more).routes.at(-1)?.parents[0];
  return parent?.conditions.map(({ type, status, reason }) => (status === 'True' ? type : reason)).join(' ');
}

const namespaceOf = (name: string, labels: Readonly<Record<string, string>> = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});
const secretOf = (name: string, namespace = 'shop'): RawObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace },
});

describe('Accepted of a route', () => {
  const allowed = (from: object): object => listener({ allowedRoutes: { namespaces: from } });
  const byTeam = allowed({ from: 'Selector', selector: { matchLabels: { team: 'web' } } });
  const byName = allowed({
    from: 'Selector',
    selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['pay'] }] },
  });
  const unusable = allowed({
    from: 'Selector',
    selector: { matchLabels: { team: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Is', values: ['gold'] }] },
  });
  const cases: readonly [string, readonly object[], RouteFields, string][] = [
    ['the same namespace', [listener()], {}, 'Accepted'],
    ['another namespace', [listener()], { namespace: 'pay' }, 'NotAllowedByListeners'],
    ['All', [allowed({ from: 'All' })], { namespace: 'pay' }, 'Accepted'],
    ['Selector that fits', [byTeam], { namespace: 'pay' }, 'Accepted'],
    ['Selector by name', [byName], { namespace: 'pay' }, 'Accepted'],
    ['Selector that does not fit', [byTeam], { namespace: 'ops' }, 'NotAllowedByListeners'],
    ['Selector of which a part is unusable', [unusable], { namespace: 'pay' }, 'NotAllowedByListeners'],
    ['a section', [listener()], { parent: { sectionName: 'http' } }, 'Accepted'],
    ['a section that is not there', [listener()], { parent: { sectionName: 'https' } }, 'NoMatchingParent'],
    ['a port', [listener()], { parent: { port: 80 } }, 'Accepted'],
    ['a port that is not there', [listener()], { parent: { port: 81 } }, 'NoMatchingParent'],
    [
      'a section on another port',
      [listener(), listener({ name: 'alt', port: 81 })],
      { parent: { sectionName: 'alt', port: 80 } },
      'NoMatchingParent',
    ],
    ['a Gateway that is not there', [listener()], { parent: { name: 'egde' } }, 'NoMatchingParent'],
    ['a hostname in common', [listener({ hostname: '*.example' })], { hostnames: ['a.example'] }, 'Accepted'],
    [
      'no hostname in common',
      [listener({ hostname: '*.example' })],
      { hostnames: ['a.test'] },
      'NoMatchingListenerHostname',
    ],
    [
      'a kind the listener does not list',
      [listener({ allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } })],
      {},
      'NotAllowedByListeners',
    ],
    ['a kind the protocol does not take', [listener()], { kind: 'TCPRoute' }, 'NotAllowedByListeners'],
    ['TCPRoute on TCP', [listener({ protocol: 'TCP', port: 9000 })], { kind: 'TCPRoute' }, 'Accepted'],
    ['UDPRoute on UDP', [listener({ protocol: 'UDP', port: 53 })], { kind: 'UDPRoute' }, 'Accepted'],
  ];
  test.each(cases)('%s', (_name, listeners, route, reason) => {
    const namespaces = [namespaceOf('pay', { team: 'web' }), namespaceOf('ops', { team: 'ops' })];
    expect(reasons(...namespaces, gatewayOf(listeners), routeOf('r', route))?.split(' ')[0]).toBe(reason);
  });

  test('a parent that is a Service belongs to a mesh and is left alone', () => {
    const route = routeOf('r', { parent: { kind: 'Service', group: '', name: 'web' } });
    expect(statusOf(gatewayOf(), route).routes[0]?.parents).toEqual([]);
  });

  test('of an HTTPRoute and a GRPCRoute with a hostname in common the older stays', () => {
    const http = routeOf('web', { hostnames: ['a.example'], created: '2024-01-02T00:00:00Z' });
    const grpc = (created: string) => routeOf('rpc', { kind: 'GRPCRoute', hostnames: ['*.example'], created });
    expect(reasons(gatewayOf(), http, grpc('2024-01-03T00:00:00Z'))).toContain('HostnameConflict');
    expect(reasons(gatewayOf(), http, grpc('2024-01-01T00:00:00Z'))).toContain('Accepted');
    const apart = routeOf('rpc', { kind: 'GRPCRoute', hostnames: ['b.example'], created: '2024-01-03T00:00:00Z' });
    expect(reasons(gatewayOf(), http, apart)).toContain('Accepted');
  });
});

describe('ResolvedRefs of a route', () => {
  const to = (...refs: readonly object[]) => routeOf('r', { rules: [ruleOf('/', { backendRefs: refs })] });
  const elsewhere = backend('api', { namespace: 'pay' });
  const cases: readonly [string, object, readonly RawObject[], string][] = [
    ['a Service', backend(), [], 'ResolvedRefs'],
    ['no such Service', backend('wbe'), [], 'BackendNotFound'],
    ['no such port', backend('web', { port: 81 }), [], 'BackendNotFound'],
    ['no port', { name: 'web' }, [], 'BackendNotFound'],
    ['another kind', backend('web', { kind: 'Backend', group: 'example.com' }), [], 'InvalidKind'],
    ['another namespace', elsewhere, [], 'RefNotPermitted'],
    ['granted', elsewhere, [grantOf('pay', {}, {})], 'ResolvedRefs'],
    ['granted by name', elsewhere, [grantOf('pay', {}, { name: 'api' })], 'ResolvedRefs'],
    ['granted for another name', elsewhere, [grantOf('pay', {}, { name: 'web' })], 'RefNotPermitted'],
    ['granted to another namespace', elsewhere, [grantOf('pay', { namespace: 'ops' }, {})], 'RefNotPermitted'],
    ['granted to another kind', elsewhere, [grantOf('pay', { kind: 'GRPCRoute' }, {})], 'RefNotPermitted'],
    ['granted to another group', elsewhere, [grantOf('pay', { group: 'example.com' }, {})], 'RefNotPermitted'],
    ['granted for another kind', elsewhere, [grantOf('pay', {}, { kind: 'Secret' })], 'RefNotPermitted'],
    ['granted in the wrong namespace', elsewhere, [grantOf('shop', {}, {})], 'RefNotPermitted'],
  ];
  test.each(cases)('%s', (_name, ref, more, reason) => {
    expect(reasons(...appOf('api', 'pay'), ...more, gatewayOf(), to(ref))?.split(' ')[1]).toBe(reason);
  });

  test('a mirror counts as well, and one backend that fails is enough', () => {
    const mirror = { type: 'RequestMirror', requestMirror: { backendRef: backend('wbe') } };
    expect(reasons(gatewayOf(), routeOf('r', { rules: [ruleOf('/', { filters: [mirror] })] }))).toContain(
      'BackendNotFound',
    );
    expect(reasons(gatewayOf(), to(backend(), backend('wbe')))).toContain('BackendNotFound');
  });
});

describe('listeners', () => {
  const conditions = (listeners: readonly object[], ...more: readonly RawObject[]) =>
    statusOf(gatewayOf(listeners), ...more).gateways[0]?.listeners.map((each) =>
      each.conditions
        .filter(({ type, status }) => status === (type === 'Conflicted' ? 'True' : 'False'))
        .map(({ reason }) => reason)
        .join(' '),
    );
  const tls = (more: object = {}): object =>
    listener({ name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' }, ...more });
  const https = (more: object = {}): object =>
    listener({ name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] }, ...more });

  test('are told apart by port and hostname', () => {
    const list = [listener(), listener({ name: 'b', hostname: 'b.example' }), listener({ name: 'c', port: 81 })];
    expect(conditions(list)).toEqual(['', '', '']);
  });

  test('conflict with their like: all of them are refused, the others are served', () => {
    const list = [listener(), listener({ name: 'again' }), listener({ name: 'c', port: 81 })];
    expect(conditions(list)).toEqual([
      'HostnameConflict HostnameConflict Invalid',
      'HostnameConflict HostnameConflict Invalid',
      '',
    ]);
  });

  test('conflict by protocol: TCP with anything, HTTP with TLS, HTTPS with TLS for one hostname', () => {
    const conflict = 'ProtocolConflict ProtocolConflict Invalid';
    expect(conditions([listener(), listener({ name: 't', protocol: 'TCP' })])).toEqual([conflict, conflict]);
    expect(conditions([listener({ port: 443 }), tls()])).toEqual([conflict, conflict]);
    expect(conditions([https(), tls()])).toEqual([conflict, conflict]);
    expect(conditions([https({ hostname: 'a.example' }), tls({ hostname: 'b.example' })])).toEqual(['', '']);
    expect(
      conditions([listener({ port: 53, protocol: 'TCP' }), listener({ name: 'u', port: 53, protocol: 'UDP' })]),
    ).toEqual(['', '']);
  });

  test('with a protocol nobody knows are refused', () => {
    expect(conditions([listener({ protocol: 'example.com/quic' })])).toEqual(['UnsupportedProtocol Invalid']);
  });

  test('list kinds their protocol does not take', () => {
    const kinds = (...list: readonly string[]) =>
      listener({ allowedRoutes: { kinds: list.map((kind) => ({ kind })) } });
    expect(conditions([kinds('HTTPRoute', 'TCPRoute')])).toEqual(['InvalidRouteKinds']);
    expect(conditions([kinds('GRPCRoute')])).toEqual(['']);
  });

  test('need the certificate they name', () => {
    expect(conditions([https()], secretOf('cert'))).toEqual(['']);
    expect(conditions([https()], secretOf('other'))).toEqual(['InvalidCertificateRef Invalid']);
    expect(conditions([https()])).toEqual(['']);
    expect(conditions([https({ tls: {} })])).toEqual(['InvalidCertificateRef Invalid']);
    const far = https({ tls: { certificateRefs: [{ name: 'cert', namespace: 'pay' }] } });
    expect(conditions([far], secretOf('cert', 'pay'))).toEqual(['RefNotPermitted Invalid']);
    const grant = grantOf('pay', { kind: 'Gateway' }, { kind: 'Secret' });
    expect(conditions([far], secretOf('cert', 'pay'), grant)).toEqual(['']);
  });

  test('of a ListenerSet join those of a Gateway that allows them, and give way to them', () => {
    const set: RawObject = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'ListenerSet',
      metadata: { name: 'team', namespace: 'shop' },
      spec: { parentRef: { name: 'edge' }, listeners: [listener(), listener({ name: 'alt', port: 8080 })] },
    };
    const allowing = gatewayOf([listener()], { allowedListeners: { namespaces: { from: 'Same' } } });
    const route = routeOf('r', { parent: { kind: 'ListenerSet', name: 'team', sectionName: 'alt' } });
    const names = (...more: readonly RawObject[]) =>
      statusOf(...more).gateways[0]?.listeners.map(({ spec, usable, attachments }) => [
        spec.port,
        usable,
        attachments.length,
      ]);
    expect(names(allowing, set, route)).toEqual([
      [80, true, 0],
      [80, false, 0],
      [8080, true, 1],
    ]);
    expect(names(gatewayOf(), set, route)).toEqual([[80, true, 0]]);
  });
});

describe('a Gateway', () => {
  const gateway = (...more: readonly RawObject[]) => statusOf(...more).gateways[0];
  const condition = (type: string, ...more: readonly RawObject[]) =>
    conditionOf(gateway(...more)?.conditions ?? [], type);

  test('counts the routes attached to each listener, each once', () => {
    const two = gatewayOf([listener(), listener({ name: 'alt', port: 81 })]);
    const both = routeOf('both');
    const one = routeOf('one', { parent: { sectionName: 'alt' } });
    const none = routeOf('none', { parent: { sectionName: 'no' } });
    expect(gateway(two, both, one, none)?.listeners.map(({ attachments }) => attachments.length)).toEqual([1, 2]);
  });

  test('is programmed once it has an address', () => {
    expect(condition('Accepted', gatewayOf())).toMatchObject({ status: 'True', reason: 'Accepted' });
    expect(condition('Programmed', gatewayOf())?.status).toBe('True');
  });

  test('is accepted in part with some listeners that conflict, and not at all with nothing else', () => {
    const conflict = [listener(), listener({ name: 'again' })];
    expect(condition('Accepted', gatewayOf([...conflict, listener({ name: 'c', port: 81 })]))).toMatchObject({
      status: 'True',
      reason: 'ListenersNotValid',
    });
    expect(condition('Accepted', gatewayOf(conflict))).toMatchObject({ status: 'False', reason: 'ListenersNotValid' });
    expect(condition('Programmed', gatewayOf(conflict))?.status).toBe('False');
  });

  test('of a class that is not among those given is not served', () => {
    const other: RawObject = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: 'other' },
      spec: { controllerName: 'example.com/controller' },
    };
    expect(condition('Programmed', gatewayOf(), other)).toMatchObject({ status: 'False', reason: 'Pending' });
  });
});
