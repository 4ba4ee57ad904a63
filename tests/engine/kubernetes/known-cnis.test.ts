import { expect, test } from 'vitest';
import type { CniDefinition } from '../../../src/engine/dataplane/cni/wiring/cni-program.ts';
import { CNIS } from '../../../src/engine/dataplane/cni/cnis.ts';
import { createBridge } from '../../../src/engine/dataplane/cni/wiring/bridge.ts';
import type { ClusterOverrides } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { createEngine } from '../../../src/engine/routing/engine/create-engine.ts';
import { NO_PROGRAMS } from '../../../src/engine/routing/engine/programs.ts';
import { withCnis } from '../../../src/engine/routing/engine/with-cnis.ts';
import { buildCluster } from '../../whole-engine.ts';

const ALL = Object.entries<CniDefinition>(CNIS);

/** What stands more than once. */
const repeated = (texts: readonly string[]): readonly string[] =>
  texts.filter((text, at) => texts.indexOf(text) !== at);

test('every name and every cloud is of one CNI', () => {
  expect(repeated(ALL.flatMap(([name, { aliases = [] }]) => [name, ...aliases]))).toEqual([]);
  expect(repeated(ALL.flatMap(([, { usualOf = [] }]) => usualOf))).toEqual([]);
  for (const [name, { aliases = [] }] of ALL)
    for (const alias of [name, ...aliases])
      expect(buildCluster({ objects: [], overrides: { cni: ` ${alias.toUpperCase()}` } }).settings.cni).toBe(name);
});

test('of CNIs with the same DaemonSet, all but the first say when they fit', () => {
  const daemonSets = new Set(ALL.flatMap(([, facts]) => facts.daemonSets ?? []));
  for (const daemonSet of daemonSets) {
    const [first, ...rest] = ALL.filter(([, facts]) => facts.daemonSets?.includes(daemonSet));
    expect(first?.[1].fits, daemonSet).toBeUndefined();
    expect(
      rest.filter(([, { fits }]) => fits === undefined).map(([name]) => name),
      daemonSet,
    ).toEqual([]);
  }
});

test('Canal enforces policies by each of its names, flannel alone does not', () => {
  const ignored = (objects: readonly RawObject[], cni?: string) =>
    buildCluster({ objects, overrides: cni === undefined ? {} : { cni } }).settings.policiesIgnored;
  const daemonSet = (name: string) => ({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name } });
  expect([ignored([], 'flannel'), ignored([], 'canal')]).toEqual([true, undefined]);
  const names = ['kube-flannel-ds', 'canal', 'rke2-canal'];
  expect(names.map((name) => ignored([daemonSet(name)]))).toEqual([true, undefined, undefined]);
});

test('the VPC CNI enforces policies when its agent is told to', () => {
  const agent = (args: readonly string[]) => ({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'aws-node', namespace: 'kube-system' },
    spec: { template: { spec: { containers: [{ name: 'aws-eks-nodeagent', args }] } } },
  });
  const ignored = (args: readonly string[]) => buildCluster({ objects: [agent(args)] }).settings.policiesIgnored;
  expect(ignored(['--enable-network-policy=true'])).toBeUndefined();
  expect(ignored(['--enable-network-policy=false'])).toBe(true);
});

test('what a cloud has switched off says by what it is switched on', () => {
  const settingsOf = (overrides: ClusterOverrides, objects: readonly RawObject[] = []) =>
    buildCluster({ objects, overrides }).settings;
  expect(settingsOf({ cni: 'aws-vpc' }).policySwitch).toBe('enableNetworkPolicy');
  expect(settingsOf({ cni: 'gke' }).policySwitch).toBe('--enable-network-policy');
  expect(settingsOf({ cloud: 'gke' })).toMatchObject({ cni: 'gke', policiesIgnored: true });
  expect(settingsOf({ cloud: 'aks' }).policySwitch).toBe('--network-policy');
  for (const cni of ['flannel', 'bridge']) expect(settingsOf({ cni }).policySwitch).toBeUndefined();
  const calico = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'calico-node', namespace: 'kube-system' },
  };
  for (const overrides of [{ cni: 'gke' }, { cloud: 'gke' }] as const) {
    const { policiesIgnored, policySwitch } = settingsOf(overrides, [calico]);
    expect([policiesIgnored, policySwitch]).toEqual([undefined, undefined]);
  }
});

test('Calico on GKE only enforces policies', () => {
  const objects = [
    { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec: { providerID: 'gce://a/b/c' } },
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'calico-node', namespace: 'kube-system' } },
  ];
  const { settings, assumptions } = buildCluster({ objects });
  expect([settings.cni, settings.policiesIgnored]).toEqual(['gke', undefined]);
  expect(assumptions.map(({ code }) => code)).not.toContain('CNI_ASSUMED');
});

test('an engine tells the CNIs it was handed and no others, for which it says that a bridge stands in', () => {
  const own: CniDefinition = { program: (input) => createBridge(input), daemonSets: ['own-agent'], aliases: ['mine'] };
  const engine = createEngine(withCnis(NO_PROGRAMS, { own }));
  const replaced = (cni: string) =>
    engine.buildCluster({ objects: [], overrides: { cni } }).assumptions.some(({ code }) => code === 'CNI_REPLACED');
  expect(['own', 'mine', 'calico', 'toString'].map(replaced)).toEqual([false, false, true, true]);
  expect(engine.lacks([], { cni: 'own' })).toEqual([]);
});

test('a CNI without its program does not compile', () => {
  // @ts-expect-error it would have to be walked as something else
  const half: CniDefinition = { daemonSets: ['half'] };
  expect(half.program).toBeUndefined();
});
