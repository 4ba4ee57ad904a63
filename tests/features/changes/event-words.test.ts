import { ENGLISH } from '../../../src/narration/en/all-words.ts';
import { CHANGES } from '../../../src/narration/en/page/later/changes.ts';
import { describe, expect, it } from 'vitest';
import { axisTicks } from '../../../src/features/changes/axis-ticks.ts';
import { eventWords, seconds, sinceChange } from '../../../src/features/changes/event-words.ts';
import { bucketTraffic } from '../../../src/features/changes/traffic-buckets.ts';
import { createAxis } from '../../../src/simulation/changes/change-axis.ts';
import { buildShop, happen, PROBE, WEB, webPods } from '../../engine/kubernetes/changes/shop.ts';

describe('the words for events', () => {
  it('tell every event of what can happen in a sentence of its own', () => {
    const cluster = buildShop({ replicas: 3, container: PROBE, service: { type: 'LoadBalancer' } });
    const pod = { namespace: 'shop', pod: webPods(cluster)[0] ?? '' };
    const changes = [
      { type: 'roll-out', workload: WEB },
      { type: 'scale', workload: WEB, replicas: 4 },
      { type: 'fail-readiness', ...pod },
      { type: 'crash', ...pod },
      { type: 'node-down', node: 'node-2' },
      { type: 'drain', node: 'node-3' },
    ] as const;
    const words = changes.flatMap((change) =>
      happen(cluster, change).events.map((event) => eventWords(event, CHANGES, ENGLISH)),
    );
    expect(words.filter((text) => text === '' || /undefined|NaN|%/.test(text))).toEqual([]);
    expect(words).toContain('Deployment web has a new pod template');
    expect(words).toContain('The rollout of Deployment web is complete');
    expect(words).toContain(`The readinessProbe of ${pod.pod} fails, 3 of 3`);
    expect(words).toContain(`${pod.pod} gets SIGTERM and stops listening`);
    expect(words).toContain('kube-proxy has synced on node-1, node-3');
    expect(words).toContain('Node node-2 counts as not ready, and so do its pods');
  });

  it('count from the first change on', () => {
    expect([sinceChange(1000, 1500), sinceChange(4900, 1500)]).toEqual(['−0.5 s', '+3.4 s']);
    expect([seconds(300), seconds(12_000), seconds(300_000)]).toEqual(['0.3 s', '12 s', '300 s']);
  });
});

describe('the line of time', () => {
  const at = (time: number) => ({ at: time, type: 'LOAD_BALANCER_CHECKED' as const });
  const axis = createAxis({ events: [at(1500), at(3000), at(60_000)], duration: 63_000 });

  it('has labels that neither run into each other nor into what is left out', () => {
    const ticks = axisTicks(axis, 1500);
    expect(ticks[0]).toEqual({ at: axis.toShown(1500) / axis.length, label: '0 s' });
    for (const [index, tick] of ticks.entries()) {
      expect(tick.at - (ticks[index - 1]?.at ?? -1)).toBeGreaterThan(0.04);
      expect(axis.breaks.some(({ from, to }) => tick.at > from / axis.length && tick.at < to / axis.length)).toBe(
        false,
      );
    }
  });

  it('counts every request in one of its stretches', () => {
    const results = Array.from({ length: 316 }, (_, index) => ({ at: index * 200, ok: index % 10 !== 0 }));
    const buckets = bucketTraffic(results, axis, 40);
    expect(buckets).toHaveLength(40);
    expect(buckets.reduce((sum, { sent }) => sum + sent, 0)).toBe(316);
    expect(buckets.reduce((sum, { failed }) => sum + failed, 0)).toBe(32);
  });
});
