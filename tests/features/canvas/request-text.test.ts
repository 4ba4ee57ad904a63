import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/objects.ts';
import { targetFrom } from '../../../src/features/canvas/editing/request-text.ts';
import { createBoard } from '../../../src/features/canvas/placing/board.ts';
import { routerOf } from './fixture.ts';

const service = (name: string, type: string): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { type, selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
});
const { cluster } = routerOf([
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 8080 }] }] },
  },
  service('inside', 'ClusterIP'),
  service('door', 'NodePort'),
  service('gate', 'LoadBalancer'),
]);
const board = createBoard({ cluster, lens: 'objects', layout: {}, hidden: new Set() });
const target = (id: string, from: string) => {
  const element = board.element(id);
  if (element === undefined) throw new Error(id);
  return targetFrom(cluster, element, from);
};

test('from the internet a Service that has no address outside is no target, nor is a pod', () => {
  expect(target('Service/shop/inside', 'internet')).toBeNull();
  expect(target('Pod/shop/web', 'internet')).toBeNull();
  expect(target('Service/shop/inside', 'pod/shop/web')).toBe('http://inside.shop:80');
  expect(target('Pod/shop/web', 'node/node-1')).toMatch(/^http:\/\/10\..*:8080$/);
});

test('from the internet one with an address outside is asked there', () => {
  const gate = cluster.service('shop', 'gate')?.loadBalancerIPs[0]?.ip;
  expect(target('Service/shop/gate', 'internet')).toContain(gate);
  expect(target('Service/shop/door', 'internet')).toMatch(/:3\d{4}/);
  expect(target('Node/node-1', 'internet')).toBeDefined();
});
