import { describe, expect, test, vi } from 'vitest';
import { readAddress } from '../../src/app/page/address.ts';
import { lessonQuery } from '../../src/app/page/page-address.ts';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import type { ScenarioDocument, SharedScenario } from '../../src/scenario/document/document.ts';
import { formatLook, restoreLook } from '../../src/scenario/lesson-address.ts';
import { formatStep, parseStep } from '../../src/scenario/step-text.ts';
import type { Simulation } from '../../src/simulation/workspace/simulation.ts';
import { showStoryStep } from '../../src/simulation/workspace/story.ts';
import { createSimulation } from '../whole-simulation.ts';
import { playToStop } from '../play-to-stop.ts';
import { namedEdit } from '../named-edit.ts';

async function openLesson(
  id: string,
): Promise<{ readonly simulation: Simulation; readonly document: ScenarioDocument }> {
  const lesson = await SCENARIOS.find((each) => each.id === id)?.load();
  if (lesson === undefined) throw new Error(`no lesson ${id}`);
  const document = { ...lesson, lesson: id };
  const simulation = createSimulation();
  simulation.open(document, { edit: namedEdit('Open'), clean: true, play: false });
  await simulation.opened();
  return { simulation, document };
}

/** There and back as the page does it: what somebody who opens the address has on the screen. */
async function readBack(simulation: Simulation): Promise<SharedScenario> {
  const { document } = simulation.document.getState();
  const look = formatLook(document, simulation.snapshot());
  if (look === undefined) throw new Error('no address');
  const address = readAddress({ search: `?${lessonQuery('any', look)}`, hash: '' });
  const { scenario, problems } = restoreLook(document, address.look ?? {});
  expect(problems).toEqual([]);
  const other = createSimulation();
  other.open({ ...scenario, document }, { edit: namedEdit('Open'), clean: true });
  await other.opened();
  return other.snapshot();
}

describe.each(SCENARIOS)('$id', ({ id }) => {
  test('every part of its story, at its step, at the start and further on, has an address that opens it', async () => {
    const { simulation, document } = await openLesson(id);
    const { playback, view } = simulation;
    for (const index of document.story.keys()) {
      showStoryStep(simulation, index);
      playToStop(playback);
      if (document.story[index]?.timeline !== undefined) {
        expect(await readBack(simulation)).toEqual(simulation.snapshot());
        await vi.waitFor(() => expect(simulation.session()).toBeDefined());
        simulation.session()?.tick(1234);
        simulation.session()?.changes.getState().pause();
      }
      expect(await readBack(simulation)).toEqual(simulation.snapshot());
      playback.getState().stepHop(1);
      playback.getState().stepCue(1);
      expect(await readBack(simulation)).toEqual(simulation.snapshot());
      playback.getState().seekCue(0);
      expect(await readBack(simulation)).toEqual(simulation.snapshot());
    }
    playback.getState().setSkipDns(!playback.getState().skipDns);
    const last = playback.getState().result?.outcomes.at(-1);
    if (last !== undefined) playback.getState().choose(last);
    playback.getState().pause();
    playback.getState().setSpeed(0.5);
    view.getState().setLens('wires');
    view.getState().select('Service/shop/cart & co');
    playback.getState().setDepth('rules');
    view.getState().look({ inspector: { tab: 'ip route', family: 6 }, reach: { from: '', to: 'shop' } });
    view.getState().fold('cause/X', true);
    expect(await readBack(simulation)).toEqual(simulation.snapshot());
  });
});

test('the address of a part says little more than its number and its step', async () => {
  const { simulation, document } = await openLesson('pod-to-service');
  showStoryStep(simulation, 2);
  playToStop(simulation.playback);
  const look = formatLook(document, simulation.snapshot());
  expect(look && lessonQuery('pod-to-service', look)).toBe('lesson=pod-to-service&part=3&step=1-request-2-translate');
  simulation.view.getState().setLens('wires');
  simulation.view.getState().select('Service/shop/cart');
  const closer = formatLook(document, simulation.snapshot());
  expect(closer && lessonQuery('pod-to-service', closer)).toMatch(/&lens=wires&select=Service\/shop\/cart$/);
});

test('a timeline, or a request that is not the lesson’s, has no address', async () => {
  const { simulation, document } = await openLesson('pod-to-service');
  simulation.playback.getState().send({ from: { pod: 'shop/frontend' }, to: 'http://cart/mine' }, { play: false });
  expect(formatLook(document, simulation.snapshot())).toBeUndefined();
  const [request] = document.requests;
  if (request !== undefined) simulation.playback.getState().send(request, { play: false });
  expect(formatLook(document, simulation.snapshot())).toBeDefined();
  const workload = { kind: 'Deployment', namespace: 'shop', name: 'cart' };
  await simulation.happen({ type: 'scale', workload, replicas: 1 });
  expect(formatLook(document, simulation.snapshot())).toBeUndefined();
});

test.each([
  [{ part: '99' }, 1],
  [{ part: 'three' }, 1],
  [{ part: '2', step: 'nowhere' }, 1],
  [{ request: '77' }, 1],
  [{ way: 'a.b', lens: 'x-ray', speed: 'fast' }, 0],
] as const)('%j opens as far as it can be understood', async (look, problems) => {
  const { document } = await openLesson('pod-to-service');
  const restored = restoreLook(document, look);
  expect(restored.scenario.document).toEqual(document);
  expect(restored.problems).toHaveLength(problems);
});

test('a step is written and read', () => {
  const step = { leg: 0, direction: 'reply', hop: 4, type: 'CONNTRACK', nth: 1 } as const;
  expect(formatStep(step)).toBe('1-reply-5-conntrack-2');
  expect(parseStep('1-reply-5-CONNTRACK-2')).toEqual(step);
});
