import { describe, expect, it } from 'vitest';
import { applyFix } from '../../src/engine/routing/causes/apply-fix.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { findGaps } from '../../src/engine/kubernetes/changes/gaps.ts';
import { createAxis } from '../../src/simulation/changes/change-axis.ts';
import { lanesOf } from '../../src/simulation/changes/change-lanes.ts';
import { CALM } from '../../src/simulation/changes/change-store.ts';
import { ROLLING_UPDATE } from '../../src/lessons/rolling-update.ts';
import { countTraffic } from '../../src/simulation/changes/traffic-store.ts';
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
} from '../engine/kubernetes/changes/shop.ts';
import { createChangeStore, createSimulation } from '../whole-simulation.ts';
import { namedEdit } from '../named-edit.ts';

const REQUEST = { from: { pod: 'shop/client' }, to: 'http://10.96.0.50/' };
const ROLL_OUT = { type: 'roll-out', workload: WEB } as const;

async function openShop(plan: ShopPlan = {}) {
  const simulation = createSimulation({ initial: { ...EMPTY_DOCUMENT, objects: shopObjects(plan) } });
  simulation.playback.getState().send(REQUEST, { play: false });
  await simulation.happen(ROLL_OUT);
  const session = simulation.session();
  if (session === undefined) throw new Error('no session');
  /** Frames of 50 ms until it stands still. */
  const run = (frames = Infinity): void => {
    const { getState } = session.player;
    for (let frame = 0; frame < frames && getState().playing; frame += 1) session.tick(50);
  };
  return { simulation, session, run };
}

describe('taking back what was let happen', () => {
  it('takes the last first, then closes; what is told by a story is no one’s to take back', async () => {
    const { simulation, session } = await openShop();
    const [pod] = webPods(simulation.document.getState().router.cluster);
    if (pod === undefined) throw new Error('no pod');
    session.tick(3000);
    const second = { type: 'delete-pod', namespace: 'shop', pod } as const;
    await simulation.happen(second);
    expect(session.changes.getState().changes).toHaveLength(2);
    expect(session.takeBack()).toEqual(second);
    expect(session.changes.getState().changes.map(({ change }) => change)).toEqual([ROLL_OUT]);
    expect(session.takeBack()).toEqual(ROLL_OUT);
    expect(session.changes.getState().open).toBeUndefined();
    expect(session.takeBack()).toBeUndefined();
    session.tell({ changes: [{ at: 0, change: ROLL_OUT }] }, { lead: 0, play: false });
    expect(session.takeBack()).toBeUndefined();
    expect(session.changes.getState().open).toBeDefined();
  });
});

describe('the axis', () => {
  const axis = createAxis({
    events: [1000, 2000, 302_000].map((at) => ({ at, type: 'LOAD_BALANCER_CHECKED' })),
    duration: 305_000,
  });

  it('shows what is dense as it is, and long quiet short', () => {
    expect(axis.toShown(1500)).toBe(1500);
    expect(axis.length).toBe(2000 + 4000 + 296_000 / 50 + 3000);
    expect(axis.breaks).toHaveLength(1);
  });

  it('goes there and back, and never backwards', () => {
    let last = -1;
    for (let time = 0; time <= 305_000; time += 1700) {
      const shown = axis.toShown(time);
      expect(shown).toBeGreaterThan(last);
      expect(axis.toTime(shown)).toBeCloseTo(time, 6);
      last = shown;
    }
  });
});

