import { expect, test, vi } from 'vitest';
import { createEngine } from '../../src/engine/routing/engine/create-engine.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { createBareSimulation as createSimulation } from '../whole-simulation.ts';
import { namedEdit } from '../named-edit.ts';

/** The page starts with an engine without programs. */
const wantsPrograms = ({ objects, overrides }: ScenarioDocument): boolean =>
  createEngine().lacks(objects, overrides).length > 0;

const NFTABLES = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', mode: 'nftables' };
const OBJECTS = [
  { ...NFTABLES, metadata: { name: 'config' } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80 }] }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  },
];
const REQUEST = { from: { pod: 'default/web' }, to: 'http://web.default/' };

test('of several KubeProxyConfigurations the last counts, as it does for the cluster', () => {
  const before = { ...NFTABLES, mode: 'iptables', metadata: { name: 'before' } };
  const [config, ...others] = OBJECTS;
  if (config === undefined) throw new Error('no configuration');
  expect(wantsPrograms({ ...EMPTY_DOCUMENT, objects: [before, config, ...others] })).toBe(true);
  expect(wantsPrograms({ ...EMPTY_DOCUMENT, objects: [config, before, ...others] })).toBe(false);
});

test('an edit to a mode that is not at hand is walked in iptables, says so, and again once the mode has come', async () => {
  const { document, playback } = createSimulation();
  document.getState().edit(namedEdit('Add'), () => ({ ...EMPTY_DOCUMENT, objects: OBJECTS }));
  playback.getState().send(REQUEST);
  const codes = () => playback.getState().result?.assumptions.map(({ code }) => code);
  expect(codes()).toContain('PROXY_MODE_REPLACED');
  await vi.waitFor(() => expect(codes()).not.toContain('PROXY_MODE_REPLACED'), { timeout: 20_000 });
  expect(document.getState().engine.lacks(OBJECTS, {})).toEqual([]);
});
