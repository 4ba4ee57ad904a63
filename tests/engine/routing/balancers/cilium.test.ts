import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { TraceResult } from '../../../../src/engine/routing/engine/result.ts';
import { buildCluster } from '../../../whole-engine.ts';
import { shopObjects, shopRouter, traced } from '../shop.ts';

const of = (kind: string, name: string, spec: object = {}, labels = {}): RawObject => ({
  apiVersion: kind === 'CiliumL2AnnouncementPolicy' ? 'cilium.io/v2alpha1' : 'cilium.io/v2',
  kind,
  metadata: { name, labels },
  spec: { ...spec },
});
const POOL = of('CiliumLoadBalancerIPPool', 'lan', { blocks: [{ cidr: '192.168.0.240/29' }] });

const objects = (service: object, ...more: readonly RawObject[]) =>
  shopObjects({ service: { type: 'LoadBalancer', ...service }, more });

interface Wish {
  readonly spec?: object;
  readonly annotations?: Record<string, string>;
  readonly labels?: Record<string, string>;
  readonly namespace?: string;
}
const wish = (
  name: string,
  { spec = {}, annotations = {}, labels = {}, namespace = 'shop' }: Wish = {},
): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace, annotations, labels },
  spec: { type: 'LoadBalancer', ports: [{ port: 80 }], ...spec },
});

function given(...more: readonly RawObject[]): Record<string, string> {
  const { services } = buildCluster({ objects: shopObjects({ more }) });
  return Object.fromEntries(
    services
      .filter(({ type }) => type === 'LoadBalancer')
      .map(({ name, loadBalancerIPs, balancing }) => [
        name,
        balancing?.pending?.code ?? loadBalancerIPs.map(({ ip }) => ip).join(),
      ]),
  );
}

describe('an address of a pool of Cilium', () => {
  test('is the first that is free; the ends of a network may be kept', () => {
    expect(given(POOL, wish('a'), wish('b'))).toEqual({ a: '192.168.0.240', b: '192.168.0.241' });
    const kept = of('CiliumLoadBalancerIPPool', 'lan', {
      blocks: [{ cidr: '192.168.0.240/30' }],
      allowFirstLastIPs: 'No',
    });
    expect(given(kept, wish('a'), wish('b'), wish('c'))).toEqual({
      a: '192.168.0.241',
      b: '192.168.0.242',
      c: 'POOLS_FULL',
    });
    const span = of('CiliumLoadBalancerIPPool', 'one', { blocks: [{ start: '10.9.9.9' }] });
    expect(given(span, wish('a'))).toEqual({ a: '10.9.9.9' });
  });

  test('is for Services that the pool selects, by their namespace too, while it is not disabled', () => {
    const own = (serviceSelector: object, more = {}) =>
      of('CiliumLoadBalancerIPPool', 'own', { blocks: [{ cidr: '10.1.1.0/28' }], serviceSelector, ...more });
    const inShop = own({ matchLabels: { 'io.kubernetes.service.namespace': 'shop' } });
    expect(given(inShop, wish('a'), wish('b', { namespace: 'other' }))).toEqual({ a: '10.1.1.0', b: 'NO_POOL' });
    expect(given(own({}, { disabled: true }), wish('a'))).toEqual({ a: 'NO_POOL' });
  });

  test('that is asked for is given, or it is told why not', () => {
    const asks = (name: string, ips: string) => wish(name, { annotations: { 'lbipam.cilium.io/ips': ips } });
    expect(given(POOL, asks('a', '192.168.0.242'), asks('b', '192.168.0.242'), asks('c', '10.0.0.1'))).toEqual({
      a: '192.168.0.242',
      b: 'ADDRESS_TAKEN',
      c: 'NOT_IN_POOL',
    });
  });

  test('is shared by one key, and across namespaces where both say so', () => {
    const shares = (name: string, port: number, namespace = 'shop', across = '') =>
      wish(name, {
        namespace,
        spec: { ports: [{ port }] },
        annotations: { 'lbipam.cilium.io/sharing-key': 'k', 'lbipam.cilium.io/sharing-cross-namespace': across },
      });
    expect(given(POOL, shares('a', 80), shares('b', 81))).toMatchObject({ b: '192.168.0.240' });
    expect(given(POOL, shares('a', 80), shares('b', 81, 'other'))).toMatchObject({ b: '192.168.0.241' });
    expect(given(POOL, shares('a', 80, 'shop', 'other'), shares('b', 81, 'other', '*'))).toMatchObject({
      b: '192.168.0.240',
    });
  });

  test('of Services of another class is none of its', () => {
    const classed = (loadBalancerClass: string) => wish('a', { spec: { loadBalancerClass } });
    expect(given(POOL, classed('io.cilium/l2-announcer'))).toEqual({ a: '192.168.0.240' });
    expect(given(POOL, classed('example.com/other'))).toEqual({ a: '203.0.113.129' });
  });
});

