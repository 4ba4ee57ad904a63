import { WALK } from '../../src/narration/en/page/first/walk.ts';
import { expect, test } from 'vitest';
import { burstEnds } from '../../src/features/walk/words/burst-ends.ts';
import { endingsOf } from '../../src/simulation/playback/endings.ts';
import { createPlaybackStore } from '../../src/simulation/playback/playback-store.ts';
import { createTimeline } from '../../src/simulation/playback/timeline.ts';
import { connection, outcome, routerOf, trace } from './fixture.ts';

const REQUEST = { from: { internet: true }, to: 'http://shop.example.com/' } as const;
const to = (name: string) => ({ kind: 'Pod', namespace: 'shop', name }) as const;
const answered = (name: string, choice: number, probability: number) =>
  outcome([connection(trace([1, 1]), trace([1, 1]))], {
    choices: [choice],
    probability,
    destination: to(name),
    reply: 'ACCEPTED',
  });
const OUTCOMES = [
  answered('a', 0, 0.6),
  answered('b', 1, 0.2),
  outcome([connection(trace([1, 1], 'DROPPED'))], { choices: [2], probability: 0.1 }),
  outcome([connection(trace([1], 'INSUFFICIENT_INFO'))], { choices: [3], probability: 0.1 }),
];

function burst() {
  const store = createPlaybackStore(routerOf(OUTCOMES));
  store.getState().send(REQUEST, { play: false });
  store.getState().sendMany(100);
  return store;
}

test('what came of many requests is known when the last has landed, and stays until something else is sent', () => {
  const store = burst();
  expect(store.getState().burst).toMatchObject({ ended: false });
  for (let spent = 0; spent < 60_000; spent += 50) store.getState().tick(50);
  const ended = store.getState().burst;
  expect(ended?.ended).toBe(true);
  expect(store.getState().flights).toEqual([]);
  const ends = ended === undefined ? [] : burstEnds(ended, WALK.outcomes);
  expect(ends.map(({ kind, by, how }) => [kind, by, how])).toEqual([
    ['served', 'a', 'Arrives'],
    ['served', 'b', 'Arrives'],
    ['unknown', undefined, 'Not known'],
    ['failed', undefined, 'Dropped'],
  ]);
  expect(ends.reduce((sum, { count }) => sum + count, 0)).toBe(100);
  expect(ends.every(({ count }) => count > 3)).toBe(true);
  store.getState().send(REQUEST, { play: false });
  expect(store.getState().burst).toBeUndefined();
});

test('many requests can be ended, and what came of them is forgotten then', () => {
  const store = burst();
  store.getState().tick(500);
  store.getState().sendMany(0);
  expect(store.getState()).toMatchObject({ burst: undefined, flights: [] });
});

test('a packet ends where it arrives, is refused or dropped, where nobody knows how it goes on, and where its answer is lost', () => {
  const fates = (made: ReturnType<typeof outcome>) =>
    endingsOf(createTimeline(made, { skipDns: true, depth: 'hops' })).map(({ namespace, fate }) => [namespace, fate]);
  expect(fates(answered('a', 0, 1))).toEqual([['n1', 'arrived']]);
  expect(fates(outcome([connection(trace([1, 1, 1], 'DROPPED'))]))).toEqual([['n2', 'dropped']]);
  const unknown = outcome([connection(trace([1, 1], 'INSUFFICIENT_INFO'))]);
  expect(fates(unknown)).toEqual([['n1', 'unknown']]);
  const { cues } = createTimeline(unknown, { skipDns: true, depth: 'hops' });
  expect(cues.map(({ state }) => state)).toEqual(['request', 'unknown']);
  expect(fates(outcome([connection(trace([1], 'REJECTED'), trace([1, 1]))]))).toEqual([['n0', 'rejected']]);
  expect(fates(outcome([connection(trace([1, 1]), trace([1], 'DROPPED'))], { reply: 'DROPPED' }))).toEqual([
    ['n1', 'arrived'],
    ['n0', 'dropped'],
  ]);
  const denied = { http: { status: 503 } } as const;
  expect(fates(outcome([connection(trace([1, 1]), trace([1, 1]))], denied))).toEqual([['n1', 'rejected']]);
});
