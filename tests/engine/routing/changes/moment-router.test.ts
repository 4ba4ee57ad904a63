import { describe, expect, it } from 'vitest';
import type { Change, Delays } from '../../../../src/engine/kubernetes/changes/change.ts';
import { frozenObjects } from '../../../../src/engine/kubernetes/changes/freeze.ts';
import type { Cluster } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import { isSuccess, type Outcome } from '../../../../src/engine/routing/outcome/outcome.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import {
  buildShop,
  happen,
  PRE_STOP,
  PROBE,
  type ShopPlan,
  shopObjects,
  timesOf,
  WEB,
  webPods,
} from '../../kubernetes/changes/shop.ts';
import { buildCluster, createTimelineRouters, createRouter } from '../../../whole-engine.ts';
import { saidCause } from '../../../support/said.ts';

const TO_WEB: TraceRequest = { from: { pod: 'shop/client' }, to: 'http://10.96.0.50/' };
const FROM_NODE_3: TraceRequest = { from: { node: 'node-3' }, to: 'http://10.96.0.50/' };

function outcomesAt(
  routers: ReturnType<typeof createTimelineRouters>,
  time: number,
  request = TO_WEB,
): readonly Outcome[] {
  const traced = routers.at(time).trace(request);
  if (!traced.ok) throw new Error(traced.error.code);
  return traced.value.outcomes;
}

/** The chance of success. */
function chance(outcomes: readonly Outcome[]): number {
  const good = outcomes.filter(isSuccess).reduce((sum, { probability }) => sum + probability, 0);
  return Math.round(good * 1000) / 1000;
}

function failure(outcomes: readonly Outcome[]) {
  return outcomes.find((outcome) => !isSuccess(outcome))?.cause;
}

function play(cluster: Cluster, change: Change, delays: Partial<Delays> = {}) {
  const timeline = happen(cluster, change, delays);
  return { timeline, routers: createTimelineRouters(timeline) };
}

/** Chance of success, worst of all moments. */
function worst({ timeline, routers }: ReturnType<typeof play>, request = TO_WEB): number {
  const times = [0, ...timeline.events.map(({ at }) => at), timeline.duration];
  return Math.min(...times.map((time) => chance(outcomesAt(routers, time, request))));
}

const remove = (cluster: Cluster): Change => ({
  type: 'delete-pod',
  namespace: 'shop',
  pod: webPods(cluster)[0] ?? '',
});

describe('a request in the gap', () => {
  const cluster = buildShop({ container: PROBE });
  const [pod = ''] = webPods(cluster);
  const { timeline, routers } = play(cluster, remove(cluster), { proxySyncOn: { 'node-3': 2500 } });
  const [stopped = 0] = timesOf(timeline, 'POD SIGTERM');
  const [published = 0] = timesOf(timeline, 'ENDPOINTS');

  it('meets the rules its node last wrote, and half of them lead nowhere', () => {
    expect(chance(outcomesAt(routers, stopped - 1))).toBe(1);
    expect(chance(outcomesAt(routers, stopped))).toBe(0.5);
    const outcome = outcomesAt(routers, stopped).find((each) => !isSuccess(each));
    expect(outcome?.disposition).toBe('REFUSED');
    expect(outcome?.legs[0]?.request.hops.map(({ namespace }) => namespace)).toContain('node/node-1');
  });

  it('succeeds on a node that has synced, and fails on one that has not', () => {
    const between = published + 1000;
    expect(chance(outcomesAt(routers, between))).toBe(1);
    expect(chance(outcomesAt(routers, between, FROM_NODE_3))).toBe(0.5);
    expect(chance(outcomesAt(routers, published + 2500, FROM_NODE_3))).toBe(1);
  });

  it('says who still sends where, since when and until when, and what helps', () => {
    const cause = failure(outcomesAt(routers, stopped + 1000, FROM_NODE_3));
    expect(cause).toMatchObject({ code: 'STALE_ENDPOINTS', object: { kind: 'Pod', namespace: 'shop', name: pod } });
    expect(saidCause(cause)).toBe(
      `node-3’s kube-proxy still sends to ${pod}, which stopped listening 1 s ago; it syncs in 1.7 s.`,
    );
    expect(cause?.fix).toMatchObject({
      object: WEB,
      path: ['spec', 'template', 'spec', 'containers', 0, 'lifecycle', 'preStop'],
      value: { sleep: { seconds: 5 } },
    });
    expect(saidCause(failure(outcomesAt(routers, stopped, FROM_NODE_3)))).toContain(
      'which stopped listening just now;',
    );
    // When the pod and its address are gone, nobody answers for it.
    const later = failure(outcomesAt(routers, stopped + 1500, FROM_NODE_3));
    expect(later?.code).toBe('STALE_ENDPOINTS');
  });
});

describe('what helps', () => {
  const losing = (plan: ShopPlan, change: (cluster: Cluster) => Change) => {
    const cluster = buildShop(plan);
    return worst(play(cluster, change(cluster)));
  };

  it('preStop sleep closes the gap when a pod is deleted', () => {
    expect(losing({ container: PROBE }, remove)).toBeLessThan(1);
    expect(losing({ container: { ...PROBE, ...PRE_STOP } }, remove)).toBe(1);
  });

  it('a rolling update loses nothing with readinessProbe and preStop, and something without either', () => {
    const rollOut = (): Change => ({ type: 'roll-out', workload: WEB });
    expect(losing({}, rollOut)).toBeLessThan(1);
    expect(losing({ container: PROBE }, rollOut)).toBeLessThan(1);
    expect(losing({ container: PRE_STOP }, rollOut)).toBeLessThan(1);
    expect(losing({ container: { ...PROBE, ...PRE_STOP } }, rollOut)).toBe(1);
  });
});

