import { describe, expect, it } from 'vitest';
import { DEFAULT_DELAYS } from '../../../../src/engine/kubernetes/changes/change.ts';
import { createMoments } from '../../../../src/engine/kubernetes/changes/moment.ts';
import { planChanges } from '../../../../src/engine/kubernetes/changes/plan-changes.ts';
import { buildShop, happen, PROBE, PRE_STOP, timesOf, told, WEB, webPods } from './shop.ts';

const addresses = (cluster: ReturnType<typeof buildShop>) =>
  (cluster.service('shop', 'web')?.endpoints(4) ?? []).filter(({ ready }) => ready).map(({ ip }) => ip);

describe('a pod is deleted', () => {
  const cluster = buildShop({ container: PROBE });
  const [first = ''] = webPods(cluster);
  const timeline = happen(cluster, { type: 'delete-pod', namespace: 'shop', pod: first });
  const its = timeline.events.filter((event) => 'object' in event && event.object.name === first).map(told);

  it('is told in the order in which it happens', () => {
    expect(its).toEqual([
      `POD TERMINATING ${first}`,
      `POD SIGTERM ${first}`,
      `POD STOPPED ${first}`,
      `POD REMOVED ${first}`,
    ]);
    const order = timeline.events.map(told);
    const [deleted, published, synced] = ['POD TERMINATING', 'ENDPOINTS', 'PROXY_SYNCED'].map((what) =>
      order.findIndex((text) => text.startsWith(what)),
    );
    expect(deleted).toBeLessThan(published ?? -1);
    expect(published).toBeLessThan(synced ?? -1);
  });

  it('leaves a gap: the process stops listening before the proxies have heard of it', () => {
    const [stopped = 0] = timesOf(timeline, 'POD SIGTERM');
    const [published = 0] = timesOf(timeline, 'ENDPOINTS');
    const [synced = 0] = timesOf(timeline, 'PROXY_SYNCED');
    expect(stopped).toBe(1000 + DEFAULT_DELAYS.controller);
    expect(published).toBe(1000 + DEFAULT_DELAYS.endpointSlice);
    expect(synced).toBe(published + DEFAULT_DELAYS.proxySync);
  });

  it('is replaced at once, and in the end all is as before but for the name and the address', () => {
    const end = createMoments(timeline).at(timeline.duration).cluster;
    expect(webPods(end)).toHaveLength(2);
    expect(webPods(end)).not.toContain(first);
    expect(end.pods.every((pod) => pod.ready)).toBe(true);
    expect(addresses(end)).toHaveLength(2);
    const ips = end.pods.flatMap((pod) => pod.ips);
    expect(new Set(ips).size).toBe(ips.length);
  });

  it('shows each moment: terminating, still serving; then gone from the views one after the other', () => {
    const moments = createMoments(timeline);
    const at = moments.at(1050).cluster.pod('shop', first);
    expect([at?.terminating, at?.ready, at?.listeners.length]).toEqual([true, true, 1]);
    const [published = 0] = timesOf(timeline, 'ENDPOINTS');
    const moment = moments.at(published);
    expect(addresses(moment.cluster)).toHaveLength(1);
    expect(addresses(moment.proxyView('node-1'))).toHaveLength(2);
    const endpoint = moment.cluster
      .service('shop', 'web')
      ?.endpoints(4)
      .find(({ pod }) => pod?.name === first);
    // EndpointConditions: it still serves, so that it can be fallen back to.
    expect(endpoint).toMatchObject({ ready: false, serving: true, terminating: true });
    expect(addresses(moments.at(published + DEFAULT_DELAYS.proxySync).proxyView('node-1'))).toHaveLength(1);
    // Going back gives what was there before.
    expect(moments.at(500).cluster).toBe(cluster);
  });
});

