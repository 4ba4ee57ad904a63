import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/objects.ts';
import { withServiceType } from '../../../src/simulation/build/make-service.ts';
import { strictProblems } from '../../support/api-schema.ts';
import { buildCluster } from '../../whole-engine.ts';

const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;
const PORT = { port: 80, nodePort: 30080 };

/** All that an API server takes of a Service of each type. */
const FULL: readonly object[] = [
  { type: 'ClusterIP', clusterIP: 'None', clusterIPs: ['None'], ports: [{ port: 80 }] },
  {
    type: 'ClusterIP',
    clusterIP: '10.96.0.9',
    externalIPs: ['203.0.113.9'],
    externalTrafficPolicy: 'Local',
    ports: [{ port: 80 }],
  },
  { type: 'NodePort', clusterIP: '10.96.0.9', externalTrafficPolicy: 'Local', ports: [PORT] },
  {
    type: 'LoadBalancer',
    clusterIP: '10.96.0.9',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 30090,
    allocateLoadBalancerNodePorts: true,
    loadBalancerClass: 'example.com/lb',
    loadBalancerIP: '203.0.113.10',
    loadBalancerSourceRanges: ['203.0.113.0/24'],
    ports: [PORT],
  },
  { type: 'ExternalName', externalName: 'example.com' },
];

const service = (spec: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec,
});

/** What an API server would say of it as a new one. */
const refusals = (object: RawObject): readonly unknown[] => [
  ...strictProblems(object),
  ...buildCluster({ objects: [object] }).findings.filter(({ code }) => code === 'SERVICE_REFUSED'),
];

test('a Service of any type is one that an API server takes after each other type, and after two', () => {
  for (const spec of FULL) {
    expect(refusals(service(spec))).toEqual([]);
    for (const first of TYPES) {
      const after = withServiceType(service(spec), first);
      expect(refusals(after), `${first} after ${JSON.stringify(spec)}`).toEqual([]);
      for (const then of TYPES) expect(refusals(withServiceType(after, then)), `${then} after ${first}`).toEqual([]);
    }
  }
});

test('what the other type may have too stays', () => {
  const [, , nodePort] = FULL;
  expect(withServiceType(service(nodePort ?? {}), 'LoadBalancer')['spec']).toEqual({
    ...nodePort,
    type: 'LoadBalancer',
  });
  const [, open] = FULL;
  expect(withServiceType(service(open ?? {}), 'ClusterIP')['spec']).toEqual(open);
});
