import { expect, test } from 'vitest';
import { createApplicationBoard } from '../../../src/features/canvas/application/application-board.ts';
import type { BoardElement } from '../../../src/features/canvas/board/element.ts';
import { touches } from '../../../src/features/canvas/placing/index-board.ts';
import { hiddenElements } from '../../../src/features/canvas/board/system.ts';
import { wireWay } from '../../../src/features/canvas/placing/wires.ts';
import { clearPositions, setPosition } from '../../../src/simulation/edits.ts';
import { positionKey, positionsIn } from '../../../src/simulation/positions.ts';
import { EMPTY_DOCUMENT } from '../../../src/scenario/document/document.ts';
import { wordsIn } from '../../../src/features/canvas/words/words-in.ts';
import { routerOf, runsThrough } from './fixture.ts';
import { APPLICATIONS } from './lines/applications.ts';

for (const [name, objects] of Object.entries(APPLICATIONS)) {
  const { cluster } = routerOf(objects);
  const hidden = hiddenElements(cluster, new Set(), false);
  const board = createApplicationBoard({ cluster, lens: 'application', layout: {}, hidden });

  test(`${name} as applications: every pod in its workload, every Service and workload in its namespace, nothing over anything`, () => {
    const parentOf = (id: string | undefined) => (id === undefined ? undefined : board.element(id));
    const pods = board.elements.flatMap((element) =>
      element.content.kind === 'pod' ? [{ element, pod: element.content.pod }] : [],
    );
    expect(pods).toHaveLength(cluster.pods.filter((pod) => !hidden.has(`Pod/${pod.namespace}/${pod.name}`)).length);
    for (const { element, pod } of pods) {
      const workload = parentOf(element.parent);
      expect(workload?.content).toMatchObject({ kind: 'workload', workload: { name: pod.workload.name } });
      expect(parentOf(workload?.parent)?.content).toMatchObject({ kind: 'namespace', name: pod.namespace });
    }
    for (const a of board.elements) {
      const parent = parentOf(a.parent);
      if (parent !== undefined) {
        expect(a.left, `${a.id} in ${parent.id}`).toBeGreaterThan(parent.left);
        expect(a.left + a.width).toBeLessThan(parent.left + parent.width);
        expect(a.top + a.height).toBeLessThan(parent.top + parent.height);
      }
      for (const b of board.elements) {
        if (a.id !== b.id && a.parent === b.parent) expect(touches(a, b), `${a.id} over ${b.id}`).toBe(false);
      }
    }
  });

  test(`${name} as applications: a line leads from each Service to each workload it selects, and a packet from pod to pod`, () => {
    const links = board.links?.filter(({ from }) => from.startsWith('Service/')) ?? [];
    const selecting = cluster.services.filter(
      (each) => !hidden.has(`Service/${each.namespace}/${each.name}`) && each.endpoints(4).length > 0,
    );
    expect(new Set(links.map(({ from }) => from)).size).toBe(selecting.length);
    for (const { from, to, way } of links) {
      const [service, workload] = [board.element(from), board.element(to)];
      expect(workload?.parent).toBe(service?.parent);
      expect(way.at(-1)?.y).toBe(workload?.top);
    }
    const shown = cluster.pods.filter(({ namespace, name: pod }) => !hidden.has(`Pod/${namespace}/${pod}`));
    const [first, last] = [shown.at(0), shown.at(-1)];
    const way = wireWay(board, `pod/${first?.namespace}/${first?.name}`, `pod/${last?.namespace}/${last?.name}`);
    expect(way?.length).toBeGreaterThan(1);
  });

  test(`${name} as applications: packets go around boxes and titles, and so do lines from outside`, () => {
    const texts = board.elements.map((element) => ({ element, rects: wordsIn(board, element, 13) }));
    const pods = board.elements.filter(({ content }) => content.kind === 'pod');
    const wayBetween = (from: BoardElement, to: BoardElement) =>
      wireWay(board, from.id.replace('Pod', 'pod'), to.id.replace('Pod', 'pod')) ?? [];
    const [client] = pods;
    if (client === undefined) throw new Error('no pod');
    for (const pod of pods.slice(1)) {
      const way = wayBetween(client, pod);
      expect(wayBetween(pod, client)).toEqual(way.toReversed());
      for (const { element, rects } of texts) {
        for (const rect of rects) expect(runsThrough(way, rect), `to ${pod.id} through ${element.id}`).toBe(false);
      }
    }
    for (const { from, to, way } of board.links ?? []) {
      for (const { element, rects } of texts) {
        if (element.content.kind === 'workload') continue;
        for (const rect of rects) expect(runsThrough(way, rect), `${from} → ${to} through ${element.id}`).toBe(false);
      }
    }
  });
}

test('a frame is no wider than its rows need: its groups are shared out among them', () => {
  const { cluster } = routerOf(APPLICATIONS['socks'] ?? []);
  const hidden = hiddenElements(cluster, new Set(), false);
  for (const screen of [undefined, { width: 700, height: 480 }, { width: 1060, height: 640 }]) {
    const board = createApplicationBoard({ cluster, lens: 'application', layout: {}, hidden, screen });
    for (const frame of board.elements.filter(({ content }) => content.kind === 'namespace')) {
      const tops = board.children(frame.id).flatMap(({ content, top }) => (content.kind === 'workload' ? [top] : []));
      const rows = new Set(tops).size;
      const longest = Math.max(...tops.map((top) => tops.filter((each) => each === top).length));
      expect(longest, `${tops.length} in ${rows} rows`).toBe(Math.ceil(tops.length / rows));
      const right = Math.max(...board.children(frame.id).map(({ left, width }) => left + width));
      expect(frame.left + frame.width - right).toBeLessThan(32);
    }
  }
});

test('each lens keeps its positions; Wires stand as in Objects until they are moved there', () => {
  const at = (x: number) => ({ x, y: 0 });
  let document = setPosition(EMPTY_DOCUMENT, positionKey('objects', 'Node/a'), at(1));
  expect(positionsIn('wires', document.layout)).toEqual({ 'Node/a': at(1) });
  expect(positionsIn('application', document.layout)).toEqual({});
  document = setPosition(document, positionKey('wires', 'Node/a'), at(2));
  document = setPosition(document, positionKey('application', 'Service/s/a'), at(3));
  expect(positionsIn('objects', document.layout)).toEqual({ 'Node/a': at(1) });
  expect(positionsIn('wires', document.layout)).toEqual({ 'Node/a': at(2) });
  expect(positionsIn('application', document.layout)).toEqual({ 'Service/s/a': at(3) });
  expect(clearPositions(document, 'application').layout).toEqual({ 'Node/a': at(1), 'wires|Node/a': at(2) });
  expect(positionsIn('wires', clearPositions(document, 'wires').layout)).toEqual({});
});
