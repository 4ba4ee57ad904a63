import { expect, test, vi } from 'vitest';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { FIRST_LESSON } from '../../src/lessons/catalog/first-lesson.ts';
import type { Simulation } from '../../src/simulation/workspace/simulation.ts';
import { showStoryStep } from '../../src/simulation/workspace/story.ts';
import { namedEdit } from '../named-edit.ts';
import { createSimulation } from '../whole-simulation.ts';

/** Frames of a second until the timeline stands. */
function playTimeline(simulation: Simulation): number {
  const session = simulation.session();
  let frames = 0;
  while (session?.changes.getState().playing === true) {
    session.tick(50);
    frames += 1;
  }
  return (frames * 50) / 1000;
}

async function openLesson(id: string): Promise<Simulation> {
  const document = await SCENARIOS.find((each) => each.id === id)?.load();
  if (document === undefined) throw new Error(`no lesson ${id}`);
  const simulation = createSimulation();
  simulation.open(document, { edit: namedEdit('Open'), clean: true });
  await simulation.opened();
  return simulation;
}

async function shown(simulation: Simulation, index: number): Promise<number> {
  if (index > 0) showStoryStep(simulation, index);
  await vi.waitFor(() => expect(simulation.session()?.changes.getState().playing).toBe(true));
  return playTimeline(simulation);
}

test('a rolling update plays part by part: the rollout, its gap, a moment within, and others with other clocks', async () => {
  const simulation = await openLesson('rolling-update');
  const changesOf = () => simulation.session()?.changes.getState();
  const rolledOut = () => JSON.stringify(changesOf()?.changes.map(({ change }) => change));
  const causes = () => simulation.playback.getState().outcome?.cause?.code;
  const { story } = simulation.document.getState().document;
  for (const [index, { timeline }] of story.entries()) {
    const seconds = await shown(simulation, index);
    const { open, delays, time } = changesOf() ?? {};
    expect(rolledOut(), `${index}`).toBe(JSON.stringify(timeline?.changes.map(({ change }) => change)));
    expect(time?.(), `${index}`).toBe(timeline?.until ?? open?.timeline.duration);
    expect(delays?.proxySyncOn, `${index}`).toEqual(timeline?.delays?.proxySyncOn ?? {});
    expect(simulation.playback.getState().playing).toBe(false);
    // Whoever goes on in the same rollout waits for two seconds at most.
    const isSame =
      index > 0 && JSON.stringify(timeline?.changes) === JSON.stringify(story[index - 1]?.timeline?.changes);
    if (isSame && timeline?.delays === undefined) expect(seconds, `${index}`).toBeLessThanOrEqual(2.1);
    // "Stop in the gap": the rules of this moment are old.
    expect(causes(), `${index}`).toBe(index === 2 ? 'STALE_ENDPOINTS' : undefined);
  }
});

test('what somebody went on from before it was fetched is told no more, and another lesson closes it', async () => {
  const simulation = await openLesson('rolling-update');
  showStoryStep(simulation, 4);
  await vi.waitFor(() => expect(simulation.session()?.changes.getState().open).toBeDefined());
  expect(JSON.stringify(simulation.snapshot().timeline)).toContain('payment');
  const other = await FIRST_LESSON.load();
  simulation.open(other, { edit: namedEdit('Open'), clean: true });
  await simulation.opened();
  expect(simulation.snapshot().timeline).toBeUndefined();
});

test('where all is to stand still, the timeline stands at the moment that the part is about', async () => {
  const simulation = await openLesson('rolling-update');
  showStoryStep(simulation, 2, { play: false });
  await vi.waitFor(() => expect(simulation.session()?.changes.getState().open).toBeDefined());
  const { playing, time } = simulation.session()?.changes.getState() ?? {};
  expect([playing, time?.()]).toEqual([false, 13_500]);
});
