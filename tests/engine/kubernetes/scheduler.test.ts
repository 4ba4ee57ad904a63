import { expect, test } from 'vitest';
import { compareNames } from '../../../src/engine/kubernetes/pods/scheduler.ts';
import { deployment, node, nodes, pod } from './objects.ts';
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
