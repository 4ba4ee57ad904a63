import { expect, test } from 'vitest';
import { compareNames } from '../../../src/engine/kubernetes/pods/scheduler.ts';
import { deployment, node, nodes, pod } from './objects.ts';
import { saidFinding } from '../../support/said.ts';
import { buildCluster } from '../../whole-engine.ts';

const placesOf = (objects: Parameters<typeof buildCluster>[0]['objects'], workload: string) =>
  buildCluster({ objects })
    .pods.filter((p) => p.workload.name === workload)
    .map((p) => p.nodeName);

test('pods spread over the nodes: fewest of the workload, then fewest pods, then by name', () => {
  expect(placesOf([...nodes(3), deployment('web', 4)], 'web')).toEqual(['node-1', 'node-2', 'node-3', 'node-1']);
  const busy = pod('busy', { spec: { nodeName: 'node-1' } });
  expect(placesOf([...nodes(3), busy, deployment('web', 3)], 'web')).toEqual(['node-2', 'node-3', 'node-1']);
  expect(compareNames('node-2', 'node-10')).toBeLessThan(0);
});

test('nodeSelector, affinity, taints and cordons keep pods away; nowhere is Pending with the reason', () => {
  const labelled = node('ssd', { address: '192.168.0.50', labels: { disk: 'ssd' } });
  const all = [...nodes(2), labelled];
  expect(placesOf([...all, deployment('web', 2, { nodeSelector: { disk: 'ssd' } })], 'web')).toEqual(['ssd', 'ssd']);
  const nodeSelectorTerms = [{ matchExpressions: [{ key: 'disk', operator: 'DoesNotExist' }] }];
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
  expect(placesOf([...all, deployment('web', 2, { affinity })], 'web')).toEqual(['node-1', 'node-2']);
  const taints = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }];
  const cluster = buildCluster({ objects: [node('cp', { spec: { taints } }), deployment('web')] });
  const web = cluster.pods.find((p) => p.workload.name === 'web');
  expect(web).toMatchObject({ phase: 'Pending', ips: [], ready: false });
  expect(web?.pendingReason).toEqual({
    is: 'NO_PLACE',
    nodes: 1,
    refusals: [{ why: { taint: 'node-role.kubernetes.io/control-plane', value: '' }, count: 1 }],
    portsTaken: 0,
  });
  expect(cluster.findings.map((f) => f.code)).toContain('POD_UNSCHEDULABLE');
  expect(placesOf([node('a', { spec: { unschedulable: true } }), node('b'), deployment('web')], 'web')).toEqual(['b']);
});

test('two pods with one hostPort need two nodes', () => {
  const containers = [{ name: 'main', ports: [{ containerPort: 80, hostPort: 8080 }] }];
  expect(placesOf([...nodes(2), deployment('web', 3, { containers })], 'web')).toEqual(['node-1', 'node-2', undefined]);
});

/** Nodes that take so many pods. */
const small = (count: number, pods: string, section = 'allocatable') =>
  nodes(count).map((each) => ({ ...each, status: { ...(each['status'] as object), [section]: { pods } } }));

test('a node takes as many pods as it says it does; the others wait, and are told why as the scheduler tells it', () => {
  const places = placesOf([...small(2, '2'), deployment('web', 6)], 'web');
  expect(places.filter((place) => place !== undefined)).toHaveLength(4);
  const cluster = buildCluster({ objects: [...small(2, '2'), deployment('web', 6)] });
  const waiting = cluster.pods.filter(({ phase }) => phase === 'Pending');
  expect(waiting.map(({ workload }) => workload.name)).toEqual(['web', 'web']);
  expect(waiting[0]?.pendingReason).toMatchObject({ is: 'NO_PLACE', nodes: 2, refusals: [], full: 2 });
  const said = cluster.findings.map(saidFinding);
  expect(said.join()).toContain('0/2 nodes are available: 2 Too many pods');
  expect(said.join()).toContain('maxPods');
});

test('without allocatable the capacity counts, and without both 110, as kubelets have it', () => {
  const placed = (objects: Parameters<typeof placesOf>[0]) =>
    placesOf([...objects, deployment('web', 130)], 'web').filter((place) => place !== undefined).length;
  expect(placed(small(1, '5', 'capacity'))).toBe(5);
  const both = nodes(1).map((each) => ({ ...each, status: { allocatable: { pods: 7 }, capacity: { pods: 5 } } }));
  expect(placed(both)).toBe(7);
  expect(placed(nodes(1))).toBe(110);
  // How many pods nodes take that nobody has given is not known.
  expect(placed([])).toBe(130);
});

test('pods that are there count, finished ones do not, and a full node gets no pod of a DaemonSet', () => {
  const there = ['a', 'b'].map((name) =>
    pod(name, {
      spec: { nodeName: 'node-1' },
      status: { phase: 'Running', podIP: `10.244.0.${name === 'a' ? 7 : 8}` },
    }),
  );
  const done = pod('c', { spec: { nodeName: 'node-1' }, status: { phase: 'Succeeded' } });
  expect(placesOf([...small(1, '3'), ...there, done, deployment('web', 2)], 'web')).toEqual(['node-1', undefined]);
  const agent = { ...deployment('agent'), kind: 'DaemonSet' };
  const cluster = buildCluster({ objects: [...small(2, '2'), ...there, agent] });
  const [first, second] = cluster.pods.filter(({ workload }) => workload.name === 'agent');
  expect(first).toMatchObject({
    phase: 'Pending',
    pendingReason: { full: 1, refusals: [{ why: 'ANOTHER_NODES', count: 1 }] },
  });
  expect(second).toMatchObject({ phase: 'Running', nodeName: 'node-2' });
});

test('maxPods of a KubeletConfiguration counts for nodes that do not say how many they take', () => {
  const kubelet = (maxPods: number) => ({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    metadata: { name: '' },
    maxPods,
  });
  const placed = (objects: Parameters<typeof buildCluster>[0]['objects']) =>
    buildCluster({ objects: [...objects, deployment('web', 5)] }).pods.filter(
      ({ nodeName, namespace }) => nodeName !== undefined && namespace === 'default',
    ).length;
  expect(placed([node('a'), kubelet(3)])).toBe(3);
  expect(placed([...small(1, '4'), kubelet(3)])).toBe(4);
  expect(placed([node('a'), kubelet(0)])).toBe(5);
});
