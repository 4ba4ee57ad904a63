import { BOARD } from '../../../src/narration/en/page/first/board.ts';
import { describe, expect, test } from 'vitest';
import { nodeNamespace, podNamespace } from '../../../src/engine/packets.ts';
import { createApplicationBoard } from '../../../src/features/canvas/application/application-board.ts';
import { createBoard } from '../../../src/features/canvas/placing/board.ts';
import { elementOfNamespace, podId, serviceId } from '../../../src/features/canvas/board/element.ts';
import { touches } from '../../../src/features/canvas/placing/index-board.ts';
import { createLinks, linksFrom } from '../../../src/features/canvas/placing/links.ts';
import type { Board } from '../../../src/features/canvas/board/placed-board.ts';
import { hiddenElements, touchedElements } from '../../../src/features/canvas/board/system.ts';
import { spotPoint } from '../../../src/features/canvas/placing/wires.ts';
import { createFindingMarks } from '../../../src/features/canvas/boxes/marks/FindingMark.tsx';
import { createFolds, mergeLines } from '../../../src/features/canvas/folding/folds.ts';
import { createMoves } from '../../../src/features/canvas/packets/places/place.ts';
import { podByAddress } from '../../../src/features/canvas/packets/places/picked.ts';
import { tieBetween } from '../../../src/features/canvas/packets/places/tie.ts';
import { boardRole } from '../../../src/features/canvas/focus/rover.ts';
import { wordsIn } from '../../../src/features/canvas/words/words-in.ts';
import { findingsOf } from '../../../src/simulation/views/findings.ts';
import type { Lens } from '../../../src/scenario/document/document.ts';
import { createTimeline, type Timeline } from '../../../src/simulation/playback/timeline.ts';
import { boardOf, deployment, routerOf, runsThrough, SHOP, stageOf, timelinesOf } from './fixture.ts';
import { APPLICATIONS } from './lines/applications.ts';

const LENSES: readonly Lens[] = ['objects', 'wires', 'application'];
const MOST = 20;

interface Given {
  readonly lens?: Lens;
  readonly choices?: string;
  readonly walk?: Timeline;
  readonly system?: boolean;
}

function foldedBoard(
  { cluster }: ReturnType<typeof routerOf>,
  { lens = 'objects', choices = '', walk, system = false }: Given,
): Board {
  const walked = touchedElements(walk);
  const hiddenBut = (seen: ReadonlySet<string>) => hiddenElements(cluster, seen, system);
  const folds = createFolds({ cluster, focused: false, choices, walked, hiddenBut, most: MOST });
  const create = lens === 'application' ? createApplicationBoard : createBoard;
  return create({ cluster, lens, layout: {}, hidden: hiddenBut(walked), folds });
}

const router = routerOf(APPLICATIONS['six together'] ?? []);
const { cluster } = router;
const shown = cluster.pods.filter(({ namespace }) => namespace !== 'kube-system');
const cards = (board: Board) => board.elements.filter(({ folded }) => folded);

/** A walk from each namespace's first pod to its last Service. */
const walks = [...new Set(shown.map(({ namespace }) => namespace))].map((namespace) => {
  const pod = shown.find((each) => each.namespace === namespace);
  const service = cluster.services.findLast((each) => each.namespace === namespace);
  const [walk] = timelinesOf(router, {
    from: { pod: `${namespace}/${pod?.name}` },
    to: `http://${service?.name}.${namespace}/`,
  });
  if (walk === undefined) throw new Error(`no walk in ${namespace}`);
  return walk;
});

