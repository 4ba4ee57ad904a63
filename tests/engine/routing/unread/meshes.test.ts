import { describe, expect, test } from 'vitest';
import { BOARD, BUY, judged, object, pod, service } from './board.ts';

const MESHED = { annotations: { 'sidecar.istio.io/status': '{}' } };
/** The bakery stands in the mesh, its client does not. */
const MESH = [
  ...BOARD.filter(({ kind, metadata }) => kind !== 'Pod' || metadata.name !== 'bread'),
  pod('oven/bread', 7000, MESHED),
];
const bothIn = [...MESH.filter(({ metadata }) => metadata.name !== 'buyer'), pod('town/buyer', undefined, MESHED)];

const peer = (key: string, mode: string, more: object = {}) =>
  object(`security.istio.io/v1 PeerAuthentication ${key}`, { mtls: { mode }, ...more });

describe('mutual TLS', () => {
  test.each([
    ['of the namespace', [peer('oven/default', 'STRICT')]],
    ['of the mesh', [peer('istio-system/default', 'STRICT')]],
    [
      'of the workload, over a namespace that permits',
      [
        peer('oven/default', 'PERMISSIVE'),
        peer('oven/bread', 'STRICT', { selector: { matchLabels: { app: 'bread' } } }),
      ],
    ],
    [
      'of the port',
      [
        peer('oven/default', 'PERMISSIVE', {
          selector: { matchLabels: { app: 'bread' } },
          portLevelMtls: { 7000: { mode: 'STRICT' } },
        }),
      ],
    ],
  ])('demanded %s: a client without it fails', (_, policies) => {
    expect(judged([...MESH, ...policies])).toEqual(['UNREACHABLE']);
    expect(judged([...bothIn, ...policies])).toEqual(['REACHABLE']);
    // A destination without a proxy has nobody who demands it.
    expect(judged([...BOARD, ...policies])).toEqual(['REACHABLE']);
  });

  test('permitted, of another namespace, or overruled: nothing is said', () => {
    expect(judged([...MESH, peer('oven/default', 'PERMISSIVE')])).toEqual(['REACHABLE']);
    expect(judged([...MESH, peer('town/default', 'STRICT')])).toEqual(['REACHABLE']);
    expect(judged([...MESH, peer('istio-system/default', 'STRICT'), peer('oven/default', 'PERMISSIVE')])).toEqual([
      'REACHABLE',
    ]);
  });
});

describe('authorization', () => {
  const rule = (spec: object, key = 'oven/a') => object(`security.istio.io/v1 AuthorizationPolicy ${key}`, { ...spec });
  test('one that allows few, or denies some, refuses; one that asks somebody else could', () => {
    expect(judged([...MESH, rule({})])).toEqual(['UNREACHABLE']);
    expect(judged([...MESH, rule({ action: 'DENY', rules: [{ from: [] }] })])).toEqual(['UNREACHABLE']);
    const asks = { action: 'CUSTOM', provider: { name: 'x' }, rules: [{}] };
    expect(judged([...MESH, rule(asks)])).toEqual(['UNDETERMINED', 'AuthorizationPolicy a']);
    const told = { rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }] };
    expect(judged([...MESH, rule(told)])).toEqual(['UNREACHABLE']);
    const carried = { ...BUY, http: { headers: { Authorization: 'Bearer x' } } };
    expect(judged([...MESH, rule(told)], carried)).toEqual(['UNDETERMINED', 'AuthorizationPolicy a']);
  });
  test('one that allows all, denies nothing, is for others or only counts, does not', () => {
    expect(judged([...MESH, rule({ rules: [{}] })])).toEqual(['REACHABLE']);
    expect(judged([...MESH, rule({ action: 'DENY' })])).toEqual(['REACHABLE']);
    expect(judged([...MESH, rule({ action: 'AUDIT', rules: [{ to: [] }] })])).toEqual(['REACHABLE']);
    expect(judged([...MESH, rule({ selector: { matchLabels: { app: 'cake' } } })])).toEqual(['REACHABLE']);
  });
  test('a token is checked only where there is one', () => {
    const tokens = object('security.istio.io/v1 RequestAuthentication oven/t', { jwtRules: [{}] });
    expect(judged([...MESH, tokens])).toEqual(['REACHABLE']);
    const carried = { ...BUY, http: { headers: { Authorization: 'Bearer x' } } };
    expect(judged([...MESH, tokens], carried)).toEqual(['UNDETERMINED', 'RequestAuthentication t']);
  });
  test("Linkerd's servers, for their port", () => {
    const linked = [...BOARD.filter(({ metadata }) => metadata.name !== 'bread'), service('oven/bread', 7000)];
    const bread = pod('oven/bread', 7000, { annotations: { 'linkerd.io/inject': 'enabled' } });
    const server = (port: number) =>
      object('policy.linkerd.io/v1beta3 Server oven/s', { podSelector: { matchLabels: { app: 'bread' } }, port });
    expect(judged([...linked, bread, server(7000)])).toContain('UNDETERMINED');
    expect(judged([...linked, bread, server(9999)])).not.toContain('UNDETERMINED');
  });
});

describe('routes of the mesh', () => {
  const route = (host: string, http: object) =>
    object('networking.istio.io/v1 VirtualService oven/v', { hosts: [host], http: [http] });
  test('for the Service, of clients in the mesh', () => {
    const away = { route: [{ destination: { host: 'cake' } }] };
    expect(judged([...bothIn, route('bread', away)])).toEqual(['UNDETERMINED', 'VirtualService v']);
    expect(judged([...MESH, route('bread', away)])).toEqual(['REACHABLE']);
    expect(judged([...bothIn, route('cake', away)])).toEqual(['REACHABLE']);
  });
  test('one that leads to the Service as it is changes nothing; with a fault it could', () => {
    const plain = { route: [{ destination: { host: 'bread.oven.svc.cluster.local' } }] };
    expect(judged([...bothIn, route('bread', plain)])).toEqual(['REACHABLE']);
    expect(judged([...bothIn, route('bread', { ...plain, fault: {} })])[0]).toBe('UNDETERMINED');
  });
  test('how requests are spread does not turn the verdict, how they are encrypted can', () => {
    const to = (trafficPolicy: object) =>
      object('networking.istio.io/v1 DestinationRule town/d', { host: 'bread.oven.svc.cluster.local', trafficPolicy });
    expect(judged([...bothIn, to({ loadBalancer: {} })])).toEqual(['REACHABLE', 'DestinationRule d']);
    expect(judged([...bothIn, to({ tls: { mode: 'SIMPLE' } })])).toEqual(['UNDETERMINED', 'DestinationRule d']);
    expect(judged([...bothIn, to({ tls: { mode: 'ISTIO_MUTUAL' } })])).toEqual(['REACHABLE']);
  });
  test("what a Sidecar lets a client's proxy know of", () => {
    const known = (...hosts: string[]) =>
      object('networking.istio.io/v1 Sidecar town/default', { egress: [{ hosts }] });
    expect(judged([...bothIn, known('./*', 'oven/*')])).toEqual(['REACHABLE']);
    expect(judged([...bothIn, known('./*')])).toEqual(['UNDETERMINED', 'Sidecar default']);
  });
});
