import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Change, DEFAULT_DELAYS, type TimedChange } from '../../../src/engine/kubernetes/changes/change.ts';
import { createMoments } from '../../../src/engine/kubernetes/changes/moment.ts';
import { planChanges } from '../../../src/engine/kubernetes/changes/plan-changes.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { buildShop, PROBE, PRE_STOP, WEB, webPods } from '../kubernetes/changes/shop.ts';
import { createTimelineRouters, createRouter } from '../../whole-engine.ts';

const REQUEST: TraceRequest = { from: { pod: 'shop/client' }, to: 'http://10.96.0.50/' };
const cluster = buildShop({ replicas: 3, container: { ...PROBE, ...PRE_STOP } });

/** Changes that are over some time after the last of them: what was broken is repaired. */
const podChange = fc
  .constantFrom(...webPods(cluster))
  .chain((pod) =>
    fc.constantFrom<Change>(
      { type: 'delete-pod', namespace: 'shop', pod },
      { type: 'crash', namespace: 'shop', pod },
      { type: 'fail-readiness', namespace: 'shop', pod },
    ),
  );
const change = fc.oneof(
  podChange,
  fc.integer({ min: 1, max: 5 }).map((replicas): Change => ({ type: 'scale', workload: WEB, replicas })),
  fc.constant<Change>({ type: 'roll-out', workload: WEB }),
  fc.constantFrom('node-2', 'node-3').map((node): Change => ({ type: 'node-down', node })),
);
const changes = fc
  .array(fc.record({ at: fc.integer({ min: 0, max: 30_000 }), change }), { minLength: 1, maxLength: 4 })
  .map((list): readonly TimedChange[] => {
    const repaired = list.flatMap(({ change: each }): readonly TimedChange[] =>
      each.type === 'node-down'
        ? [{ at: 40_000, change: { type: 'node-up', node: each.node } }]
        : each.type === 'fail-readiness'
          ? [{ at: 40_000, change: { ...each, type: 'recover' } }]
          : [],
    );
    return [...list, ...repaired].toSorted((a, b) => a.at - b.at);
  });

test('addresses are never shared, and in the end every pod that is wanted is there and ready', () => {
  fc.assert(
    fc.property(changes, (list) => {
      const timeline = planChanges(cluster, list, DEFAULT_DELAYS);
      const moments = createMoments(timeline);
      for (let happened = 0; happened <= timeline.events.length; happened += 5) {
        const ips = moments.after(happened).cluster.pods.flatMap((pod) => (pod.hostNetwork ? [] : pod.ips));
        expect(new Set(ips).size).toBe(ips.length);
      }
      const end = moments.at(timeline.duration).cluster;
      const web = end.pods.filter(({ labels }) => labels['app'] === 'web');
      expect(web).toHaveLength(end.workloads.find(({ name }) => name === 'web')?.replicas ?? -1);
      expect(web.every(({ ready, terminating }) => ready && !terminating)).toBe(true);
      const endpoints = end.service('shop', 'web')?.endpoints(4) ?? [];
      expect(endpoints.map(({ ip }) => ip).toSorted()).toEqual(web.flatMap(({ ips }) => ips).toSorted());
      // Everybody has heard of it.
      const view = moments.at(timeline.duration).proxyView('node-1').service('shop', 'web')?.endpoints(4) ?? [];
      expect(view.map(({ ip, ready }) => `${ip} ${ready}`)).toEqual(endpoints.map(({ ip, ready }) => `${ip} ${ready}`));
    }),
    { numRuns: 40 },
  );
});

test('a moment is the same whether one comes to it from the start, from later, or by taking over what is programmed', () => {
  fc.assert(
    fc.property(changes, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
      const timeline = planChanges(cluster, list, DEFAULT_DELAYS);
      const time = Math.round(share * timeline.duration);
      const played = createTimelineRouters(timeline);
      for (const { at } of timeline.events.slice(0, 15)) played.at(at).trace(REQUEST);
      const fresh = createMoments(timeline).at(time);
      const ends = (router: ReturnType<typeof createRouter>): unknown => {
        const traced = router.trace(REQUEST);
        return traced.ok
          ? traced.value.outcomes.map(({ disposition, destination, probability }) => [
              disposition,
              destination?.name,
              probability,
            ])
          : traced.error.code;
      };
      expect(ends(played.at(time))).toEqual(ends(createRouter(fresh.cluster, { views: fresh })));
    }),
    { numRuns: 12 },
  );
});