describe('the change store', () => {
  it('plays with the clock it is given, event by event, to the end', () => {
    const store = createChangeStore();
    store.getState().start(buildShop(), ROLL_OUT);
    expect(store.getState().playing).toBe(true);
    store.getState().tick(CALM - 1);
    expect(store.getState().happened).toBe(0);
    store.getState().tick(1);
    expect(store.getState().happened).toBeGreaterThan(0);
    store.getState().setSpeed(4);
    const before = store.getState().time();
    store.getState().tick(100);
    expect(store.getState().time()).toBeCloseTo(before + 400, 6);
    for (let frame = 0; frame < 1000 && store.getState().playing; frame += 1) store.getState().tick(100);
    const { open, happened, time } = store.getState();
    expect(time()).toBe(open?.timeline.duration);
    expect(happened).toBe(open?.timeline.events.length);
  });

  it('steps from event to event and back', () => {
    const store = createChangeStore();
    store.getState().start(buildShop(), ROLL_OUT);
    store.getState().stepEvent(1);
    expect(store.getState().time()).toBe(CALM);
    store.getState().stepEvent(1);
    const second = store.getState().time();
    expect(second).toBeGreaterThan(CALM);
    store.getState().stepEvent(-1);
    expect(store.getState().time()).toBe(CALM);
    expect(store.getState().playing).toBe(false);
  });

  it('lets more happen while it runs', () => {
    const store = createChangeStore();
    const cluster = buildShop({ replicas: 3 });
    store.getState().start(cluster, { type: 'scale', workload: WEB, replicas: 4 });
    store.getState().tick(5000);
    const at = store.getState().time();
    store.getState().start(cluster, { type: 'node-down', node: 'node-2' });
    const { changes, open, time } = store.getState();
    expect(changes.map((each) => each.at)).toEqual([CALM, at]);
    expect(time()).toBe(at);
    expect(open?.timeline.events.some((event) => event.type === 'NODE' && event.at === at)).toBe(true);
  });

  it('plans anew when a delay is turned, and stays where it is', () => {
    const store = createChangeStore();
    store.getState().start(buildShop(), ROLL_OUT);
    store.getState().seek(3000);
    const before = store.getState().open?.timeline;
    store.getState().setDelays({ proxySync: 5000 });
    expect(store.getState().open?.timeline).not.toBe(before);
    expect(store.getState().time()).toBe(3000);
  });
});

describe('a session', () => {
  it('shows everybody the moment, and the document again when it is discarded', async () => {
    const { simulation, session, run } = await openShop();
    const own = simulation.document.getState().document;
    expect(simulation.view.getState().timeline).toBe(true);
    run();
    const shown = simulation.document.getState().router.cluster;
    expect(new Set(webPods(shown)).size).toBe(2);
    expect(
      simulation.playback
        .getState()
        .result?.outcomes.map(({ destination }) => destination?.name)
        .toSorted(),
    ).toEqual(webPods(shown).toSorted());
    session.discard();
    expect(simulation.view.getState().timeline).toBe(false);
    expect(simulation.document.getState().document).toBe(own);
    expect(simulation.document.getState().past).toEqual([]);
    expect(webPods(simulation.document.getState().router.cluster)).not.toEqual(webPods(shown));
  });

  it('keeps what came of it as one undo step', async () => {
    const { simulation, session, run } = await openShop();
    run();
    const shown = webPods(simulation.document.getState().router.cluster);
    expect(session.keep()).toBe(true);
    expect(webPods(simulation.document.getState().router.cluster).toSorted()).toEqual(shown.toSorted());
    expect(simulation.document.getState().undo()).toEqual({
      code: 'KEEP_CHANGES',
      detail: { changes: [{ type: 'roll-out', workload: { kind: 'Deployment', name: 'web', namespace: 'shop' } }] },
    });
    expect(webPods(simulation.document.getState().router.cluster)).not.toEqual(shown);
  });

  it('is over when another document is opened', async () => {
    const { simulation, session } = await openShop();
    simulation.open(
      { ...EMPTY_DOCUMENT, objects: shopObjects({ replicas: 1 }) },
      { edit: namedEdit('Other'), clean: true },
    );
    expect(session.changes.getState().open).toBeUndefined();
    expect(webPods(simulation.document.getState().router.cluster)).toHaveLength(1);
  });

  it('pauses while a walk is played, and pauses the walk when it goes on', async () => {
    const { simulation, session } = await openShop();
    simulation.playback.getState().play();
    expect(session.changes.getState().playing).toBe(false);
    session.changes.getState().play();
    expect(simulation.playback.getState().playing).toBe(false);
  });
});

