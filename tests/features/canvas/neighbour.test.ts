import { describe, expect, test } from 'vitest';
import type { Board } from '../../../src/features/canvas/board/placed-board.ts';
import { createBoard } from '../../../src/features/canvas/placing/board.ts';
import { type Direction, neighbour } from '../../../src/features/canvas/focus/neighbour.ts';
import { buildCluster } from '../../whole-engine.ts';
import { SHOP } from './fixture.ts';

const board: Board = createBoard({
  cluster: buildCluster({ objects: SHOP }),
  layout: {},
  hidden: new Set(),
  lens: 'objects',
});
const after = (start: string, ...keys: readonly Direction[]): string =>
  keys.reduce((id, key) => neighbour(board, id, key) ?? `nothing ${key} of ${id}`, start);

describe('arrow keys', () => {
  test('down goes from a Service to a pod behind it, up from there to the Service', () => {
    const pod = after('Service/shop/redis', 'down');
    expect(pod).toMatch(/^Pod\/shop\/redis-/);
    expect(after(pod, 'up')).toBe('Service/shop/redis');
  });

  test('up goes from a Service to what sends to it', () => {
    expect(after('Service/shop/frontend', 'up')).toBe('load-balancer');
    expect(after('load-balancer', 'down')).toBe('Service/shop/frontend');
  });

  test('down goes from a node to a pod on it', () => {
    const pod = board.element(after('Node/node-2', 'down'));
    expect(pod?.parent).toBe('Node/node-2');
  });

  test('left and right go through all of a kind, and back the same way', () => {
    for (const kind of ['Pod/', 'Service/', 'Node/']) {
      const all = board.elements.filter(({ id }) => id.startsWith(kind)).map(({ id }) => id);
      const first = all.find((id) => neighbour(board, id, 'left') === undefined) ?? '';
      const seen = [first];
      for (;;) {
        const next = neighbour(board, seen.at(-1) ?? '', 'right');
        if (next === undefined) break;
        expect(neighbour(board, next, 'left')).toBe(seen.at(-1));
        seen.push(next);
      }
      expect(seen.toSorted()).toEqual(all.toSorted());
    }
  });

  test('every element can be reached from the first one', () => {
    const reached = new Set<string>();
    const open = [board.elements[0]?.id ?? ''];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      for (const key of ['up', 'down', 'left', 'right'] as const) {
        const next = neighbour(board, id, key);
        if (next !== undefined) open.push(next);
      }
    }
    expect([...reached].toSorted()).toEqual(board.elements.map(({ id }) => id).toSorted());
  });
});
