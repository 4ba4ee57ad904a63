import { expect, test } from 'vitest';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { cueOf } from '../../src/simulation/playback/step-address.ts';
import { showStoryStep } from '../../src/simulation/workspace/story.ts';
import { suggestRequests } from '../../src/simulation/views/request-suggestions.ts';
import { createSimulation } from '../whole-simulation.ts';
import { playToStop } from '../play-to-stop.ts';
import { namedEdit } from '../named-edit.ts';

test.each(SCENARIOS)('$title: every suggested request can be walked', async ({ load }) => {
  const { document, playback } = createSimulation({ initial: await load() });
  const suggested = suggestRequests(document.getState().router.cluster);
  expect(suggested.length).toBeGreaterThan(0);
  for (const request of suggested) {
    playback.getState().send(request);
    expect(playback.getState().error).toBeUndefined();
    expect(playback.getState().timeline?.cues.length).toBeGreaterThan(0);
  }
});

test.each(SCENARIOS)('$title: every part of the story shows a walk, at its step', async ({ load }) => {
  const scenario = await load();
  const simulation = createSimulation();
  simulation.open(scenario, { edit: namedEdit('Open'), clean: true });
  for (const [index, step] of scenario.story.entries()) {
    showStoryStep(simulation, index);
    playToStop(simulation.playback);
    const { cue, timeline, playing, error } = simulation.playback.getState();
    expect(error).toBeUndefined();
    if (step.step === undefined) continue;
    expect(timeline && cueOf(timeline, step.step)).toBe(cue);
    expect(playing).toBe(false);
  }
});

test('moments of real walks survive a snapshot', async () => {
  for (const { load } of SCENARIOS) {
    const first = createSimulation();
    first.open(await load(), { edit: namedEdit('Open'), clean: true });
    first.playback.getState().seekCue(7);
    const second = createSimulation();
    second.open(first.snapshot(), { edit: namedEdit('Open'), clean: true });
    expect(second.snapshot()).toEqual(first.snapshot());
  }
});