describe('the end of a pod', () => {
  it('waits for preStop before SIGTERM', () => {
    const cluster = buildShop({ container: PRE_STOP });
    const timeline = happen(cluster, { type: 'delete-pod', namespace: 'shop', pod: webPods(cluster)[0] ?? '' });
    expect(timesOf(timeline, 'POD SIGTERM')).toEqual([1000 + DEFAULT_DELAYS.controller + 5000]);
  });

  it('does not wait longer than the grace period, and then two seconds', () => {
    const cluster = buildShop({
      container: { lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 60'] } } } },
      pod: { terminationGracePeriodSeconds: 10 },
    });
    const pod = webPods(cluster)[0] ?? '';
    const timeline = happen(cluster, { type: 'delete-pod', namespace: 'shop', pod }, { shutdown: 30_000 });
    expect(timesOf(timeline, 'POD SIGTERM')).toEqual([11_100]);
    expect(timesOf(timeline, 'POD STOPPED')).toEqual([13_100]);
  });
});

describe('a rolling update', () => {
  const counts = (cluster: ReturnType<typeof buildShop>, changes: Parameters<typeof happen>[1]) => {
    const timeline = happen(cluster, changes);
    const moments = createMoments(timeline);
    const each = timeline.events.map((_, index) => moments.after(index + 1).cluster);
    const active = each.map(({ pods }) => pods.filter((pod) => pod.labels['app'] === 'web' && !pod.terminating));
    return { timeline, active, end: each.at(-1) };
  };

  it.each([
    [{ maxSurge: 1, maxUnavailable: 0 }, 4, 3],
    [{ maxSurge: 0, maxUnavailable: 1 }, 3, 2],
    [{ maxSurge: 2, maxUnavailable: 1 }, 5, 2],
    [{ maxSurge: '100%', maxUnavailable: 0 }, 6, 3],
  ])('with %o has never more than %i pods nor fewer than %i ready', (rollingUpdate, most, fewest) => {
    const cluster = buildShop({ replicas: 3, container: PROBE, spec: { strategy: { rollingUpdate } } });
    const { active, end, timeline } = counts(cluster, { type: 'roll-out', workload: WEB });
    expect(Math.max(...active.map((pods) => pods.length))).toBe(most);
    expect(Math.min(...active.map((pods) => pods.filter(({ ready }) => ready).length))).toBe(fewest);
    expect(timesOf(timeline, 'WORKLOAD ROLLED_OUT')).toHaveLength(1);
    const hashes = new Set(end?.pods.flatMap(({ labels }) => labels['pod-template-hash'] ?? []));
    expect(webPods(end ?? cluster)).toHaveLength(3);
    expect(hashes.size).toBe(2); // the new one, and that of the cluster's DNS
    expect(webPods(cluster).filter((name) => webPods(end ?? cluster).includes(name))).toEqual([]);
  });

  it('stops when a new pod does not become ready', () => {
    const cluster = buildShop({
      replicas: 3,
      container: PROBE,
      spec: { strategy: { rollingUpdate: { maxUnavailable: 0 } } },
    });
    const { active } = counts(cluster, { type: 'roll-out', workload: WEB });
    expect(Math.min(...active.map((pods) => pods.filter(({ ready }) => ready).length))).toBe(3);
    const slow = happen(cluster, { type: 'roll-out', workload: WEB }, { boot: 1e9 });
    const end = createMoments(slow).at(slow.duration).cluster;
    expect(webPods(cluster).every((name) => webPods(end).includes(name))).toBe(true);
    expect(webPods(end)).toHaveLength(4);
  });

  it('with Recreate begins anew only when every old pod is gone', () => {
    const cluster = buildShop({ spec: { strategy: { type: 'Recreate' } } });
    const { timeline } = counts(cluster, { type: 'roll-out', workload: WEB });
    expect(Math.min(...timesOf(timeline, 'POD CREATED'))).toBeGreaterThan(
      Math.max(...timesOf(timeline, 'POD REMOVED')),
    );
  });

  it('replaces a StatefulSet from the highest ordinal down, one after the other, names and all', () => {
    const cluster = buildShop({ replicas: 3, kind: 'StatefulSet', container: PROBE, spec: { serviceName: 'web' } });
    const timeline = happen(cluster, { type: 'roll-out', workload: { ...WEB, kind: 'StatefulSet' } });
    const removed = timeline.events.filter((event) => told(event).startsWith('POD REMOVED')).map(told);
    expect(removed).toEqual(['POD REMOVED web-2', 'POD REMOVED web-1', 'POD REMOVED web-0']);
    expect(webPods(createMoments(timeline).at(timeline.duration).cluster).toSorted()).toEqual([
      'web-0',
      'web-1',
      'web-2',
    ]);
    expect(timesOf(timeline, 'WORKLOAD ROLLED_OUT')).toHaveLength(1);
  });

  it('replaces a DaemonSet node by node', () => {
    const cluster = buildShop({ kind: 'DaemonSet', container: PROBE });
    const { active, end, timeline } = counts(cluster, { type: 'roll-out', workload: { ...WEB, kind: 'DaemonSet' } });
    expect(Math.min(...active.map((pods) => pods.length))).toBe(2);
    expect(
      end?.pods
        .filter(({ labels }) => labels['app'] === 'web')
        .map(({ nodeName }) => nodeName)
        .toSorted(),
    ).toEqual(['node-1', 'node-2', 'node-3']);
    expect(timesOf(timeline, 'WORKLOAD ROLLED_OUT')).toHaveLength(1);
  });
});

describe('scaling', () => {
  it('up schedules and addresses new pods; down takes first those that share a node', () => {
    const cluster = buildShop();
    const change = (replicas: number) => ({ type: 'scale' as const, workload: WEB, replicas });
    const timeline = planChanges(
      cluster,
      [
        { at: 0, change: change(4) },
        { at: 30_000, change: change(2) },
      ],
      DEFAULT_DELAYS,
    );
    const moments = createMoments(timeline);
    const grown = moments.at(29_000).cluster;
    expect(webPods(grown)).toHaveLength(4);
    expect(addresses(grown)).toHaveLength(4);
    expect(grown.workloads.find(({ name }) => name === 'web')?.replicas).toBe(4);
    const end = moments.at(timeline.duration).cluster.pods.filter(({ labels }) => labels['app'] === 'web');
    expect(new Set(end.map(({ nodeName }) => nodeName)).size).toBe(2);
  });

  it('down takes the youngest first of pods that stand alike', () => {
    const cluster = buildShop();
    const scale = (at: number, replicas: number) => ({
      at,
      change: { type: 'scale' as const, workload: WEB, replicas },
    });
    const timeline = planChanges(cluster, [scale(0, 3), scale(30_000, 2)], DEFAULT_DELAYS);
    expect(webPods(createMoments(timeline).at(timeline.duration).cluster)).toEqual(webPods(cluster));
  });
});

describe('a failing application', () => {
  it('is noticed after period × failureThreshold', () => {
    const cluster = buildShop({ container: { readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 3 } } });
    const pod = webPods(cluster)[0] ?? '';
    const timeline = happen(cluster, { type: 'fail-readiness', namespace: 'shop', pod });
    expect(timesOf(timeline, 'POD PROBE_FAILED')).toEqual([4000, 7000, 10_000]);
    expect(timesOf(timeline, 'POD NOT_READY')).toEqual([10_000]);
    expect(addresses(createMoments(timeline).at(timeline.duration).cluster)).toHaveLength(1);
  });

  it('is never noticed without a readinessProbe', () => {
    const cluster = buildShop();
    const timeline = happen(cluster, { type: 'fail-readiness', namespace: 'shop', pod: webPods(cluster)[0] ?? '' });
    expect(timeline.events.map(({ type }) => type)).toEqual(['CHANGE', 'POD']);
  });

  it('comes back when it is restarted, later each time', () => {
    const cluster = buildShop();
    const pod = webPods(cluster)[0] ?? '';
    const crash = { type: 'crash' as const, namespace: 'shop', pod };
    const timeline = planChanges(
      cluster,
      [
        { at: 0, change: crash },
        { at: 60_000, change: crash },
      ],
      DEFAULT_DELAYS,
    );
    const [first = 0, second = 0] = timesOf(timeline, 'POD STARTED');
    expect(first).toBe(500);
    expect(second - 60_000).toBe(10_500);
  });
});