describe('a board of more than twenty Services', () => {
  test.each(LENSES.filter((lens) => lens !== 'application'))(
    '%s: what is walked lays nothing out anew: all that was there stands where it stood, and what comes along inside its card',
    (lens) => {
      const idle = foldedBoard(router, { lens });
      for (const walk of walks) {
        const board = foldedBoard(router, { lens, walk });
        for (const { id, x, y, width } of idle.elements) expect(board.element(id), id).toMatchObject({ x, y, width });
        const pods = board.elements.filter(({ content }) => content.kind === 'pod');
        expect(pods.length).toBeGreaterThan(0);
        for (const { id, x, y, width, height, parent } of pods) {
          const card = board.element(parent ?? '');
          expect(x + width, id).toBeLessThan(card?.width ?? 0);
          expect(y + height, id).toBeLessThan(card?.height ?? 0);
        }
      }
    },
  );

  test.each(LENSES)('%s: nothing is lost: what has no box of its own is counted by one card', (lens) => {
    const board = foldedBoard(router, { lens });
    const all = cards(board);
    expect(all.length).toBe(lens === 'application' ? 6 : 3);
    expect(board.elements.some(({ content }) => content.kind === 'pod')).toBe(false);
    const counted = all.flatMap(({ folded }) => (folded ? folded.pods.map(podId) : []));
    expect(counted.toSorted()).toEqual(shown.map(podId).toSorted());
    for (const pod of shown) {
      const card = board.showing(podId(pod));
      expect(card?.id).toBe(lens === 'application' ? `Namespace/${pod.namespace}` : `Node/${pod.nodeName}`);
      expect(podByAddress(board, pod.ips[0] ?? '')).toBe(card?.id);
    }
    expect(boardRole(board, BOARD)['aria-label']).toContain(`45 Services, ${shown.length} pods`);
  });

  test('a Service has one line to each node that has pods of it, and it ends at the upper edge of the card', () => {
    const board = foldedBoard(router, {});
    const links = createLinks(board) ?? [];
    for (const service of cluster.services.filter((each) => board.element(serviceId(each)) !== undefined)) {
      const nodes = new Set(service.endpoints(4).map(({ nodeName }) => `Node/${nodeName}`));
      const own = links.filter(({ from }) => from === serviceId(service));
      expect(own.map(({ to }) => to).toSorted()).toEqual([...nodes].toSorted());
      for (const { to, way } of own) expect(way.at(-1)?.y).toBe(board.element(to)?.top);
      expect(linksFrom(board, serviceId(service)).map(({ to }) => to)).toEqual(own.map(({ to }) => to));
    }
  });

  test.each(LENSES)('%s: of folded frames the walk unfolds what it touches and nothing else', (lens) => {
    for (const walk of walks) {
      const board = foldedBoard(router, { lens, walk });
      const touched = touchedElements(walk);
      const pods = board.elements.flatMap(({ content }) => (content.kind === 'pod' ? [podId(content.pod)] : []));
      expect(pods.length).toBeGreaterThan(0);
      expect(pods.toSorted()).toEqual([...touched].filter((id) => id.startsWith('Pod/')).toSorted());
      if (lens === 'application') {
        const services = board.elements.filter(({ content }) => content.kind === 'service').map(({ id }) => id);
        expect(services.toSorted()).toEqual([...touched].filter((id) => id.startsWith('Service/')).toSorted());
      }
      for (const a of board.elements) {
        for (const b of board.elements) {
          if (a.id !== b.id && a.parent === b.parent && a.ghost !== true && b.ghost !== true) {
            expect(touches(a, b), `${a.id} over ${b.id}`).toBe(false);
          }
        }
      }
    }
  });

  test.each(LENSES)('%s: the packet is seen wherever it is seen on the open board', (lens) => {
    for (const walk of walks) {
      const [folded, open] = [
        foldedBoard(router, { lens, walk }),
        foldedBoard(router, { lens, walk, choices: 'frame:*' }),
      ];
      const moving = (board: Board) => createMoves(stageOf(board, router, lens), walk).map(({ length }) => length > 0);
      expect(moving(folded)).toEqual(moving(open));
      for (const { namespace } of walk.cues) {
        const id = elementOfNamespace(namespace);
        expect(folded.element(id) === undefined, id).toBe(open.element(id) === undefined);
      }
    }
  });

  test.each(LENSES)('%s: packets of other walks go to the card of the pod that they are for', (lens) => {
    const board = foldedBoard(router, { lens, ...(walks[0] && { walk: walks[0] }) });
    for (const pod of shown) {
      const box = board.showing(podId(pod));
      for (const part of ['', '|c/main', '|lo']) {
        const point = spotPoint(board, `${podNamespace(pod.namespace, pod.name)}${part}`);
        if (box === undefined || point === undefined) throw new Error(`${pod.name}${part} is nowhere`);
        expect(point.x).toBeGreaterThan(box.left);
        expect(point.x).toBeLessThan(box.left + box.width);
        expect(point.y).toBeGreaterThan(box.top);
        expect(point.y).toBeLessThan(box.top + box.height);
      }
    }
  });

  test('a walk never decides whether the board is a big one', () => {
    const few = ['books', 'boutique', 'votes'];
    const small = routerOf(
      (APPLICATIONS['six together'] ?? []).filter(({ metadata: { namespace } }) => few.includes(namespace ?? 'books')),
    );
    expect(small.cluster.services.filter(({ namespace }) => few.includes(namespace))).toHaveLength(MOST);
    const [pod] = small.cluster.pods.filter(({ namespace }) => namespace === 'books');
    const [service] = small.cluster.services.filter(({ namespace }) => namespace === 'books');
    const traced = small.trace({ from: { pod: `books/${pod?.name}` }, to: `http://${service?.name}.books/` });
    const [outcome] = traced.ok ? traced.value.outcomes : [];
    const walk = outcome && createTimeline(outcome, { skipDns: false });
    // With the one that answers for names there are more.
    expect([...touchedElements(walk)].filter((id) => id.startsWith('Service/'))).toHaveLength(2);
    for (const lens of LENSES) {
      expect(cards(foldedBoard(small, { lens, ...(walk && { walk }) }))).toEqual([]);
    }
  });
});

