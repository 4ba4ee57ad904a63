import { expect, test } from 'vitest';
import { POD_TO_SERVICE } from '../../src/lessons/pod-to-service.ts';
import { beatAt, createTimeline, cueStep } from '../../src/simulation/playback/timeline.ts';
import { createSimulation } from '../whole-simulation.ts';

function story() {
  const simulation = createSimulation({ initial: POD_TO_SERVICE });
  const { playback } = simulation;
  const [request] = POD_TO_SERVICE.requests;
  if (request === undefined) throw new Error('no request');
  playback.getState().send(request, { choices: [] });
  return playback;
}

test('a cue is on for the beat that is told, each beat ends at its last mark, and their cues follow each other', () => {
  const { timeline } = story().getState();
  if (timeline === undefined) throw new Error('no walk');
  let next = 0;
  for (const beat of timeline.beats) {
    expect(beat.first).toBe(next);
    expect(beat.marks.at(-1)).toBe(beat.last);
    for (let cue = beat.first; cue <= beat.last; cue += 1) expect(beatAt(timeline, cue)).toBe(beat);
    next = beat.last + 1;
  }
  expect(next).toBe(timeline.cues.length);
});

test('more words are given more time', () => {
  const { outcome } = story().getState();
  if (outcome === undefined) throw new Error('no walk');
  const lasting = (words: number): number =>
    createTimeline(outcome, { skipDns: true, depth: 'story', wordsOf: () => words }).duration;
  expect(lasting(12)).toBeGreaterThan(lasting(8));
  expect(lasting(20)).toBeGreaterThan(lasting(12));
});

test('hop on and hop back go from beat to beat, and stop at what each tells of', () => {
  const playback = story();
  playback.getState().seekCue(0);
  const { timeline } = playback.getState();
  const seen = timeline?.beats.map(() => {
    playback.getState().stepHop(1);
    return playback.getState().cue;
  });
  expect(seen).toEqual(timeline?.beats.map(({ last }) => last));
  playback.getState().stepHop(-1);
  expect(playback.getState().cue).toBe(timeline?.beats.at(-2)?.last);
});

test('a walk plays to where it is told to stop, and goes on from there', () => {
  const playback = story();
  const [request] = POD_TO_SERVICE.requests;
  if (request === undefined) throw new Error('no request');
  const until = { leg: 1, direction: 'request', hop: 1, type: 'TRANSLATE' } as const;
  playback.getState().send(request, { choices: [], until });
  const play = (): void => {
    for (let spent = 0; spent < 60_000 && playback.getState().playing; spent += 40) playback.getState().tick(40);
  };
  play();
  const { timeline, cue } = playback.getState();
  const stopped = timeline?.cues[cue];
  expect(timeline && stopped && cueStep(timeline, stopped)).toMatchObject({ type: 'TRANSLATE', action: 'DNAT' });
  playback.getState().play();
  play();
  expect(playback.getState().cue).toBe((timeline?.cues.length ?? 0) - 1);
});

test('a request that fails is told from what it fails by, unless somebody says where', () => {
  const playback = story();
  const request = POD_TO_SERVICE.requests[3];
  if (request === undefined) throw new Error('no request');
  playback.getState().send(request, { choices: [] });
  const { timeline, cue, until } = playback.getState();
  const failing = timeline?.beats.find(({ beat }) => beat.fails);
  expect([cue, until]).toEqual([failing?.first, failing?.last]);
  playback.getState().send(request, { choices: [], cue: 0 });
  expect([playback.getState().cue, playback.getState().until]).toEqual([0, undefined]);
});

test('at another depth the same step is on, and the choice stays', () => {
  const playback = story();
  playback.getState().stepHop(1);
  playback.getState().stepHop(1);
  playback.getState().stepHop(1);
  const at = () => {
    const { timeline, cue } = playback.getState();
    const now = timeline?.cues[cue];
    return now && [now.leg, now.direction, now.hop, now.step];
  };
  const before = at();
  playback.getState().setDepth('rules');
  expect(at()).toEqual(before);
  const [request] = POD_TO_SERVICE.requests;
  if (request !== undefined) playback.getState().send(request);
  expect(playback.getState().timeline?.depth).toBe('rules');
});