describe('other matters of time', () => {
  it('a pod that is ready before it listens', () => {
    const cluster = buildShop({ replicas: 1, container: PRE_STOP });
    const { timeline, routers } = play(cluster, { type: 'roll-out', workload: WEB });
    const [listening = 0] = timesOf(timeline, 'POD LISTENING');
    const synced = timesOf(timeline, 'PROXY_SYNCED').find((at) => at < listening) ?? 0;
    const cause = failure(outcomesAt(routers, synced));
    expect(cause?.code).toBe('NOT_LISTENING_YET');
    expect(cause?.fix).toMatchObject({ object: WEB, value: { tcpSocket: { port: 8080 }, periodSeconds: 1 } });
  });

  it('an application that hangs until the probe has noticed', () => {
    const cluster = buildShop({ container: { readinessProbe: { tcpSocket: { port: 8080 } } } });
    const pod = webPods(cluster)[0] ?? '';
    const { timeline, routers } = play(cluster, { type: 'fail-readiness', namespace: 'shop', pod });
    const cause = failure(outcomesAt(routers, 5000));
    expect(cause?.code).toBe('FAILURE_NOT_NOTICED');
    expect(saidCause(cause)).toBe(
      `${pod} stopped answering 4 s ago; it counts as ready for another 26 s, until the kubelet has noticed.`,
    );
    const [noticed = 0] = timesOf(timeline, 'POD NOT_READY');
    expect(failure(outcomesAt(routers, noticed))?.code).toBe('STALE_ENDPOINTS');
    expect(chance(outcomesAt(routers, timeline.duration))).toBe(1);
  });

  it('a node that fails takes its share of the requests with it until it counts as failed', () => {
    const cluster = buildShop({ replicas: 3, container: PROBE });
    const { timeline, routers } = play(cluster, { type: 'node-down', node: 'node-2' });
    const share = chance(outcomesAt(routers, 11_000));
    expect(share).toBeCloseTo(2 / 3, 2);
    const cause = failure(outcomesAt(routers, 11_000));
    expect(cause?.code).toBe('NODE_DOWN');
    expect(saidCause(cause)).toContain('has not answered for 10 s; it counts as ready for another 40 s');
    expect(chance(outcomesAt(routers, timeline.duration))).toBe(1);
  });

  it('a load balancer sends to a failed node until its health checks have noticed', () => {
    const cluster = buildShop({ replicas: 3, container: PROBE, service: { type: 'LoadBalancer' } });
    const ip = cluster.service('shop', 'web')?.loadBalancerIPs[0]?.ip ?? '';
    const request: TraceRequest = { from: { internet: true }, to: `http://${ip}/` };
    const { routers } = play(cluster, { type: 'node-down', node: 'node-2' });
    const before = chance(outcomesAt(routers, 10_000, request));
    const after = chance(outcomesAt(routers, 20_000, request));
    // First two hops may fail (the node, then the pod), then only the second.
    expect(before).toBeCloseTo(4 / 9, 2);
    expect(after).toBeCloseTo(2 / 3, 2);
  });
});

describe('what is kept', () => {
  it('builds the cluster of the last moment again: same pods, addresses, endpoints, answers', () => {
    const objects = shopObjects({ replicas: 3, container: { ...PROBE, ...PRE_STOP } });
    const cluster = buildCluster({ objects });
    const { timeline, routers } = play(cluster, { type: 'roll-out', workload: WEB });
    const last = routers.momentAt(timeline.duration).cluster;
    const again = buildCluster({ objects: frozenObjects(objects, last) });
    const facts = ({ pods }: Cluster) =>
      pods.map(({ namespace, name, nodeName, ips, ready, listeners }) => ({
        namespace,
        name,
        nodeName,
        ips,
        ready,
        listeners,
      }));
    const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
    expect(facts(again).toSorted(byName)).toEqual(facts(last).toSorted(byName));
    expect(again.workloads.map(({ kind, name, replicas }) => `${kind} ${name} ${replicas}`).toSorted()).toEqual(
      last.workloads.map(({ kind, name, replicas }) => `${kind} ${name} ${replicas}`).toSorted(),
    );
    const outcomes = createRouter(again).trace(TO_WEB);
    if (!outcomes.ok) throw new Error('not traced');
    const ends = (all: readonly Outcome[]) => all.map(({ destination }) => destination?.name ?? '').toSorted();
    expect(ends(outcomes.value.outcomes)).toEqual(ends(outcomesAt(routers, timeline.duration)));
  });

  it('leaves deleted pods out', () => {
    const lone = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lone', namespace: 'shop' },
      spec: { containers: [{ name: 'a' }] },
    };
    const objects = shopObjects({ more: [lone] });
    const { timeline, routers } = play(buildCluster({ objects }), {
      type: 'delete-pod',
      namespace: 'shop',
      pod: 'lone',
    });
    const kept = frozenObjects(objects, routers.momentAt(timeline.duration).cluster);
    expect(kept.some(({ metadata }) => metadata.name === 'lone')).toBe(false);
    expect(kept.some(({ metadata }) => metadata.name === 'client')).toBe(true);
  });
});

it.each(['iptables', 'nftables', 'ipvs', 'ebpf'] as const)('holds in %s mode as well', (proxyMode) => {
  const cluster = buildCluster({ objects: shopObjects({ container: PROBE }), overrides: { proxyMode } });
  const { timeline, routers } = play(cluster, remove(cluster));
  const [stopped = 0] = timesOf(timeline, 'POD SIGTERM');
  expect(chance(outcomesAt(routers, stopped))).toBe(0.5);
  expect(failure(outcomesAt(routers, stopped))?.code).toBe('STALE_ENDPOINTS');
  expect(chance(outcomesAt(routers, timeline.duration))).toBe(1);
});