const call = (...all: Parameters<typeof objects>): TraceResult =>
  traced(shopRouter(objects(...all)), { from: { internet: true }, to: 'http://192.168.0.240/' });

const entered = ({ outcomes }: TraceResult): readonly string[] => [
  ...new Set(
    outcomes.flatMap(({ legs }) => {
      const hop = legs.at(-1)?.request.hops.find(({ namespace }) => namespace.startsWith('node/'));
      return hop === undefined ? [] : [hop.namespace];
    }),
  ),
];

describe('who announces it', () => {
  const both = ['node/node-1', 'node/node-2'];
  const l2 = (spec: object = {}) => of('CiliumL2AnnouncementPolicy', 'l2', { loadBalancerIPs: true, ...spec });

  test('in layer 2 one of the nodes that a policy selects: it is not known which', () => {
    const result = call({}, POOL, l2());
    expect(result.verdict).toBe('REACHABLE');
    expect(entered(result)).toEqual(both);
    const one = { matchExpressions: [{ key: 'edge', operator: 'Exists' }] };
    expect(call({}, POOL, l2({ nodeSelector: one })).outcomes[0]?.cause?.code).toBe('ADDRESS_NOT_ANNOUNCED');
  });

  test('with externalTrafficPolicy Local it may be one without an endpoint', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'one', namespace: 'shop', labels: { app: 'one' } },
      spec: { nodeName: 'node-2', containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 8080 }] }] },
    };
    const result = call({ externalTrafficPolicy: 'Local', selector: { app: 'one' } }, POOL, l2(), pod);
    expect(result.verdict).toBe('AMBIGUOUS');
    expect(result.outcomes.map(({ cause }) => cause?.code)).toContain('NO_LOCAL_ENDPOINTS');
  });

  test('a policy for external addresses alone, or for other Services, announces none', () => {
    for (const spec of [{ loadBalancerIPs: false }, { serviceSelector: { matchLabels: { tier: 'edge' } } }]) {
      const { outcomes } = call({}, POOL, l2(spec));
      expect(outcomes[0]).toMatchObject({
        disposition: 'NEIGHBOR_UNREACHABLE',
        cause: { code: 'ADDRESS_NOT_ANNOUNCED' },
      });
    }
  });

  test('by BGP all nodes whose peers are told of the Service', () => {
    const everything = { matchExpressions: [{ key: 'never', operator: 'DoesNotExist' }] };
    const cluster = of('CiliumBGPClusterConfig', 'c', {
      bgpInstances: [{ name: 'i', peers: [{ name: 'tor', peerConfigRef: { name: 'p' } }] }],
    });
    const peer = of('CiliumBGPPeerConfig', 'p', {
      families: [{ afi: 'ipv4', safi: 'unicast', advertisements: { matchLabels: { advertise: 'bgp' } } }],
    });
    const advertisement = (selector?: object) =>
      of(
        'CiliumBGPAdvertisement',
        'a',
        { advertisements: [{ advertisementType: 'Service', service: { addresses: ['LoadBalancerIP'] }, selector }] },
        { advertise: 'bgp' },
      );
    expect(entered(call({}, POOL, cluster, peer, advertisement(everything)))).toEqual(both);
    expect(call({}, POOL, cluster, peer, advertisement()).verdict).toBe('UNREACHABLE');
    const policy = of('CiliumBGPPeeringPolicy', 'old', {
      virtualRouters: [{ serviceSelector: everything, neighbors: [{ peerAddress: '192.168.0.1/32' }] }],
    });
    expect(entered(call({}, POOL, policy))).toEqual(both);
  });
});
