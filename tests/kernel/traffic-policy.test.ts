import { expect, test } from 'vitest';
import type { LabFlow } from './flows.ts';
import { endpointsGiven } from './traffic-policy.ts';
import { proxyConfiguration, TWO_NODES } from './two-nodes.ts';
import { buildCluster } from '../whole-engine.ts';

const SOURCES: Readonly<Record<string, LabFlow['from']>> = {
  'pod/shop/cart': { pod: 'shop/cart' },
  'node/n1': { node: 'n1' },
  'ip/198.51.100.100@n2': { ip: '198.51.100.100', enters: 'n2' },
  internet: { internet: true },
};
const ADDRESSES: Readonly<Record<string, string>> = {
  clusterIP: '10.96.0.9:80',
  nodePort: '192.168.10.12:30080',
  'load balancer': '203.0.113.9:80',
};

/** Whose endpoints a Service of n1 and n2 gives to each of the sources, in their order. */
function given(target: string, spec: object = {}, proxy: object = {}): readonly (string | undefined)[] {
  const cluster = buildCluster({
    objects: [
      proxyConfiguration(proxy),
      ...TWO_NODES,
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'cart', namespace: 'shop' },
        spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'c' }] },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'shop' },
        spec: {
          type: 'LoadBalancer',
          clusterIP: '10.96.0.9',
          ports: [{ name: 'http', port: 80, nodePort: 30_080 }],
          ...spec,
        },
        status: { loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } },
      },
    ],
  });
  const service = cluster.service('shop', 'web');
  if (service === undefined) throw new Error('no Service');
  return Object.entries(SOURCES).map(([source, from]) =>
    endpointsGiven(cluster, service, {
      source,
      from,
      to: `tcp://${ADDRESSES[target] ?? ''}`,
      target: `${target} TCP`,
      affinity: false,
      service: { namespace: 'shop', name: 'web', port: 'http' },
    }),
  );
}

const LOCAL = { externalTrafficPolicy: 'Local' };

test('a clusterIP gives all, or those of the node with the internal policy Local', () => {
  expect(given('clusterIP')).toEqual(['any', 'any', 'any', undefined]);
  expect(given('clusterIP', { internalTrafficPolicy: 'Local' })).toEqual(['n1', 'n1', 'n2', undefined]);
  expect(given('clusterIP', LOCAL)).toEqual(['any', 'any', 'any', undefined]);
});

test('a nodePort gives all, or from outside those of the node asked', () => {
  expect(given('nodePort')).toEqual(['any', 'any', 'any', 'any']);
  expect(given('nodePort', LOCAL)).toEqual([undefined, undefined, 'n2', 'n2']);
  expect(given('nodePort', {}, { nodePortAddresses: ['10.0.0.0/8'] })).toEqual(Array(4).fill(undefined));
});

test('a load balancer gives from inside always all, from outside those of the node entered with the policy Local', () => {
  expect(given('load balancer')).toEqual(['any', 'any', 'any', undefined]);
  expect(given('load balancer', LOCAL)).toEqual(['any', 'any', 'n2', undefined]);
  // Where kube-proxy does not look for pods, it cannot tell one from somebody outside.
  expect(given('load balancer', LOCAL, { clusterCIDR: '' })).toEqual([undefined, 'any', 'n2', undefined]);
});

test('loadBalancerSourceRanges keep out who is not of them, at the load balancer alone', () => {
  const bars = { loadBalancerSourceRanges: ['192.0.2.0/24'] };
  expect(given('load balancer', bars)).toEqual([undefined, undefined, 'nobody', undefined]);
  expect(given('load balancer', { loadBalancerSourceRanges: ['198.51.100.0/24'] })[2]).toBe('any');
  expect(given('nodePort', bars)).toEqual(['any', 'any', 'any', 'any']);
});
