import { expect, test, vi } from 'vitest';
import { createEngine } from '../../src/engine/routing/engine/create-engine.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { createBareSimulation as createSimulation } from '../whole-simulation.ts';
import { shopObjects } from '../engine/routing/shop.ts';
import { namedEdit } from '../named-edit.ts';

/** The page starts with an engine without programs. */
const wantsPrograms = ({ objects, overrides }: ScenarioDocument): boolean =>
  createEngine().lacks(objects, overrides).length > 0;

const INGRESS = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'edge', namespace: 'shop' },
  spec: {
    rules: [
      {
        host: 'shop.example',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
        },
      },
    ],
  },
};

test('an Ingress in an edited document is served once what serves it has come', async () => {
  const objects = shopObjects({ more: [INGRESS] });
  expect(wantsPrograms({ ...EMPTY_DOCUMENT, objects })).toBe(true);
  expect(wantsPrograms({ ...EMPTY_DOCUMENT, objects: shopObjects() })).toBe(false);
  const { document, playback } = createSimulation();
  document.getState().edit(namedEdit('Add'), () => ({ ...EMPTY_DOCUMENT, objects }));
  expect(document.getState().router.cluster.ingresses).toEqual([]);
  playback.getState().send({ from: { pod: 'shop/client' }, to: 'http://web/' });
  const codes = () => playback.getState().result?.assumptions.map(({ code }) => code);
  expect(codes()).toContain('INGRESSES_NOT_LOADED');
  await vi.waitFor(() => expect(document.getState().router.cluster.ingresses).toHaveLength(1), { timeout: 10_000 });
  await vi.waitFor(() => expect(codes()).not.toContain('INGRESSES_NOT_LOADED'), { timeout: 20_000 });
  playback.getState().send({ from: { internet: true }, to: 'http://shop.example/', via: 'ingress/shop/edge' });
  expect(playback.getState().outcome?.http).toMatchObject({ status: 200, route: { name: 'edge' } });
});