describe('what a person chose', () => {
  const shop = routerOf(SHOP);

  test.each(LENSES)('%s: a small board is open, and each frame says that it can be folded', (lens) => {
    const board = foldedBoard(shop, { lens });
    expect(cards(board)).toEqual([]);
    const frames = board.elements.filter(({ content }) => ['node', 'namespace', 'workload'].includes(content.kind));
    expect(frames.length).toBeGreaterThan(0);
    for (const { folded } of frames) expect(folded).toBe(false);
  });

  test('one frame is folded or opened by its name, all others by one name', () => {
    const ids = (choices: string, lens: Lens, of = shop) =>
      cards(foldedBoard(of, { lens, choices })).map(({ id }) => id);
    expect(ids('card:Node/node-2', 'objects')).toEqual(['Node/node-2']);
    expect(ids('card:* frame:Node/node-2', 'wires')).toEqual(['Node/node-1', 'Node/node-3']);
    expect(ids('card:Workload/shop/Deployment/cart', 'application')).toEqual(['Workload/shop/Deployment/cart']);
    expect(ids('card:*', 'application')).toEqual(['Namespace/shop']);
    expect(ids('frame:Node/node-1', 'objects', router)).toEqual(['Node/node-2', 'Node/node-3']);
    expect(ids('frame:*', 'application', router)).toEqual([]);
    expect(ids('frame:* card:Namespace/books', 'application', router)).toEqual(['Namespace/books']);
  });

  test('several pods of a Service on one folded node are one line, idle only where none of them is ready', () => {
    const many = routerOf([...SHOP, deployment('cart', 9, [{ name: 'cart', image: 'cart:1' }])]);
    const board = foldedBoard(many, { choices: 'card:*' });
    const lines = board.linesOf('Service/shop/cart');
    expect(many.cluster.service('shop', 'cart')?.endpoints(4).length).toBeGreaterThan(3);
    expect(lines.map(({ to }) => to).toSorted()).toEqual(['Node/node-1', 'Node/node-2', 'Node/node-3']);
    const line = (to: string, idle: boolean) => ({ from: 'Service/shop/cart', to, idle });
    expect(mergeLines([line('a', true), line('a', false), line('b', true), line('b', true)])).toEqual([
      line('a', false),
      line('b', true),
    ]);
  });

  test('an opened namespace of a big board holds its Services and its workloads as cards', () => {
    const board = foldedBoard(router, { lens: 'application', choices: 'frame:Namespace/guests' });
    const inside = board.children('Namespace/guests');
    expect(inside.filter(({ content }) => content.kind === 'service')).toHaveLength(3);
    const workloads = inside.filter(({ content }) => content.kind === 'workload');
    expect(new Set(workloads.map(({ folded }) => (folded ? folded.pods.length : folded)))).toEqual(new Set([1, 2, 3]));
    const links = board.links?.filter(({ to }) => to.startsWith('Workload/guests/')) ?? [];
    expect(links).toHaveLength(3);
  });
});

