import { describe, expect, test } from 'vitest';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { restoreScenario } from '../../src/scenario/restore/restore.ts';
import type { Simulation } from '../../src/simulation/workspace/simulation.ts';
import { cueOf } from '../../src/simulation/playback/step-address.ts';
import { showStoryStep } from '../../src/simulation/workspace/story.ts';
import { createViewStore } from '../../src/simulation/stores/view-store.ts';
import { createTimeline } from '../../src/simulation/playback/timeline.ts';
import { createSimulation } from '../whole-simulation.ts';
import { playToStop } from '../play-to-stop.ts';
import { namedEdit } from '../named-edit.ts';

const CART = { kind: 'Deployment', namespace: 'shop', name: 'cart' } as const;

async function openLesson(id: string): Promise<Simulation> {
  const simulation = createSimulation();
  const lesson = await SCENARIOS.find((each) => each.id === id)?.load();
  if (lesson === undefined) throw new Error(`no lesson ${id}`);
  simulation.open(lesson, { edit: namedEdit('Open'), clean: true, play: false });
  await simulation.opened();
  return simulation;
}

/** As a file or this browser hands it on. */
async function openCopy({ snapshot }: Simulation, into = createSimulation()): Promise<Simulation> {
  const { scenario, problems } = restoreScenario(JSON.parse(JSON.stringify(snapshot())));
  expect(problems).toEqual([]);
  into.open(scenario, { edit: namedEdit('Open the link'), clean: true });
  await into.opened();
  return into;
}

/** The timeline as data: what happens when, and where the cursor stands. */
function timelineOf({ session }: Simulation): unknown {
  const { open, happened, time, speed, playing, delays } = session()?.changes.getState() ?? {};
  const { request, rate } = session()?.traffic.getState() ?? {};
  return { events: open?.timeline.events, happened, time: time?.(), speed, playing, delays, request, rate };
}

test.each(SCENARIOS)('$id: its third part, looked at closely, is opened as it was', async ({ id }) => {
  const simulation = await openLesson(id);
  const { playback, view } = simulation;
  showStoryStep(simulation, 2);
  playback.getState().pause();
  playback.getState().stepHop(1);
  playback.getState().stepCue(1);
  playback.getState().setSpeed(2);
  view.getState().setLens('wires');
  view.getState().select('Node/node-1');
  playback.getState().setDepth('rules');
  view.getState().look({ inspector: { tab: 'iptables-save', filter: 'KUBE' }, reach: { from: 'shop' } });
  view.getState().fold('assumptions', true);
  const copy = await openCopy(simulation);
  expect(copy.snapshot()).toEqual(simulation.snapshot());
  expect(copy.snapshot()).toMatchObject({ part: 2, lens: 'wires', depth: 'rules' });
  expect(copy.playback.getState().cue).toBe(playback.getState().cue);
  expect(copy.playback.getState().timeline?.cues.length).toBe(playback.getState().timeline?.cues.length);
});

test('the name lookup stays in the walk', async () => {
  const simulation = await openLesson('what-a-name-costs');
  showStoryStep(simulation, 1);
  const copy = await openCopy(simulation);
  expect(copy.playback.getState()).toMatchObject({ skipDns: false, cue: simulation.playback.getState().cue });
  expect(copy.playback.getState().timeline?.cues.length).toBe(simulation.playback.getState().timeline?.cues.length);

  // And is gone where it was not: what was seen before does not shine through.
  const plain = await openCopy(await openLesson('pod-to-service'), copy);
  expect(plain.playback.getState().skipDns).toBe(true);
});

