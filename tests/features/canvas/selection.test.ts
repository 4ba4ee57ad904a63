import { describe, expect, test } from 'vitest';
import { fitCamera } from '../../../src/features/canvas/board/camera.ts';
import type { BoardElement, Rect } from '../../../src/features/canvas/board/element.ts';
import { boundsOf } from '../../../src/features/canvas/placing/index-board.ts';
import { arranged, canArrange } from '../../../src/features/canvas/selection/arrange.ts';
import { placeBar, tellingParts } from '../../../src/features/canvas/selection/bar-place.ts';
import { enclosedIn, moversOf, selectableIn } from '../../../src/features/canvas/selection/grouped.ts';
import { placeGroup } from '../../../src/features/canvas/selection/move-group.ts';
import { EMPTY_DOCUMENT } from '../../../src/scenario/document/document.ts';
import { createViewStore } from '../../../src/simulation/stores/view-store.ts';
import { createSimulation } from '../../whole-simulation.ts';
import { boardOf, routerOf, SHOP } from './fixture.ts';

test('what a node’s edge keeps from the place it is given is told of, where that is asked for', () => {
  const simulation = createSimulation({ initial: { ...EMPTY_DOCUMENT, objects: SHOP } });
  const board = boardOf(simulation.document.getState().router);
  const pods = board.elements.filter(({ content, parent }) => content.kind === 'pod' && parent === 'Node/node-1');
  const told = () => simulation.view.getState().toasts.map(({ text }) => text);
  const place = (x: number, tellsHeld: boolean) =>
    placeGroup(simulation, board, new Map(pods.map(({ id, y }) => [id, { x, y }])), { tellsHeld });
  const [first] = pods;
  if (first === undefined) throw new Error('no pods on node-1');
  place(1, false);
  place(first.x, true);
  expect(told()).toEqual([]);
  place(1, true);
  expect(told()).toEqual([expect.stringContaining(`keeps ${pods.length} of them from that place`)]);
});

const box = (id: string, left: number, top: number, width = 100): BoardElement => ({
  id,
  content: { kind: 'internet' },
  left,
  top,
  x: left,
  y: top,
  width,
  height: 40,
  quiet: false,
});

describe('where the bar stands', () => {
  const size = { width: 350, height: 36 };
  const screen = { width: 705, height: 594 };
  const beside = { left: 200, top: 200, width: 100, height: 100 };

  test('above what is selected; below it where something is in the way; where nothing is free, on what hides least', () => {
    expect(placeBar({ size, screen, beside, boxes: [beside] })).toEqual({ left: 75, top: 154 });
    const above = { left: 0, top: 150, width: 705, height: 45 };
    expect(placeBar({ size, screen, beside, boxes: [beside, above] })).toEqual({ left: 75, top: 310 });
    const all = { left: 0, top: 0, width: 705, height: 500 };
    expect(placeBar({ size, screen, beside, boxes: [all] }).top).toBeGreaterThan(460);
    // The strip below a board that is seen as a whole.
    const most = { ...all, height: 546 };
    expect(placeBar({ size, screen, beside, boxes: [most] })).toEqual({ left: 75, top: 550 });
  });

  test.each([[{ width: 705, height: 594 }], [{ width: 1065, height: 738 }]])(
    'of a board that is seen as a whole it hides nothing, whatever two things are selected: %o',
    (canvas) => {
      const board = boardOf(routerOf(SHOP));
      const { x, y, zoom } = fitCamera(board.bounds, canvas);
      const onScreen = ({ left, top, width, height }: Rect): Rect => ({
        left: left * zoom + x,
        top: top * zoom + y,
        width: width * zoom,
        height: height * zoom,
      });
      const boxes = tellingParts(board, board.bounds).map(onScreen);
      expect(boxes.length).toBeGreaterThan(5);
      for (const one of board.elements)
        for (const other of board.elements) {
          const bar = {
            ...placeBar({ size, screen: canvas, beside: onScreen(boundsOf([one, other])), boxes }),
            ...size,
          };
          const hidden = boxes.filter(
            (box) =>
              box.left < bar.left + bar.width &&
              bar.left < box.left + box.width &&
              box.top < bar.top + bar.height &&
              bar.top < box.top + box.height,
          );
          expect([one.id, other.id, hidden]).toEqual([one.id, other.id, []]);
        }
    },
  );
});

