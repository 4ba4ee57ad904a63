import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { reachRemarks } from '../../../../src/engine/routing/unread/reach-remarks.ts';
import { sayAssumption } from '../../../../src/narration/en/findings/assumptions.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { nodes, pod, service, workload } from '../objects.ts';

const of = (apiVersion: string, kind: string, name: string, spec: object = {}): RawObject => ({
  ...workload(kind, name, { spec: { replicas: 2, ...spec } }),
  apiVersion,
});
const owned = (object: RawObject, kind: string, name: string): RawObject => ({
  ...object,
  metadata: { ...object.metadata, ownerReferences: [{ kind, name, controller: true }] },
});
const built = (...objects: readonly RawObject[]) => buildCluster({ objects: [...nodes(2), ...objects] });
const named = ({ workloads }: ReturnType<typeof built>, name: string) => workloads.find((each) => each.name === name);
const cloneSet = of('apps.kruise.io/v1alpha1', 'CloneSet', 'web');

test('an object of a kind that is not read has the pods of its template, and what meets them says so', () => {
  const cluster = built(cloneSet, service('web'));
  expect(named(cluster, 'web')).toMatchObject({ kind: 'CloneSet', replicas: 2 });
  const traced = createRouter(cluster).trace({
    from: { node: 'node-1' },
    to: `http://${cluster.service('default', 'web')?.clusterIPs[0]}/`,
  });
  if (!traced.ok) throw new Error(traced.error.code);
  expect(traced.value.verdict).toBe('REACHABLE');
  expect(traced.value.notConsidered).toBeUndefined();
  expect(traced.value.assumptions.filter(({ code }) => code === 'PODS_ASSUMED').map(sayAssumption)).toEqual([
    'CloneSet default/web is of a kind that is not read; it is taken to have pods of its template, as many as its replicas say.',
  ]);
  expect(reachRemarks(cluster)).toEqual([]);
});

test('what meets none of them does not rest on them', () => {
  const cluster = built(cloneSet, pod('other'), service('other', { ports: [{ port: 80 }] }));
  const to = `http://${cluster.service('default', 'other')?.clusterIPs[0]}/`;
  const traced = createRouter(cluster).trace({ from: { node: 'node-1' }, to });
  expect(traced.ok && traced.value.assumptions.map(({ code }) => code)).not.toContain('PODS_ASSUMED');
});

test('pods that are given are not made twice', () => {
  const given = ['a', 'b'].map((each) => owned(pod(`web-${each}`, { labels: { app: 'web' } }), 'CloneSet', 'web'));
  expect(named(built(cloneSet, ...given), 'web')?.pods).toEqual(['web-a', 'web-b']);
  expect(named(built({ ...cloneSet, status: { replicas: 1 } }), 'web')?.pods).toHaveLength(1);
});

test('a workload or another such object that is given makes the pods of its owner', () => {
  const set = owned(workload('StatefulSet', 'db', { spec: { replicas: 1 } }), 'Database', 'db');
  const cluster = built(of('db.example/v1', 'Database', 'db'), set);
  expect(cluster.pods.flatMap(({ name }) => (name.startsWith('db') ? [name] : []))).toEqual(['db-0']);
  const inner = owned(of('db.example/v1', 'Shard', 'inner'), 'Database', 'db');
  const both = built(of('db.example/v1', 'Database', 'db'), inner);
  expect(named(both, 'inner')).toBeUndefined();
  expect(named(both, 'db')?.pods).toHaveLength(2);
});

test('pods of a DeploymentConfig come through the ReplicationController of its version', () => {
  const config = of('apps.openshift.io/v1', 'DeploymentConfig', 'web', { selector: { app: 'web' } });
  const cluster = built({ ...config, status: { latestVersion: 3, replicas: 2 } });
  const made = cluster.pods.find(({ workload: { kind } }) => kind === 'DeploymentConfig');
  expect(made?.name).toMatch(/^web-3-.{5}$/);
  expect(made?.labels).toMatchObject({ app: 'web', deployment: 'web-3', deploymentconfig: 'web' });
  expect(named(built(config), 'web')?.pods[0]).toMatch(/^web-1-/);
});

test('kinds that go by the name of a workload make pods as that does; a DaemonSet one on each node, a StatefulSet numbered ones', () => {
  const cluster = built(
    of('apps.kruise.io/v1alpha1', 'DaemonSet', 'agent'),
    of('apps.kruise.io/v1beta1', 'StatefulSet', 'db'),
  );
  const places = cluster.pods.flatMap(({ name, nodeName }) => (name.startsWith('agent-') ? [nodeName] : []));
  expect(places).toHaveLength(2);
  expect(new Set(places)).toEqual(new Set(['node-1', 'node-2']));
  expect(named(cluster, 'db')?.pods).toEqual(['db-0', 'db-1']);
});

test('a template of machines is none of pods, and templates below one for each task are not read', () => {
  const bare = (apiVersion: string, kind: string, spec: object): RawObject => ({
    apiVersion,
    kind,
    metadata: { name: kind.toLowerCase() },
    spec,
  });
  const pool = bare('cluster.x-k8s.io/v1beta1', 'MachinePool', {
    replicas: 3,
    template: { spec: { clusterName: 'c' } },
  });
  const template = { metadata: { labels: { app: 'job' } }, spec: { containers: [{ name: 'w', image: 'w' }] } };
  const job = bare('batch.volcano.sh/v1alpha1', 'Job', { tasks: [{ name: 'w', replicas: 2, template }] });
  const cluster = built(pool, job, service('job'));
  expect(cluster.pods.filter(({ assumed }) => assumed === undefined)).toEqual([]);
  const traced = createRouter(cluster).trace({
    from: { node: 'node-1' },
    to: `http://${cluster.service('default', 'job')?.clusterIPs[0]}/`,
  });
  if (!traced.ok) throw new Error(traced.error.code);
  expect(traced.value.verdict).toBe('UNDETERMINED');
  expect(traced.value.notConsidered?.map(({ object }) => object.kind)).toEqual(['Job']);
});

test('kinds that cannot change the fate of a packet make none', () => {
  const cluster = built(of('v1', 'PodTemplate', 'web'));
  expect(named(cluster, 'web')).toBeUndefined();
});
