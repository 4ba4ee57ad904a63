import { expect, test } from 'vitest';
import type { Point } from '../../../src/features/canvas/board/element.ts';
import { elementOfNamespace } from '../../../src/features/canvas/board/element.ts';
import {
  createMoves,
  lengthOf,
  litElement,
  pointAlong,
  progress,
  spotOfCue,
} from '../../../src/features/canvas/packets/places/place.ts';
import { spotPoint, wireWay } from '../../../src/features/canvas/placing/wires.ts';
import { nodeNamespace } from '../../../src/engine/packets.ts';
import { cueStep } from '../../../src/simulation/playback/timeline.ts';
import { boardOf, routerOf, SHOP, timelinesOf, stageOf } from './fixture.ts';

const router = routerOf(SHOP);
const board = boardOf(router);
const frontend = router.cluster.pods.find(({ name }) => name.startsWith('frontend'));
const fromPod = { pod: `shop/${frontend?.name ?? ''}` };
const requests = [
  { from: fromPod, to: 'http://cart.shop/' },
  { from: fromPod, to: 'http://redis.shop/' },
  {
    from: { internet: true },
    to: `http://${router.cluster.service('shop', 'frontend')?.loadBalancerIPs[0]?.ip ?? ''}/`,
  },
] as const;

for (const lens of ['objects', 'wires'] as const) {
  const stage = stageOf(board, router, lens);
  for (const request of requests) {
    test(`${lens}: every way to ${request.to} runs straight along wires and never jumps`, () => {
      for (const timeline of timelinesOf(router, request)) {
        let last: Point | undefined;
        createMoves(stage, timeline).forEach((move, index) => {
          const cue = timeline.cues[index];
          if (last !== undefined && !move.fresh) expect(move.way[0]).toEqual(last);
          expect(cue && spotOfCue(stage, timeline, cue), JSON.stringify(cue?.namespace)).toBeDefined();
          for (let at = 1; at < move.way.length; at += 1) {
            const [from, to] = [move.way[at - 1], move.way[at]];
            expect(from?.x === to?.x || from?.y === to?.y, `cue ${index} runs askew`).toBe(true);
          }
          last = move.way.at(-1);
        });
      }
    });
  }

  test(`${lens}: a packet is inside the element whose namespace it is in, or on that element's edge or wire`, () => {
    for (const timeline of timelinesOf(router, requests[0])) {
      createMoves(stage, timeline).forEach((move, index) => {
        const cue = timeline.cues[index];
        const element = cue && board.element(elementOfNamespace(cue.namespace));
        const point = move.way.at(-1);
        if (element === undefined || point === undefined) throw new Error('off the board');
        expect(point.x).toBeGreaterThanOrEqual(element.left);
        expect(point.x).toBeLessThanOrEqual(element.left + element.width);
        expect(point.y).toBeGreaterThanOrEqual(element.top);
        expect(point.y).toBeLessThanOrEqual(element.top + element.height);
      });
    }
  });
}

test('in Wires an interface step stands at that interface, a rule in the kernel', () => {
  const stage = stageOf(board, router, 'wires');
  const [timeline] = timelinesOf(router, requests[0]);
  if (timeline === undefined) throw new Error('no outcome');
  const spots = timeline.cues.map((cue) => [cueStep(timeline, cue)?.type, spotOfCue(stage, timeline, cue)]);
  const namespace = `pod/shop/${frontend?.name ?? ''}`;
  expect(spots[0]).toEqual(['SOCKET', `${namespace}|c/nginx`]);
  expect(spots).toContainEqual(['INTERFACE', `${namespace}|eth0`]);
  expect(spots).toContainEqual(['INTERFACE', `${namespace}|veth`]);
  expect(spots).toContainEqual(['RULE', `node/${frontend?.nodeName ?? ''}`]);
});

test('the load balancer has a line of its own to the world; the router is not on that way', () => {
  const way = wireWay(board, 'internet', 'load-balancer') ?? [];
  const box = board.element('router');
  const inside = way.filter(({ y }) => box !== undefined && y > box.top);
  expect(way.length).toBeGreaterThan(1);
  expect(inside.every(({ x }) => x < (box?.left ?? 0))).toBe(true);
  expect(wireWay(board, 'load-balancer', 'internet')).toEqual(way.toReversed());
});

test('from the load balancer a packet goes to the nodes by the near end of its box', () => {
  const { left = 0, width = 0 } = board.element('load-balancer') ?? {};
  const way = wireWay(board, 'load-balancer', nodeNamespace('node-1')) ?? [];
  expect(way.length).toBeGreaterThan(2);
  const middle = left + width / 2;
  expect(way[0]?.x).toBeGreaterThan(middle);
  expect(way.findIndex(({ x }) => x < middle)).toBeGreaterThan(3);
});

test('pods of two nodes are joined over both bridges and the segment', () => {
  const [a, b] = ['node-1', 'node-2'].map((name) =>
    router.cluster.podsOn(name).find((pod) => pod.namespace === 'shop'),
  );
  const way = wireWay(board, `pod/shop/${a?.name ?? ''}`, `pod/shop/${b?.name ?? ''}`) ?? [];
  for (const name of ['node-1', 'node-2']) expect(way).toContainEqual(spotPoint(board, `node/${name}|eth0`));
  expect(way.filter(({ y }) => y === board.segments[0]?.y)).toHaveLength(2);
});

test('the Service whose rule is evaluated lights up while the packet stays in the node', () => {
  const [timeline] = timelinesOf(router, requests[0]);
  const lit = timeline?.cues.filter((cue) => litElement(cue) === 'Service/shop/cart') ?? [];
  expect(lit.length).toBeGreaterThan(0);
  expect(lit.every(({ namespace }) => namespace.startsWith('node/'))).toBe(true);
});

test('a packet travels first and then stands', () => {
  const cue = { start: 1000, duration: 500 };
  const move = { length: 80 };
  expect(progress(cue, move, 1000)).toBe(0);
  expect(progress(cue, move, 1100)).toBeGreaterThan(0);
  expect(progress(cue, move, 1499)).toBe(1);
  expect(progress(cue, { length: 0 }, 1000)).toBe(1);
});

test('a point along a way', () => {
  const way = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
  ];
  expect(lengthOf(way)).toBe(20);
  expect(pointAlong(way, 15)).toEqual({ x: 10, y: 5 });
  expect(pointAlong(way, 99)).toEqual({ x: 10, y: 10 });
});