describe('arranging', () => {
  const boxes = [box('a', 0, 0), box('b', 130, 50), box('c', 400, 20, 200)];

  test('left and top: at the edge of the outermost', () => {
    expect([...arranged(boxes, 'left').values()].map(({ x }) => x)).toEqual([0, 0, 0]);
    expect([...arranged(boxes, 'top').values()].map(({ y }) => y)).toEqual([0, 0, 0]);
    expect(arranged(boxes, 'left').get('c')?.x).toBe(0);
  });

  test('what would lie over another one stands behind it', () => {
    const over = [box('a', 0, 0), box('b', 130, 20), box('c', 300, 25)];
    const left = arranged(over, 'left');
    const { height } = over[0] ?? { height: 0 };
    expect(['a', 'b', 'c'].map((id) => left.get(id))).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: height + 16 },
      { x: 0, y: 2 * (height + 16) },
    ]);
    const top = arranged([box('a', 0, 0), box('b', 40, 90)], 'top');
    expect(top.get('b')).toEqual({ x: 116, y: 0 });
  });

  test('distributed: equal gaps, and the outermost stay', () => {
    const across = arranged([...boxes].reverse(), 'across');
    // 600 pixels, of which boxes have 400.
    expect(['a', 'b', 'c'].map((id) => across.get(id)?.x)).toEqual([0, 200, 400]);
    expect(canArrange(boxes.slice(0, 2), 'across')).toBe(false);
    expect(arranged(boxes.slice(0, 2), 'across').size).toBe(0);
  });

  test('in the frame of what holds them', () => {
    const held = { ...box('d', 300, 300), parent: 'n', x: 20, y: 30 };
    expect(arranged([box('a', 280, 0), held], 'left').get('d')).toEqual({ x: 0, y: 30 });
  });
});

describe('on a board', () => {
  const board = boardOf(routerOf(SHOP));
  const node = board.elements.find(({ content }) => content.kind === 'node');
  const pod = board.elements.find(({ content }) => content.kind === 'pod');
  if (node === undefined || pod === undefined) throw new Error('no node or pod');

  test('a frame takes what it encloses, not what it lies in', () => {
    const around = ({ left, top, width, height }: BoardElement) => ({
      left: left - 1,
      top: top - 1,
      width: width + 2,
      height: height + 2,
    });
    expect(enclosedIn(board, around(pod))).toEqual([pod.id]);
    const inNode = board.children(node.id).map(({ id }) => id);
    expect(enclosedIn(board, around(node))).toEqual(expect.arrayContaining([node.id, ...inNode]));
  });

  test('what is in something that moves goes with it, and is not moved twice', () => {
    const [first] = board.children(node.id);
    if (first === undefined) throw new Error('no pod in the node');
    expect(moversOf(board, [node.id, first.id]).map(({ id }) => id)).toEqual([node.id]);
    expect(moversOf(board, [first.id]).map(({ id }) => id)).toEqual([first.id]);
    expect(selectableIn(board)).toContain(first.id);
  });
});

describe('what is selected', () => {
  test('is one thing, or several', () => {
    const view = createViewStore();
    const shown = () => [view.getState().selected, view.getState().group];
    view.getState().select('a');
    view.getState().toggleSelected('b');
    expect(shown()).toEqual([undefined, ['a', 'b']]);
    view.getState().toggleSelected('a');
    expect(shown()).toEqual(['b', []]);
    view.getState().selectAll(['a', 'b', 'b', 'c']);
    expect(shown()).toEqual([undefined, ['a', 'b', 'c']]);
    view.getState().select('c');
    expect(shown()).toEqual(['c', []]);
    view.getState().toggleSelected('c');
    expect(shown()).toEqual([undefined, []]);
  });

  test('while things are gathered one alone is several, too', () => {
    const view = createViewStore();
    view.getState().select('a');
    view.getState().gather(true);
    expect([view.getState().selected, view.getState().group]).toEqual([undefined, ['a']]);
    view.getState().gather(false);
    expect([view.getState().selected, view.getState().group]).toEqual(['a', []]);
  });
});