test('what is wrong inside a card is marked on it, each mistake once', () => {
  const lost = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  });
  const broken = routerOf([...SHOP, lost('lost'), lost('gone'), deployment('idle', 3, [{ name: 'a', image: 'a:1' }])]);
  const marks = createFindingMarks(broken.cluster);
  const [card] = cards(foldedBoard(broken, { lens: 'application', choices: 'card:*' }));
  if (!card?.folded) throw new Error('nothing is folded');
  const wrong = findingsOf(broken.cluster).filter(({ severity }) => severity !== 'info');
  expect(wrong.length).toBeGreaterThan(1);
  const count = (severity: string) => wrong.filter((each) => each.severity === severity).length;
  expect(marks(card.id, card.folded.inside)?.props).toEqual({ errors: count('error'), warnings: count('warning') });
  expect(marks(card.id, [])).toBeUndefined();
});

test('the tie from a packet to the Service whose rule decides runs through no box and no title, from wherever the packet is', () => {
  const boards = [
    boardOf(router),
    foldedBoard(router, {}),
    boardOf(routerOf(SHOP)),
    foldedBoard(routerOf(SHOP), { lens: 'application' }),
  ];
  for (const board of boards) {
    const services = board.elements.filter(({ content }) => content.kind === 'service');
    const places = board.elements.flatMap(({ id, content }) => {
      if (content.kind === 'node') return spotPoint(board, nodeNamespace(content.node.name)) ?? [];
      return content.kind === 'load-balancer' ? (spotPoint(board, id) ?? []) : [];
    });
    expect(places.length).toBeGreaterThan(0);
    for (const service of services) {
      for (const place of places) {
        const way = tieBetween(board, place, service);
        expect(way[0]).toEqual(place);
        expect(way.at(-1)?.x).toBe(service.left);
        const own = board.at(place.x, place.y);
        for (const text of board.elements.flatMap((element) => (element === own ? [] : wordsIn(board, element, 13)))) {
          expect(runsThrough(way, text), `the tie of ${service.id} runs through ${JSON.stringify(text)}`).toBe(false);
        }
      }
    }
  }
});

test('the tie from a packet to a pod whose port is open on its node leads straight down to it', () => {
  const board = boardOf(router);
  const pod = board.elements.find(({ content }) => content.kind === 'pod');
  const node = pod?.parent === undefined ? undefined : board.element(pod.parent);
  if (pod === undefined || node?.content.kind !== 'node') throw new Error('no pod on a node');
  const place = spotPoint(board, nodeNamespace(node.content.node.name));
  if (place === undefined) throw new Error('no place on the node');
  const way = tieBetween(board, place, pod);
  expect(way[0]).toEqual(place);
  expect(way.at(-1)?.y).toBe(pod.top);
  for (const { x, y } of way) {
    expect(x).toBeGreaterThanOrEqual(node.left);
    expect(x).toBeLessThanOrEqual(pod.left + pod.width);
    expect(y).toBeLessThanOrEqual(pod.top);
    expect(y).toBeGreaterThanOrEqual(node.top);
  }
});
