import { expect, test } from 'vitest';
import { createCounter } from '../../../src/features/canvas/packets/flights/count-ends.ts';
import type { Flight } from '../../../src/simulation/playback/burst.ts';
import { boardOf, routerOf, SHOP, timelinesOf } from './fixture.ts';

const router = routerOf(SHOP);
const stage = { board: boardOf(router), network: router.network, lens: 'objects' as const };
const client = router.cluster.pods.find(({ name }) => name.startsWith('frontend'))?.name ?? '';
const ways = timelinesOf(router, { from: { pod: `shop/${client}` }, to: 'http://cart/' });

test('places count what came to them, a Service what it sent on and to whom, as far as the packets have come', () => {
  expect(ways).toHaveLength(3);
  // The first way twice.
  const flights = [...ways, ...ways.slice(0, 1)].map((timeline, id): Flight => ({ id, timeline, offset: id * 100 }));
  const count = createCounter(stage, { flights, ended: false });
  expect(count(0).places.size).toBe(0);
  const { places, services } = count(Number.POSITIVE_INFINITY);
  expect([...places.keys()].every((id) => id.startsWith('Pod/shop/cart'))).toBe(true);
  expect([...places.values()].map(({ arrived = 0 }) => arrived).toSorted((a, b) => a - b)).toEqual([1, 1, 2]);
  const cart = services.get('Service/shop/cart');
  expect(cart?.total).toBe(4);
  expect(new Map([...(cart?.endpoints ?? [])].map(([pod, end]) => [pod, end.count]))).toEqual(
    new Map([...places].map(([pod, { arrived }]) => [pod, arrived])),
  );
  const half = count((ways[0]?.duration ?? 0) / 2 + 100);
  expect(half.key).not.toBe(count(0).key);
  expect([...half.places.values()].reduce((sum, { arrived = 0 }) => sum + arrived, 0)).toBeLessThanOrEqual(4);
});

test('counted step by step, forwards and back again, it comes to the same as counted at once', () => {
  const flights = [...ways, ...ways, ...ways].map(
    (timeline, id): Flight => ({ id, timeline, offset: id * 70, haste: 1 + (id % 2) }),
  );
  const burst = { flights, ended: false };
  const stepwise = createCounter(stage, burst);
  const end = Math.max(...flights.map(({ timeline, offset }) => offset + timeline.duration));
  const times = [0, 0.1, 0.25, 0.5, 0.5, 0.8, 1, 0.6, 0.3, 1].map((share) => share * end);
  for (const time of times) expect(stepwise(time), `at ${time} ms`).toEqual(createCounter(stage, burst)(time));
  expect(new Set(times.map((time) => stepwise(time).key)).size).toBeGreaterThan(3);
});

test('a way that stands for others is counted nowhere: it does not say where they lead', () => {
  const [timeline] = ways;
  if (timeline === undefined) throw new Error('no way');
  const alike = { ...timeline, outcome: { ...timeline.outcome, ways: 20 } };
  const { places, services } = createCounter(stage, { flights: [{ id: 0, timeline: alike, offset: 0 }], ended: true })(
    Number.POSITIVE_INFINITY,
  );
  expect([places.size, services.size]).toEqual([0, 0]);
});
