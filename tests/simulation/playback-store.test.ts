import { describe, expect, test } from 'vitest';
import { createPlaybackStore } from '../../src/simulation/playback/playback-store.ts';
import { connection, outcome, REQUEST, routerOf, trace } from './fixture.ts';

const WALK = outcome([connection(trace([2, 2]), trace([1, 2]))]);

function playing(outcomes = [WALK]) {
  const store = createPlaybackStore(routerOf(outcomes));
  store.getState().setDepth('rules');
  store.getState().send(REQUEST);
  return store;
}

describe('playback', () => {
  test('plays to the end as time passes, then stops', () => {
    const store = playing();
    const { timeline } = store.getState();
    const cues: number[] = [];
    for (let spent = 0; spent < 100_000 && store.getState().playing; spent += 50) {
      store.getState().tick(50);
      cues.push(store.getState().cue);
    }
    expect(store.getState().playing).toBe(false);
    expect(store.getState().time()).toBe(timeline?.duration);
    expect([...new Set(cues)]).toEqual(timeline?.cues.map(({ index }) => index));
    expect(cues).toEqual(cues.toSorted((a, b) => a - b));
  });

  test('tells listeners once per cue, not once per frame', () => {
    const store = playing();
    let changes = 0;
    store.subscribe(() => {
      changes += 1;
    });
    for (let frame = 0; frame < 10_000; frame += 1) store.getState().tick(1);
    const { timeline } = store.getState();
    expect(changes).toBeLessThanOrEqual(timeline?.cues.length ?? 0);
  });

  test('goes as fast as its speed says', () => {
    const store = playing();
    store.getState().setSpeed(2);
    store.getState().tick(100);
    expect(store.getState().time()).toBe(200);
    store.getState().setSpeed(99);
    expect(store.getState().speed).toBe(4);
  });

  test('stands still while paused; play at the end starts again', () => {
    const store = playing();
    store.getState().pause();
    store.getState().tick(1000);
    expect(store.getState().time()).toBe(0);
    store.getState().seekCue(99);
    expect(store.getState().cue).toBe(6);
    store.getState().play();
    expect(store.getState()).toMatchObject({ cue: 0, playing: true });
  });

  test('steps by cue and by hop, and stays at both ends', () => {
    const store = playing();
    const { stepCue, stepHop } = store.getState();
    stepCue(-1);
    expect(store.getState()).toMatchObject({ cue: 0, playing: false });
    stepHop(1);
    expect(store.getState().cue).toBe(2);
    stepCue(1);
    stepHop(-1);
    expect(store.getState().cue).toBe(2);
    for (let i = 0; i < 20; i += 1) stepHop(1);
    expect(store.getState().cue).toBe(6);
  });

  test('a request that cannot be used is an error and no walk', () => {
    const store = playing();
    store.getState().send({ ...REQUEST, to: '' });
    expect(store.getState()).toMatchObject({
      cue: -1,
      playing: false,
      outcome: undefined,
      error: { code: 'URL_MALFORMED' },
    });
    store.getState().play();
    expect(store.getState().playing).toBe(false);
  });

  test('the cluster changes: the walk is made again, on the same branch and cue as far as they exist', () => {
    const branch = (choice: number, hops: readonly number[]) =>
      outcome([connection(trace(hops))], { choices: [choice], probability: 0.5 });
    const store = createPlaybackStore(routerOf([branch(0, [2]), branch(1, [3, 3])]));
    store.getState().send(REQUEST, { choices: [1], cue: 5, play: false });
    expect(store.getState().outcome?.choices).toEqual([1]);
    const next = branch(1, [1, 1]);
    store.getState().setRouter(routerOf([branch(0, [2]), next]));
    expect(store.getState()).toMatchObject({ outcome: next, cue: 1, playing: false });
  });

  test('endpoints of many packets are as likely as their outcomes', () => {
    const [rare, often] = [0.1, 0.9].map((probability, index) =>
      outcome([connection(trace([1]))], { probability, choices: [index] }),
    );
    if (rare === undefined || often === undefined) throw new Error('two outcomes');
    const store = playing([rare, often]);
    store.getState().sendMany(2000);
    const { flights } = store.getState();
    expect(flights).toHaveLength(2000);
    const share = flights.filter(({ timeline }) => timeline.outcome === rare).length / flights.length;
    expect(share).toBeGreaterThan(0.075);
    expect(share).toBeLessThan(0.125);
    expect(flights.map(({ offset }) => offset)).toEqual(flights.map(({ offset }) => offset).toSorted((a, b) => a - b));
  });

  test('a burst ends by itself', () => {
    const store = playing();
    store.getState().sendMany(3);
    for (let spent = 0; spent < 60_000; spent += 50) store.getState().tick(50);
    expect(store.getState()).toMatchObject({ playing: false, flights: [] });
  });
});
