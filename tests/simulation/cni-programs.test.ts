import { expect, test, vi } from 'vitest';
import { hintsAtNetwork } from '../../src/engine/kubernetes/nodes/network-detector.ts';
import { CNIS } from '../../src/engine/dataplane/cni/cnis.ts';
import type { CniDefinition } from '../../src/engine/dataplane/cni/wiring/cni-program.ts';
import { createEngine } from '../../src/engine/routing/engine/create-engine.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { createBareSimulation as createSimulation } from '../whole-simulation.ts';
import { namedEdit } from '../named-edit.ts';

/** The page starts with an engine without programs. */
const wantsPrograms = ({ objects, overrides }: ScenarioDocument): boolean =>
  createEngine().lacks(objects, overrides).length > 0;

const daemon = (name: string) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, namespace: 'kube-system' },
});
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default' },
  spec: { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80 }] }] },
};

test('every DaemonSet by which a CNI is known makes the page fetch the CNIs', () => {
  const known = Object.values<CniDefinition>(CNIS).flatMap(({ daemonSets }) => daemonSets ?? []);
  expect(known.filter((name) => !hintsAtNetwork(daemon(name)))).toEqual([]);
  expect(hintsAtNetwork({ ...daemon('calico-node'), kind: 'Deployment' })).toBe(false);
  const named = (name: string, spec = {}) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, spec });
  const node = (providerID: string) => named('n', { providerID });
  expect(['aws:///a', 'gce://a', 'azure:///a'].every((id) => hintsAtNetwork(node(id)))).toBe(true);
  const local = [node('kind://docker/a'), named('docker-desktop'), named('k3d-a-server-0'), named('minikube')];
  expect(local.every(hintsAtNetwork)).toBe(true);
  expect(hintsAtNetwork(named('node-1', { podCIDR: '10.244.1.0/24' }))).toBe(false);
});

test('a document with a CNI wants the programs; an edit to one is walked on a bridge, says so, and again once it has come', async () => {
  const document = { ...EMPTY_DOCUMENT, objects: [POD] };
  expect(wantsPrograms(document)).toBe(false);
  expect(wantsPrograms({ ...document, overrides: { cni: 'calico' } })).toBe(true);
  expect(wantsPrograms({ ...document, overrides: { cloud: 'gke' } })).toBe(true);
  const { document: store, playback } = createSimulation();
  store.getState().edit(namedEdit('Add'), () => ({ ...document, overrides: { cni: 'calico' } }));
  playback.getState().send({ from: { pod: 'default/web' }, to: 'tcp://8.8.8.8:53' });
  const codes = () => playback.getState().result?.assumptions.map(({ code }) => code);
  const device = () => store.getState().router.network.namespace('node/node-1')?.interfaces()[2]?.name ?? '';
  expect(codes()).toContain('CNI_REPLACED');
  await vi.waitFor(() => expect(codes()).not.toContain('CNI_REPLACED'), { timeout: 20_000 });
  expect(
    store
      .getState()
      .router.network.namespace('node/node-1')
      ?.interfaces()
      .some(({ name }) => name === 'cbr0'),
  ).toBe(false);
  expect(device()).not.toBe('cbr0');
});