describe('a stream of requests', () => {
  const fare = async (plan: ShopPlan) => {
    const { session, run } = await openShop(plan);
    run();
    return { session, count: countTraffic(session.traffic.getState().results) };
  };

  it('loses requests in a rolling update without probe and preStop, and says why', async () => {
    const { count } = await fare({ replicas: 2 });
    expect(count.sent).toBeGreaterThan(20);
    expect(count.failed).toBeGreaterThan(0);
    expect(count.causes.map(([code]) => code).toSorted()).toEqual(['NOT_LISTENING_YET', 'STALE_ENDPOINTS']);
  });

  it('loses none with both', async () => {
    const { count } = await fare({ replicas: 2, container: { ...PROBE, ...PRE_STOP } });
    expect(count.sent).toBeGreaterThan(20);
    expect(count.failed).toBe(0);
  });

  it('fares the same every time', async () => {
    const [first, second] = [await fare({}), await fare({})];
    expect(first.session.traffic.getState().results).toEqual(second.session.traffic.getState().results);
  });

  it('fares better with each fix that its failures name, until nothing fails', async () => {
    const { simulation, session, run } = await openShop();
    run();
    const rounds: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { results, causes } = session.traffic.getState();
      const { failed } = countTraffic(results);
      rounds.push(failed);
      const fix = [...causes.values()].find((cause) => cause.fix !== undefined)?.fix;
      if (failed === 0 || fix === undefined) break;
      simulation.document
        .getState()
        .edit(namedEdit('Fix'), (document) => ({ ...document, objects: applyFix(document.objects, fix) }));
      session.changes.getState().seek(0);
      session.changes.getState().play();
      run();
    }
    expect(rounds.at(-1)).toBe(0);
    expect(rounds).toHaveLength(3);
  });

  it('sends packets over the board while it plays', async () => {
    const { simulation, run } = await openShop();
    run(40);
    expect(simulation.playback.getState().flights.length).toBeGreaterThan(3);
    expect(simulation.playback.getState().playing).toBe(false);
  });
});

describe('the picture of a timeline', () => {
  const cluster = buildShop({ container: PROBE });
  const [pod = ''] = webPods(cluster);
  const timeline = happen(cluster, { type: 'delete-pod', namespace: 'shop', pod });

  it('has a lane for every pod it concerns, for the EndpointSlices and for each kube-proxy', () => {
    const lanes = lanesOf(timeline);
    expect(lanes.map(({ kind, name }) => `${kind} ${name}`.trim())).toEqual([
      'change',
      `pod ${pod}`,
      expect.stringMatching(/^pod web-/),
      'endpoints',
      'proxy node-1',
      'proxy node-2',
      'proxy node-3',
    ]);
    expect(lanes[1]?.spans.map(({ state }) => state)).toEqual(['ready', 'leaving', 'stopped']);
    expect(lanes[2]?.spans.map(({ state }) => state)).toEqual(['starting', 'ready']);
  });

  it('shades the time from the last connection taken to the last kube-proxy told', () => {
    const [stopped = 0] = timesOf(timeline, 'POD SIGTERM');
    const [synced = 0] = timesOf(timeline, 'PROXY_SYNCED');
    expect(findGaps(timeline)).toEqual([{ from: stopped, to: synced }]);
  });

  it('has no gap with preStop', () => {
    const careful = buildShop({ container: { ...PROBE, ...PRE_STOP } });
    const closed = happen(careful, { type: 'delete-pod', namespace: 'shop', pod: webPods(careful)[0] ?? '' });
    expect(findGaps(closed)).toEqual([]);
  });
});

describe('the lesson on rolling updates', () => {
  /** Failures by cause of a rollout, after the fixes it proposes one after the other. */
  const rounds = async (name: string, request: number): Promise<readonly (readonly string[])[]> => {
    const simulation = createSimulation({ initial: ROLLING_UPDATE });
    const asked = ROLLING_UPDATE.requests[request];
    if (asked === undefined) throw new Error('no such request');
    simulation.playback.getState().send(asked, { play: false });
    await simulation.happen({ type: 'roll-out', workload: { kind: 'Deployment', namespace: 'shop', name } });
    const session = simulation.session();
    const told: (readonly string[])[] = [];
    for (let round = 0; session !== undefined && round < 4; round += 1) {
      while (session.player.getState().playing) session.tick(200);
      const { results, causes } = session.traffic.getState();
      told.push(
        countTraffic(results)
          .causes.map(([code]) => code)
          .toSorted(),
      );
      const fix = [...causes.values()].find((cause) => cause.fix?.path !== undefined)?.fix;
      if (fix === undefined) break;
      simulation.document
        .getState()
        .edit(namedEdit('Fix'), (document) => ({ ...document, objects: applyFix(document.objects, fix) }));
    }
    return told;
  };

  it('is told by the timeline: cart needs preStop', async () => {
    expect(await rounds('cart', 0)).toEqual([['STALE_ENDPOINTS'], []]);
  });

  it('is told by the timeline: payment needs a readinessProbe as well', async () => {
    const all = await rounds('payment', 1);
    expect(all[0]).toEqual(['NOT_LISTENING_YET', 'STALE_ENDPOINTS']);
    expect(all).toHaveLength(3);
    expect(all[2]).toEqual([]);
  });
});
