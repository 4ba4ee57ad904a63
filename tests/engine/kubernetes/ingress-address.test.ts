import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const labels = { app: 'web' };
const APPLICATION: readonly RawObject[] = [
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels },
    spec: { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 8080 }] }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.77' }] } },
  },
];

test('an Ingress that reports its address is reached there, though its controller is assumed', () => {
  const cluster = buildCluster({ objects: APPLICATION });
  expect(cluster.ingress('shop', 'web')?.addresses).toEqual(['203.0.113.77']);
  const traced = createRouter(cluster).trace({ from: { internet: true }, to: 'http://203.0.113.77/' });
  expect(traced.ok && traced.value.verdict).toBe('REACHABLE');
});

test('a Node that lists no labels still has those its kubelet sets', () => {
  const node: RawObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, spec: {} };
  const pod: RawObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default' },
    spec: { nodeSelector: { 'kubernetes.io/os': 'linux' }, containers: [{ name: 'c', image: 'c' }] },
  };
  expect(buildCluster({ objects: [node, pod] }).pod('default', 'p')?.nodeName).toBe('n1');
});
