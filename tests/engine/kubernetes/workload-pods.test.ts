import { expect, test } from 'vitest';
import { deployment, node, nodes, pod, workload } from './objects.ts';
import { saidFinding } from '../../support/said.ts';
import { buildCluster } from '../../whole-engine.ts';

test('a Deployment, its ReplicaSet and a Pod from kubectl get are one workload without duplicates', () => {
  const owned = (kind: string, name: string) => ({ ownerReferences: [{ kind, name, controller: true }] });
  const base = workload('ReplicaSet', 'web-abc12', { spec: { replicas: 2 } });
  const replicaSet = {
    ...base,
    metadata: { ...base.metadata, ...owned('Deployment', 'web'), labels: { 'pod-template-hash': 'abc12' } },
  };
  const old = workload('ReplicaSet', 'web-old99', { spec: { replicas: 0 } });
  const former = { ...old, metadata: { ...old.metadata, ...owned('Deployment', 'web') } };
  const given = pod('web-abc12-xxxxx', { labels: { app: 'web' }, spec: { nodeName: 'node-2' } });
  const ownedPod = { ...given, metadata: { ...given.metadata, ...owned('ReplicaSet', 'web-abc12') } };
  const cluster = buildCluster({ objects: [...nodes(2), deployment('web', 2), former, replicaSet, ownedPod] });
  const web = cluster.workloads.filter((w) => w.assumed === undefined);
  expect(web).toHaveLength(1);
  expect(web[0]).toMatchObject({ kind: 'Deployment', name: 'web', replicas: 2 });
  expect(web[0]?.pods).toHaveLength(2);
  expect(web[0]?.pods[0]).toBe('web-abc12-xxxxx');
  expect(web[0]?.pods[1]).toMatch(/^web-abc12-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
});

test('StatefulSet pods have ordinals and hostnames, Jobs as many pods as run at once', () => {
  const job = workload('Job', 'import', { spec: { parallelism: 3, completions: 2 } });
  const cluster = buildCluster({
    objects: [workload('StatefulSet', 'db', { spec: { replicas: 2, serviceName: 'db' } }), job],
  });
  expect(cluster.workloads.find((w) => w.name === 'db')?.pods).toEqual(['db-0', 'db-1']);
  expect(cluster.pod('default', 'db-1')?.object['spec']).toMatchObject({ hostname: 'db-1', subdomain: 'db' });
  expect(cluster.workloads.find((w) => w.name === 'import')?.pods).toHaveLength(2);
});

test('a DaemonSet runs once on every node it tolerates', () => {
  const taints = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }];
  const objects = [...nodes(2), node('cp', { spec: { taints } }), workload('DaemonSet', 'agent')];
  const on = (list: typeof objects) =>
    buildCluster({ objects: list })
      .pods.filter((p) => p.workload.name === 'agent')
      .map((p) => p.nodeName);
  expect(on(objects)).toEqual(['node-1', 'node-2']);
  const tolerant = workload('DaemonSet', 'agent', { pod: { tolerations: [{ operator: 'Exists' }] } });
  expect(on([...objects.slice(0, -1), tolerant])).toEqual(['node-1', 'node-2', 'cp']);
});

test('a selector that does not match its template is told', () => {
  const cluster = buildCluster({
    objects: [workload('Deployment', 'web', { spec: { replicas: 0, selector: { matchLabels: { app: 'wob' } } } })],
  });
  expect(cluster.findings.map((f) => f.code)).toContain('SELECTOR_DOES_NOT_MATCH_TEMPLATE');
});

test('two billion replicas end in a finding', () => {
  const cluster = buildCluster({ objects: [...nodes(1), deployment('web', 2 ** 31 - 1)] });
  expect(cluster.findings.filter((f) => f.code === 'TOO_MANY_PODS').map(saidFinding)[0]).toMatch(
    /^2147483647 replicas are more than the nodes have room for; \d+ pods are made/,
  );
  expect(cluster.workloads.find(({ name }) => name === 'web')).toMatchObject({ replicas: 2 ** 31 - 1 });
}, 60_000);
