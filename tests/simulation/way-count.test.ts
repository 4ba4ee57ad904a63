import { describe, expect, test } from 'vitest';
import { createPlaybackStore } from '../../src/simulation/playback/playback-store.ts';
import type { Background } from '../../src/simulation/playback/way-count.ts';
import { connection, outcome, REQUEST, routerOf, trace } from './fixture.ts';

const ways = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    outcome([connection(trace([1]))], { choices: [at], probability: 1 / count }),
  );

/** A background that works when it is told to. */
function byHand() {
  const works = new Set<() => boolean>();
  const background: Background = (step) => {
    const own = (): boolean => step();
    works.add(own);
    return () => works.delete(own);
  };
  const work = (steps: number): void => {
    for (let done = 0; done < steps; done += 1) for (const step of works) if (!step()) works.delete(step);
  };
  return { background, work, waiting: () => works.size };
}

describe('ways are counted besides the page', () => {
  test('the first is shown at once, with what is known of the others; then all', () => {
    const { background, work, waiting } = byHand();
    const store = createPlaybackStore(routerOf(ways(1000)), { background });
    store.getState().send(REQUEST);
    const { outcome: shown, result, counting } = store.getState();
    expect(shown).toBeDefined();
    expect(counting).toEqual({ ways: 64, running: true });
    expect(result).toMatchObject({ verdict: 'UNDETERMINED' });
    expect(result?.outcomes.length).toBe(64);
    expect(result?.missing?.probability).toBeCloseTo(1 - 0.064);
    work(300);
    expect(store.getState().counting?.ways).toBeGreaterThan(300);
    work(700);
    expect(store.getState()).toMatchObject({ counting: undefined, outcome: shown, result: { verdict: 'REACHABLE' } });
    expect(store.getState().result?.outcomes.length).toBe(1000);
    expect(waiting()).toBe(0);
  });

  test('few ways are all there at once', () => {
    const { background, waiting } = byHand();
    const store = createPlaybackStore(routerOf(ways(64)), { background });
    store.getState().send(REQUEST);
    expect(store.getState().result?.outcomes.length).toBe(64);
    // That there is no 65th is found when it is asked for.
    expect(waiting()).toBe(1);
    const few = createPlaybackStore(routerOf(ways(63)), { background });
    few.getState().send(REQUEST);
    expect(few.getState()).toMatchObject({ counting: undefined, result: { verdict: 'REACHABLE' } });
  });

  test('it can be cancelled, and gone on with', () => {
    const { background, work, waiting } = byHand();
    const store = createPlaybackStore(routerOf(ways(1000)), { background });
    store.getState().send(REQUEST);
    work(100);
    store.getState().stopCount();
    expect(waiting()).toBe(0);
    const { counting, result } = store.getState();
    expect(counting).toEqual({ ways: 164, running: false });
    expect(result?.verdict).toBe('UNDETERMINED');
    store.getState().resumeCount();
    store.getState().resumeCount();
    expect(waiting()).toBe(1);
    work(1000);
    expect(store.getState()).toMatchObject({ counting: undefined, result: { verdict: 'REACHABLE' } });
  });

  test.each([
    ['a new request', (store: ReturnType<typeof createPlaybackStore>) => store.getState().send(REQUEST), 1],
    ['an edit', (store: ReturnType<typeof createPlaybackStore>) => store.getState().setRouter(routerOf(ways(500))), 1],
    [
      'an edit that leaves few ways',
      (store: ReturnType<typeof createPlaybackStore>) => store.getState().setRouter(routerOf(ways(2))),
      0,
    ],
    ['no request', (store: ReturnType<typeof createPlaybackStore>) => store.getState().clear(), 0],
  ] as const)('%s ends the count before', (_, act, left) => {
    const { background, work, waiting } = byHand();
    const store = createPlaybackStore(routerOf(ways(1000)), { background });
    store.getState().send(REQUEST);
    act(store);
    expect(waiting()).toBe(left);
    const { result } = store.getState();
    work(49);
    expect(store.getState().result).toBe(result);
  });

  test('a way beyond the first is walked by its choices, not looked for', () => {
    const { background } = byHand();
    const all = ways(1000);
    const store = createPlaybackStore(routerOf(all), { background });
    store.getState().send(REQUEST, { choices: [700] });
    expect(store.getState().outcome).toBe(all[700]);
  });

  test('packets at once spread over the ways that are known', () => {
    const { background } = byHand();
    const store = createPlaybackStore(routerOf(ways(1000)), { background });
    store.getState().send(REQUEST);
    store.getState().sendMany(600);
    const counts = new Map<unknown, number>();
    for (const { timeline } of store.getState().flights)
      counts.set(timeline.outcome, (counts.get(timeline.outcome) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(50);
    expect(Math.max(...counts.values())).toBeLessThan(40);
  });
});