describe('a timeline', () => {
  async function rollOut(): Promise<Simulation> {
    const simulation = await openLesson('rolling-update');
    showStoryStep(simulation, 2);
    await simulation.happen({ type: 'roll-out', workload: CART });
    const session = simulation.session();
    session?.traffic.getState().setRate(10);
    session?.changes.getState().setDelays({ proxySyncOn: { 'node-1': 4000 } });
    session?.changes.getState().setSpeed(4);
    session?.changes.getState().seek(4321.7);
    await simulation.happen({ type: 'delete-pod', namespace: 'shop', pod: 'frontend' });
    for (let frame = 0; frame < 8; frame += 1) session?.tick(16.7);
    simulation.view.getState().look({ panel: 'events' });
    return simulation;
  }

  test('shared while it plays stands still at the same moment, with the same events, rate and walk', async () => {
    const simulation = await rollOut();
    expect(simulation.session()?.changes.getState().playing).toBe(true);
    const copy = await openCopy(simulation);
    expect(copy.snapshot()).toEqual(simulation.snapshot());
    expect(copy.session()?.changes.getState().playing).toBe(false);
    simulation.session()?.changes.getState().pause();
    const shown = timelineOf(copy) as { time: number };
    expect(shown).toEqual({ ...(timelineOf(simulation) as object), time: shown.time });
    expect(Math.abs(shown.time - (simulation.session()?.changes.getState().time() ?? 0))).toBeLessThan(1);
    expect(podsOf(copy)).toEqual(podsOf(simulation));
    expect(copy.playback.getState().result?.outcomes).toEqual(simulation.playback.getState().result?.outcomes);
    expect(copy.playback.getState().outcome?.choices).toEqual(simulation.playback.getState().outcome?.choices);
    expect(copy.view.getState()).toMatchObject({ timeline: true, panel: 'events' });
  });

  test('comes back when the opening that took its place is undone, and goes with it', async () => {
    const simulation = await rollOut();
    simulation.session()?.changes.getState().pause();
    const before = simulation.snapshot();
    await openCopy(await openLesson('broken-shop'), simulation);
    expect(simulation.snapshot().timeline).toBeUndefined();
    expect(simulation.view.getState().timeline).toBe(false);
    simulation.document.getState().undo();
    expect(simulation.snapshot()).toEqual(before);
    expect(simulation.view.getState().timeline).toBe(true);
  });

  test('of a scenario that is opened while another is being fetched never appears', async () => {
    const simulation = createSimulation();
    simulation.open((await rollOut()).snapshot(), { edit: namedEdit('first'), clean: true });
    const last = (await openLesson('broken-shop')).snapshot();
    simulation.open(last, { edit: namedEdit('last'), clean: true });
    await simulation.opened();
    await Promise.resolve();
    expect(simulation.snapshot()).toEqual(last);
  });
});

test('a step is found again when steps before it are gone', async () => {
  const simulation = await openLesson('pod-to-service');
  showStoryStep(simulation, 2);
  playToStop(simulation.playback);
  const { timeline } = simulation.playback.getState();
  const step = simulation.snapshot().step;
  if (timeline === undefined || step === undefined) throw new Error('no walk');
  expect(step).toMatchObject({ type: 'TRANSLATE', direction: 'request' });
  const cue = timeline.cues[cueOf(timeline, step) ?? -1];
  const { legs } = timeline.outcome;
  const hops = legs.map((leg) => ({
    ...leg,
    request: {
      ...leg.request,
      hops: leg.request.hops.map((hop) => ({ ...hop, steps: hop.steps.filter(({ type }) => type !== 'RULE') })),
    },
  }));
  const shorter = createTimeline({ ...timeline.outcome, legs: hops }, { skipDns: true });
  const found = shorter.cues[cueOf(shorter, step) ?? -1];
  expect(shorter.cues.length).toBeLessThan(timeline.cues.length);
  expect(found).toMatchObject({ namespace: cue?.namespace, packet: cue?.packet });
});

function podsOf({ document }: Simulation): unknown {
  const { pods } = document.getState().router.cluster;
  return pods.map(({ namespace, name, nodeName, ips, phase, ready }) => [namespace, name, nodeName, ips, phase, ready]);
}

test('of messages what went wrong stays longest', () => {
  const view = createViewStore();
  const say = (tone: 'error' | 'info', text: string) => view.getState().toast({ tone, text });
  say('error', 'storage is full');
  for (const text of ['one', 'two', 'three']) say('info', text);
  expect(view.getState().toasts.map(({ text }) => text)).toEqual(['storage is full', 'two', 'three']);
  for (const text of ['worse', 'worst', 'lost']) say('error', text);
  expect(view.getState().toasts.map(({ text }) => text)).toEqual(['worse', 'worst', 'lost']);
});
