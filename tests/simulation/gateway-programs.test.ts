import { expect, test, vi } from 'vitest';
import { createEngine } from '../../src/engine/routing/engine/create-engine.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { createBareSimulation as createSimulation } from '../whole-simulation.ts';
import { gatewayOf, routeOf } from '../engine/routing/gateway/gateway-objects.ts';
import { shopObjects } from '../engine/routing/shop.ts';
import { namedEdit } from '../named-edit.ts';

/** The page starts with an engine without programs. */
const wantsPrograms = ({ objects, overrides }: ScenarioDocument): boolean =>
  createEngine().lacks(objects, overrides).length > 0;

test('a Gateway in an edited document is served once what serves it has come', async () => {
  const objects = shopObjects({ more: [gatewayOf(), routeOf('web')] });
  expect(wantsPrograms({ ...EMPTY_DOCUMENT, objects })).toBe(true);
  const { document, playback } = createSimulation();
  document.getState().edit(namedEdit('Add'), () => ({ ...EMPTY_DOCUMENT, objects }));
  expect(document.getState().router.cluster.gateways).toEqual([]);
  playback.getState().send({ from: { pod: 'shop/client' }, to: 'http://web/' });
  const codes = () => playback.getState().result?.assumptions.map(({ code }) => code);
  expect(codes()).toContain('GATEWAYS_NOT_LOADED');
  await vi.waitFor(() => expect(document.getState().router.cluster.gateways).toHaveLength(1), { timeout: 10_000 });
  await vi.waitFor(() => expect(codes()).not.toContain('GATEWAYS_NOT_LOADED'), { timeout: 20_000 });
  playback.getState().send({ from: { internet: true }, to: 'http://shop.example/', via: 'gateway/shop/edge' });
  expect(playback.getState().outcome?.http).toMatchObject({ status: 200, route: { name: 'web' } });
});
