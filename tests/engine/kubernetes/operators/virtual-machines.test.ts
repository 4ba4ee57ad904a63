import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { saidFinding } from '../../../support/said.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { nodes, pod, service } from '../objects.ts';

const MACHINE = {
  domain: { devices: { interfaces: [{ name: 'default', masquerade: {}, ports: [{ name: 'ssh', port: 22 }] }] } },
  networks: [{ name: 'default', pod: {} }],
};
const of = (kind: string, name: string, spec: object, more: object = {}): RawObject => ({
  apiVersion: 'kubevirt.io/v1',
  kind,
  metadata: { name, namespace: 'default' },
  spec,
  ...more,
});
const machine = (spec: object = {}, more: object = {}) =>
  of(
    'VirtualMachine',
    'db',
    { runStrategy: 'Always', template: { metadata: { labels: { app: 'db' } }, spec: MACHINE }, ...spec },
    more,
  );
const built = (...objects: readonly RawObject[]) => buildCluster({ objects: [...nodes(2), ...objects] });
const podsOf = (cluster: ReturnType<typeof built>) =>
  cluster.pods.filter(({ assumed }) => assumed === undefined).map(({ name }) => name);

test('a machine that runs is behind the address of its virt-launcher pod, which Services select', () => {
  const cluster = built(machine(), service('db', { ports: [{ port: 22, targetPort: 'ssh' }] }));
  const [launcher = ''] = podsOf(cluster);
  expect(launcher).toMatch(/^virt-launcher-db-.{5}$/);
  expect(cluster.pod('default', launcher)).toMatchObject({
    labels: { app: 'db', 'kubevirt.io': 'virt-launcher' },
    workload: { kind: 'VirtualMachineInstance', name: 'db' },
  });
  const to = `tcp://${cluster.service('default', 'db')?.clusterIPs[0]}:22`;
  const traced = createRouter(cluster).trace({ from: { node: 'node-1' }, to });
  if (!traced.ok) throw new Error(traced.error.code);
  expect(traced.value.verdict).toBe('REACHABLE');
  expect(traced.value.assumptions).toContainEqual({
    code: 'PODS_ASSUMED',
    detail: { is: 'OPERATOR', object: { kind: 'VirtualMachine', namespace: 'default', name: 'db' } },
  });
});

test('what the interface does not list gets to no machine, whatever Services send there', () => {
  const other = { ports: [{ name: 'web', port: 80 }] };
  const verdictOf = (...objects: readonly RawObject[]) => {
    const cluster = built(...objects, service('db', other));
    const to = `tcp://${cluster.service('default', 'db')?.clusterIPs[0]}:80`;
    const traced = createRouter(cluster).trace({ from: { node: 'node-1' }, to });
    return traced.ok && [traced.value.verdict, traced.value.outcomes[0]?.cause?.code];
  };
  expect(verdictOf(machine())).toEqual(['UNREACHABLE', 'NOTHING_LISTENS']);
  const open = { domain: { devices: { interfaces: [{ name: 'default', masquerade: {} }] } } };
  const all = { template: { metadata: { labels: { app: 'db' } }, spec: { ...MACHINE, ...open } } };
  expect(verdictOf(machine(all))).toEqual(['REACHABLE', undefined]);
});

describe('whether a machine runs', () => {
  test.each([
    [{ runStrategy: 'Halted' }, undefined, 0],
    [{ runStrategy: 'Manual' }, undefined, 0],
    [{ runStrategy: 'Manual' }, 'Running', 1],
    [{ runStrategy: 'Once' }, undefined, 1],
    [{ runStrategy: undefined, running: true }, undefined, 1],
    [{ runStrategy: undefined, running: false }, undefined, 0],
    [{ runStrategy: 'Always' }, 'Stopped', 1],
    [{ runStrategy: 'RerunOnFailure' }, 'Stopped', 0],
    [{ runStrategy: 'Always' }, 'ErrorUnschedulable', 0],
  ])('%j, told to be %s: %i pods', (spec, printableStatus, count) => {
    const status = printableStatus === undefined ? {} : { status: { printableStatus } };
    expect(podsOf(built(machine(spec, status)))).toHaveLength(count);
  });
});

describe('a Service of a machine that does not run names it', () => {
  const failing = (spec: object, printableStatus?: string) => {
    const status = printableStatus === undefined ? {} : { status: { printableStatus } };
    const cluster = built(machine(spec, status), service('db', { ports: [{ port: 22, targetPort: 'ssh' }] }));
    const request = { from: { node: 'node-1' }, to: `tcp://${cluster.service('default', 'db')?.clusterIPs[0]}:22` };
    const router = createRouter(cluster);
    const traced = router.trace(request);
    const cause = traced.ok ? traced.value.outcomes[0]?.cause : undefined;
    if (cause === undefined || cause === null) throw new Error('it does not fail');
    return router.tryFix(request, cause);
  };

  test.each<[object, string | undefined, string]>([
    [{ runStrategy: 'Halted' }, undefined, 'runStrategy'],
    [{ runStrategy: 'Halted' }, 'Stopped', 'runStrategy'],
    [{ runStrategy: 'RerunOnFailure' }, 'Stopped', 'runStrategy'],
    [{ runStrategy: undefined, running: false }, 'Stopped', 'running'],
  ])('%j, told to be %s: the fix starts it', (spec, status, field) => {
    const { detail, fix } = failing(spec, status);
    expect(detail).toMatchObject({ is: 'MACHINE_STOPPED', machine: 'db', field });
    expect(fix).toMatchObject({ path: ['spec', field], value: field === 'running' ? true : 'Always' });
  });

  test('what hinders one that is to run is not known', () => {
    const cause = failing({ runStrategy: 'Always' }, 'ErrorUnschedulable');
    expect(cause).toMatchObject({ detail: { is: 'MACHINE_STOPPED', status: 'ErrorUnschedulable' } });
    expect(cause.fix).toBeUndefined();
  });
});

test('what is given is not made twice: an instance, a pod', () => {
  const owner = (kind: string) => [{ kind, name: 'db', controller: true }];
  const instance = of('VirtualMachineInstance', 'db', MACHINE, { status: { phase: 'Running' } });
  const owned = { ...instance, metadata: { ...instance.metadata, ownerReferences: owner('VirtualMachine') } };
  const both = built(machine(), owned);
  expect(podsOf(both)).toHaveLength(1);
  expect(both.workloads.find(({ name }) => name === 'db')).toMatchObject({ kind: 'VirtualMachine' });
  const launcher = pod('virt-launcher-db-abcde', { labels: { app: 'db' } });
  const given = { ...launcher, metadata: { ...launcher.metadata, ownerReferences: owner('VirtualMachineInstance') } };
  expect(podsOf(built(machine(), owned, given))).toEqual(['virt-launcher-db-abcde']);
  expect(podsOf(built(machine(), given))).toEqual(['virt-launcher-db-abcde']);
  expect(podsOf(built({ ...instance, status: { phase: 'Succeeded' } }))).toEqual([]);
});

test('a machine on other networks alone has no pod to be reached at, and says so', () => {
  const spec = { ...MACHINE, networks: [{ name: 'default', multus: { networkName: 'lan' } }] };
  const cluster = built(machine({ template: { spec } }));
  expect(podsOf(cluster)).toEqual([]);
  expect(cluster.findings.filter(({ code }) => code === 'MACHINE_OFF_POD_NETWORK').map(saidFinding)).toEqual([
    'no network of the virtual machine is the pod network: what is sent to the address of its pod does not reach it, and no pod is made here',
  ]);
});
