import { describe, expect, test } from 'vitest';
import type { BoardElement } from '../../../src/features/canvas/board/element.ts';
import { arranged, canArrange } from '../../../src/features/canvas/selection/arrange.ts';
import { enclosedIn, moversOf, selectableIn } from '../../../src/features/canvas/selection/grouped.ts';
import { createViewStore } from '../../../src/simulation/stores/view-store.ts';
import { boardOf, routerOf, SHOP } from './fixture.ts';

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

describe('arranging', () => {
  const boxes = [box('a', 0, 0), box('b', 130, 50), box('c', 400, 20, 200)];

  test('left and top: at the edge of the outermost', () => {
    expect([...arranged(boxes, 'left').values()].map(({ x }) => x)).toEqual([0, 0, 0]);
    expect([...arranged(boxes, 'top').values()].map(({ y }) => y)).toEqual([0, 0, 0]);
    expect(arranged(boxes, 'left').get('b')).toEqual({ x: 0, y: 50 });
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