describe('a node that fails', () => {
  const cluster = buildShop({ replicas: 3, container: PROBE });
  const timeline = happen(cluster, { type: 'node-down', node: 'node-2' });

  it('counts as ready until the node controller has waited, and keeps its pods for the time they tolerate', () => {
    expect(timesOf(timeline, 'NODE NOT_READY')).toEqual([1000 + DEFAULT_DELAYS.nodeMonitorGrace]);
    expect(timesOf(timeline, 'NODE EVICTING')).toEqual([1000 + DEFAULT_DELAYS.nodeMonitorGrace + 300_000]);
    const moments = createMoments(timeline);
    expect(moments.at(40_000).cluster.node('node-2')?.ready).toBe(true);
    expect(moments.at(40_000).isDown('node-2')).toBe(true);
    expect(addresses(moments.at(40_000).cluster)).toHaveLength(3);
    expect(addresses(moments.at(60_000).cluster)).toHaveLength(2);
  });

  it('holds its pods in termination, and others take their place elsewhere', () => {
    const end = createMoments(timeline).at(timeline.duration).cluster;
    const web = end.pods.filter(({ labels }) => labels['app'] === 'web');
    expect(web.filter(({ terminating }) => terminating).map(({ nodeName }) => nodeName)).toEqual(['node-2']);
    expect(web.filter(({ ready }) => ready)).toHaveLength(3);
    expect(web.filter(({ ready }) => ready).some(({ nodeName }) => nodeName === 'node-2')).toBe(false);
  });

  it('has its pods ready again when it is back in time', () => {
    const both = planChanges(
      cluster,
      [
        { at: 0, change: { type: 'node-down', node: 'node-2' } },
        { at: 60_000, change: { type: 'node-up', node: 'node-2' } },
      ],
      DEFAULT_DELAYS,
    );
    const end = createMoments(both).at(both.duration).cluster;
    expect(webPods(end)).toEqual(webPods(cluster));
    expect(addresses(end)).toHaveLength(3);
    expect(end.node('node-2')?.ready).toBe(true);
  });

  it('that is drained loses its pods to others, and gets none', () => {
    const drained = happen(cluster, { type: 'drain', node: 'node-2' });
    const end = createMoments(drained).at(drained.duration).cluster;
    expect(end.podsOn('node-2').filter(({ labels }) => labels['app'] === 'web')).toEqual([]);
    expect(webPods(end)).toHaveLength(3);
  });
});

