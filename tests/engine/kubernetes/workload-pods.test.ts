import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
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

test('nobody makes the pods of a workload that the API server refuses; one that a controller has seen was taken', () => {
  const refused = workload('Deployment', 'web', { spec: { replicas: 2, selector: { matchLabels: { app: 'wob' } } } });
  const made = (object: typeof refused) =>
    buildCluster({ objects: [...nodes(1), object] }).pods.filter(({ workload: { name } }) => name === 'web').length;
  expect(made(refused)).toBe(0);
  expect(made({ ...refused, status: { observedGeneration: 1, replicas: 2 } })).toBe(2);
});

test('two billion replicas end in a finding', () => {
  const cluster = buildCluster({ objects: [...nodes(1), deployment('web', 2 ** 31 - 1)] });
  expect(cluster.findings.filter((f) => f.code === 'TOO_MANY_PODS').map(saidFinding)[0]).toMatch(
    /^2147483647 replicas are more than the nodes have room for; \d+ pods are made/,
  );
  expect(cluster.workloads.find(({ name }) => name === 'web')).toMatchObject({ replicas: 2 ** 31 - 1 });
}, 60_000);

describe('a workload whose status is given', () => {
  const observed = (object: RawObject, status: object): RawObject => ({ ...object, status }) as RawObject;
  const owned = (kind: string, owner: string, name: string, status: object = {}): RawObject => {
    const made = pod(name, { labels: { app: owner }, status: { phase: 'Running', podIP: '10.244.1.77', ...status } });
    return { ...made, metadata: { ...made.metadata, ownerReferences: [{ kind, name: owner, controller: true }] } };
  };
  const podsOf = (...objects: readonly RawObject[]) =>
    buildCluster({ objects: [...nodes(3), ...objects] })
      .pods.filter(({ namespace }) => namespace === 'default')
      .map(({ name }) => name);
  const missing = (...objects: readonly RawObject[]) =>
    buildCluster({ objects: [...nodes(3), ...objects] }).findings.find(({ code }) => code === 'PODS_MISSING');

  test('has the pods that are given and no others, and the reason is told', () => {
    const web = observed(deployment('web', 3), {
      observedGeneration: 1,
      replicas: 1,
      conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota' }],
    });
    const one = owned('Deployment', 'web', 'web-1-a');
    expect(podsOf(web, one)).toEqual(['web-1-a']);
    expect(missing(web, one)).toMatchObject({
      severity: 'warning',
      detail: { wanted: 3, there: 1, reason: 'FailedCreate' },
      object: { kind: 'Deployment', name: 'web' },
    });
    expect(podsOf(deployment('web', 3), one)).toHaveLength(3);
  });

  test('has none where the controller made none', () => {
    const blocked = observed(deployment('web', 3), { observedGeneration: 2, unavailableReplicas: 3 });
    expect(podsOf(blocked)).toEqual([]);
    expect(missing(blocked)).toMatchObject({ detail: { wanted: 3, there: 0 } });
  });

  test('has as many as it says where no pod is given', () => {
    const dumped = observed(deployment('web', 3), { observedGeneration: 1, replicas: 2 });
    expect(podsOf(dumped)).toHaveLength(2);
  });

  test('what tools write into manifests is no status', () => {
    expect(podsOf(observed(deployment('web', 2), {}))).toHaveLength(2);
    expect(podsOf(observed(workload('StatefulSet', 'db'), { replicas: 0, availableReplicas: 0 }))).toHaveLength(1);
  });

  test('the reason may stand with the ReplicaSet', () => {
    const web = observed(deployment('web', 3), { observedGeneration: 1, replicas: 1 });
    const set = observed(workload('ReplicaSet', 'web-1', { spec: { replicas: 3 } }), {
      observedGeneration: 1,
      replicas: 1,
      conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' }],
    });
    const ofWeb = {
      ...set,
      metadata: { ...set.metadata, ownerReferences: [{ kind: 'Deployment', name: 'web', controller: true }] },
    };
    expect(missing(web, ofWeb, owned('ReplicaSet', 'web-1', 'web-1-a'))).toMatchObject({
      detail: { wanted: 3, there: 1, reason: 'FailedCreate' },
    });
  });

  test('a StatefulSet waits for a pod that is Pending', () => {
    const db = observed(workload('StatefulSet', 'db', { spec: { replicas: 3 } }), {
      observedGeneration: 1,
      replicas: 1,
    });
    const first = owned('StatefulSet', 'db', 'db-0', { phase: 'Pending', podIP: undefined });
    expect(podsOf(db, first)).toEqual(['db-0']);
    expect(missing(db, first)).toMatchObject({ detail: { wanted: 3, there: 1, waitsFor: 'db-0' } });
  });

  test('a DaemonSet is missing on the nodes without a pod of it', () => {
    const agent = observed(workload('DaemonSet', 'agent'), {
      observedGeneration: 1,
      desiredNumberScheduled: 3,
      currentNumberScheduled: 2,
    });
    const on = (name: string) => {
      const made = owned('DaemonSet', 'agent', `agent-${name}`);
      return { ...made, spec: { ...(made.spec as object), nodeName: name } };
    };
    expect(podsOf(agent, on('node-1'), on('node-3'))).toEqual(['agent-node-1', 'agent-node-3']);
    expect(missing(agent, on('node-1'), on('node-3'))).toMatchObject({
      detail: { wanted: 3, there: 2, nodes: ['node-2'] },
    });
    expect(podsOf(agent)).toHaveLength(2);
  });
});
