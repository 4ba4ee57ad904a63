import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { saidFinding } from '../../../support/said.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { nodes, pod, service, workload } from '../objects.ts';

const HASH = 'rollouts-pod-template-hash';

const rollout = (name: string, spec: object = {}, more: object = {}): RawObject => {
  const base = workload('Rollout', name, { spec: { replicas: 2, strategy: { canary: {} }, ...spec } });
  return { ...base, apiVersion: 'argoproj.io/v1alpha1', ...more };
};
const owned = (object: RawObject, kind: string, name: string): RawObject => ({
  ...object,
  metadata: { ...object.metadata, ownerReferences: [{ kind, name, controller: true }] },
});
const built = (...objects: readonly RawObject[]) => buildCluster({ objects: [...nodes(2), ...objects] });
const named = ({ workloads }: ReturnType<typeof built>, name: string) => workloads.find((each) => each.name === name);

test('a new Rollout has the pods of its template, through a ReplicaSet that is stable from the start', () => {
  const cluster = built(rollout('web'), service('web'));
  expect(named(cluster, 'web')).toMatchObject({ kind: 'Rollout', replicas: 2 });
  const pods = cluster.pods.filter(({ workload: { kind } }) => kind === 'Rollout');
  expect(pods).toHaveLength(2);
  for (const { name, labels, object } of pods) {
    const hash = labels[HASH] ?? '';
    expect(name).toMatch(new RegExp(`^web-${hash}-.{5}$`));
    expect(object.metadata.ownerReferences).toEqual([{ kind: 'ReplicaSet', name: `web-${hash}`, controller: true }]);
  }
  const ip = cluster.service('default', 'web')?.clusterIPs[0] ?? '';
  const traced = createRouter(cluster).trace({ from: { node: 'node-1' }, to: `http://${ip}/` });
  expect(traced.ok && traced.value.verdict).toBe('REACHABLE');
});

describe('pods that are given', () => {
  const replicaSet = (hash: string, replicas: number): RawObject =>
    owned(
      workload('ReplicaSet', `web-${hash}`, {
        spec: {
          replicas,
          template: { metadata: { labels: { app: 'web', [HASH]: hash } }, spec: { containers: [{ name: 'a' }] } },
        },
      }),
      'Rollout',
      'web',
    );

  test('are not made twice, whether their ReplicaSet came along or not', () => {
    const given = ['a', 'b'].map((each) =>
      owned(pod(`web-abc12-${each}`, { labels: { app: 'web', [HASH]: 'abc12' } }), 'ReplicaSet', 'web-abc12'),
    );
    for (const objects of [
      [rollout('web'), ...given],
      [rollout('web'), replicaSet('abc12', 2), ...given],
    ])
      expect(named(built(...objects), 'web')).toMatchObject({ kind: 'Rollout', pods: ['web-abc12-a', 'web-abc12-b'] });
  });

  test('each ReplicaSet that has pods gets its own while an update is under way', () => {
    const cluster = built(rollout('web', { replicas: 3 }), replicaSet('old11', 2), replicaSet('new22', 1));
    expect(named(cluster, 'web')).toMatchObject({ replicas: 3 });
    expect(cluster.pods.flatMap(({ labels }) => labels[HASH] ?? []).toSorted()).toEqual(['new22', 'old11', 'old11']);
  });

  test('a status tells how many there are', () => {
    expect(named(built(rollout('web', {}, { status: { replicas: 1 } })), 'web')?.pods).toHaveLength(1);
  });
});

describe('the Services of the strategy', () => {
  const selectorOf = (cluster: ReturnType<typeof built>, name: string) => cluster.service('default', name)?.selector;
  const live = service('live', { selector: { app: 'web' } });
  const next = service('next', { selector: { app: 'web' } });

  test('lead to the pods of their template alone', () => {
    const canary = { canary: { stableService: 'live', canaryService: 'next' } };
    const other = pod('stray', { labels: { app: 'web' } });
    const cluster = built(rollout('web', { strategy: canary }), live, next, other);
    const hash = cluster.pods.find(({ name }) => name !== 'stray')?.labels[HASH];
    expect(hash).toBeDefined();
    for (const name of ['live', 'next']) {
      expect(selectorOf(cluster, name)).toEqual({ app: 'web', [HASH]: hash });
      expect(cluster.service('default', name)?.endpoints(4)).toHaveLength(2);
    }
  });

  test('follow the status of an update, and keep what they say themselves', () => {
    const strategy = { blueGreen: { activeService: 'live', previewService: 'next' } };
    const status = { stableRS: 'old11', currentPodHash: 'new22', blueGreen: { previewSelector: 'new22' } };
    const said = service('live', { selector: { app: 'web', [HASH]: 'own33' } });
    expect(selectorOf(built(rollout('web', { strategy }, { status }), live, next), 'live')?.[HASH]).toBe('old11');
    expect(selectorOf(built(rollout('web', { strategy }, { status }), said, next), 'live')?.[HASH]).toBe('own33');
    expect(selectorOf(built(rollout('web', { strategy }, { status }), said, next), 'next')?.[HASH]).toBe('new22');
  });

  test('that are missing leave a new Rollout without pods, and say so', () => {
    const cluster = built(rollout('web', { strategy: { canary: { stableService: 'live' } } }));
    expect(named(cluster, 'web')?.pods).toEqual([]);
    expect(cluster.findings.filter(({ code }) => code === 'ROLLOUT_REFUSED').map(saidFinding)).toEqual([
      'Service live is not found: the Rollout’s controller refuses it (InvalidSpec), and a new one has no pods; give it, or name another',
    ]);
  });
});

describe('workloadRef', () => {
  const taking = (kind: string, more: object = {}) =>
    rollout('web', {
      template: undefined,
      selector: undefined,
      workloadRef: { apiVersion: 'apps/v1', kind, name: 'base', ...more },
    });
  const base = workload('Deployment', 'base', { spec: { replicas: 1 } });

  test('takes the template of a Deployment, and scales it down when told to', () => {
    const kept = built(base, taking('Deployment'));
    expect(named(kept, 'web')?.pods).toHaveLength(2);
    expect(named(kept, 'base')?.pods).toHaveLength(1);
    expect(kept.pods.find(({ workload: { name } }) => name === 'web')?.labels).toMatchObject({ app: 'base' });
    const gone = built(base, taking('Deployment', { scaleDown: 'onsuccess' }));
    expect(named(gone, 'base')?.pods).toEqual([]);
    expect(named(gone, 'web')?.pods).toHaveLength(2);
  });

  test('of what is not there makes nothing', () => {
    expect(named(built(taking('Deployment')), 'web')?.pods).toEqual([]);
  });
});

test('an edit gives what a new cluster has', () => {
  const strategy = { canary: { stableService: 'web' } };
  const before = buildCluster({ objects: [...nodes(2), rollout('web', { strategy }), service('web')] });
  const objects = [...nodes(2), rollout('web', { strategy, replicas: 4 }), service('web')];
  const edited = buildCluster({ objects, previous: before });
  const fresh = buildCluster({ objects });
  expect(edited.pods.map(({ name, ips }) => [name, ips])).toEqual(fresh.pods.map(({ name, ips }) => [name, ips]));
  expect(edited.service('default', 'web')?.endpoints(4)).toEqual(fresh.service('default', 'web')?.endpoints(4));
});