describe('kube-proxies', () => {
  it('sync with the delay of their node, and not more often than once a second', () => {
    const cluster = buildShop({ replicas: 3 });
    const slow = { proxySync: 100, proxySyncOn: { 'node-2': 4000 } };
    const timeline = happen(cluster, { type: 'roll-out', workload: WEB }, slow);
    const syncs = timesOf(timeline, 'PROXY_SYNCED node-1,node-3');
    for (const [index, at] of syncs.entries())
      if (index > 0) expect(at - (syncs[index - 1] ?? 0)).toBeGreaterThanOrEqual(1000);
    const [published = 0] = timesOf(timeline, 'ENDPOINTS');
    expect(timesOf(timeline, 'PROXY_SYNCED node-2')[0]).toBe(published + 4000);
    expect(syncs[0]).toBe(published + 100);
  });

  it('are not woken when the EndpointSlices stay as they were', () => {
    const cluster = buildShop({ container: PROBE, service: { publishNotReadyAddresses: true } });
    expect(timesOf(happen(cluster, { type: 'scale', workload: WEB, replicas: 2 }), 'PROXY_SYNCED')).toEqual([]);
  });
});

it('gives the same timeline for the same input', () => {
  const cluster = buildShop({ replicas: 3 });
  const plan = () => happen(cluster, { type: 'roll-out', workload: WEB }).events;
  expect(plan()).toEqual(plan());
});

it('passes over what is not there', () => {
  const cluster = buildShop();
  for (const change of [
    { type: 'delete-pod', namespace: 'shop', pod: 'nobody' },
    { type: 'node-down', node: 'nowhere' },
    { type: 'roll-out', workload: { ...WEB, name: 'nothing' } },
  ] as const)
    expect(happen(cluster, change).events.map(({ type }) => type)).toEqual(['CHANGE']);
});
