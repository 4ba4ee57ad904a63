import { expect, test } from 'vitest';
import type { Cluster } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { buildCluster } from '../../../whole-engine.ts';

const pod = (name: string, app: string): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app } },
  spec: { containers: [{ name: 'main', image: 'main', ports: [{ containerPort: 8080 }] }] },
});

const service = (name: string, spec: Readonly<Record<string, unknown>>): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { ports: [{ port: 80, targetPort: 8080 }], ...spec },
});

const PODS = [pod('web-1', 'web'), pod('cart-1', 'cart')];
const CART = service('cart', { selector: { app: 'cart' } });
const BEFORE = [...PODS, service('web', { selector: { app: 'web' } }), CART];

/** All that a cluster says, functions asked. */
function contents(cluster: Cluster) {
  const { services, findings, assumptions, objects, pods, ingresses, workloads, settings, namespaces, nodes } = cluster;
  const endpoints = services.map((each) => [4, 6].map((family) => each.endpoints(family as 4 | 6)));
  const plain = services.map(({ endpoints: _endpoints, targets: _targets, ...each }) => each);
  return { plain, endpoints, findings, assumptions, objects, pods, ingresses, workloads, settings, namespaces, nodes };
}

const edited = (web: RawObject) => [...PODS, web, CART];

test('an edited Service leaves pods, nodes and other Services the objects they were', () => {
  const before = buildCluster({ objects: BEFORE });
  const objects = edited(service('web', { selector: { app: 'cart' } }));
  const after = buildCluster({ objects, previous: before });
  expect(after.pods).toBe(before.pods);
  expect(after.nodes).toBe(before.nodes);
  expect(after.service('shop', 'cart')).toBe(before.service('shop', 'cart'));
  expect(after.service('shop', 'web')).not.toBe(before.service('shop', 'web'));
  expect(after.service('shop', 'web')?.endpoints(4)[0]?.pod?.name).toBe('cart-1');
});

test.each([
  ['selector', service('web', { selector: { app: 'cart' } })],
  ['selector of nothing', service('web', { selector: { app: 'nobody' } })],
  ['undeclared targetPort', service('web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 9090 }] })],
  ['type', service('web', { selector: { app: 'web' }, type: 'LoadBalancer' })],
  ['headless', service('web', { selector: { app: 'web' }, clusterIP: 'None' })],
  ['a stated clusterIP', service('web', { selector: { app: 'web' }, clusterIP: '10.111.0.7' })],
  ['two families', service('web', { selector: { app: 'web' }, ipFamilyPolicy: 'RequireDualStack' })],
  ['an unusable field', service('web', { selector: { app: 'web' }, type: 7 })],
  ['another name', service('web-2', { selector: { app: 'web' } })],
  ['the name of another', service('cart', { selector: { app: 'web' } })],
])('%s: the same as built from scratch, there and back', (_what, web) => {
  const there = buildCluster({ objects: edited(web), previous: buildCluster({ objects: BEFORE }) });
  expect(contents(there)).toEqual(contents(buildCluster({ objects: structuredClone(edited(web)) })));
  const back = buildCluster({ objects: BEFORE, previous: there });
  expect(contents(back)).toEqual(contents(buildCluster({ objects: structuredClone(BEFORE) })));
});
