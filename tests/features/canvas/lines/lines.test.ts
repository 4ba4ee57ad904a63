import { expect, test } from 'vitest';
import { createLinks } from '../../../../src/features/canvas/placing/links.ts';
import type { Link } from '../../../../src/features/canvas/board/lines.ts';
import { hiddenElements } from '../../../../src/features/canvas/board/system.ts';
import { createFolds } from '../../../../src/features/canvas/folding/folds.ts';
import { boardOf, routerOf } from '../fixture.ts';
import { APPLICATIONS } from './applications.ts';
import { countLines, smallestText } from './count-lines.ts';
import { BEFORE, drawApplication, mostCrossings } from './drawn-applications.ts';

const NOTEBOOK = { width: 700, height: 560 };

for (const [name, objects] of Object.entries(APPLICATIONS)) {
  const board = drawApplication(objects);
  const before = BEFORE[name];

  test(`${name}: no two Services share a line, and lines cross at most half as often as they did`, () => {
    const { services, sharing, crossings } = countLines(createLinks(board) ?? []);
    expect({ services, sharing }).toEqual({ services: before?.services, sharing: 0 });
    expect(crossings).toBeLessThanOrEqual(mostCrossings(before?.crossings ?? 0));
  });

  test(`${name}: no line runs through the title of a node or through the box of a Service`, () => {
    const boxes = board.elements.flatMap(({ content, left, top, width, height, titleRoom }) => {
      if (content.kind === 'service') return [{ left, top, width, height }];
      return content.kind === 'node' ? [{ left: left + 36, top: top + 8, width: titleRoom ?? width, height: 40 }] : [];
    });
    expect(boxes.length).toBeGreaterThan(3);
    for (const { way, from } of createLinks(board) ?? []) {
      way.slice(1).forEach((end, index) => {
        const start = way[index] ?? end;
        for (const box of boxes) {
          const inside =
            Math.min(start.x, end.x) < box.left + box.width &&
            Math.max(start.x, end.x) > box.left &&
            Math.min(start.y, end.y) < box.top + box.height &&
            Math.max(start.y, end.y) > box.top;
          expect(inside, `a line of ${from} runs through what stands at ${box.left}, ${box.top}`).toBe(false);
        }
      });
    }
  });

  test(`${name}: no text is smaller than 11 px on a notebook`, () => {
    expect(smallestText(board, NOTEBOOK)).toBeGreaterThanOrEqual(11);
  });
}

test('six together, folded as such a board begins: no Service shares a line, and lines cross little more than half as often as open', () => {
  const { cluster } = routerOf(APPLICATIONS['six together'] ?? []);
  const hidden = hiddenElements(cluster, new Set(), false);
  const given = { cluster, focused: false, walked: new Set<string>(), hiddenBut: () => hidden, most: 20 };
  const [open, folded] = ['frame:*', ''].map((choices) => {
    const board = boardOf({ cluster }, { hidden, folds: createFolds({ ...given, choices }) });
    return { counts: countLines(createLinks(board) ?? []), boxes: board.elements.length };
  });
  expect(folded?.counts).toMatchObject({ services: 45, sharing: 0 });
  expect(folded?.counts.crossings).toBeLessThanOrEqual(0.6 * (open?.counts.crossings ?? 0));
  expect(folded?.boxes).toBeLessThanOrEqual(0.55 * (open?.boxes ?? 0));
});

const line = (from: string, ...points: readonly (readonly [number, number])[]): Link => ({
  from: `Service/shop/${from}`,
  to: 'Pod/shop/web',
  way: points.map(([x, y]) => ({ x, y })) as unknown as Link['way'],
  idle: false,
});

test('lines of two Services that lie on each other are shared, those that meet at a right angle cross', () => {
  const across = line('a', [0, 10], [100, 10]);
  const down = line('b', [50, 0], [50, 20]);
  expect(countLines([across, down])).toEqual({ services: 2, sharing: 0, crossings: 1 });
  expect(countLines([across, line('b', [90, 10.4], [140, 10.4])])).toEqual({ services: 2, sharing: 2, crossings: 0 });
  expect(countLines([across, line('b', [100, 10], [140, 10])])).toEqual({ services: 2, sharing: 0, crossings: 0 });
  // A Service's own lines may.
  expect(countLines([across, line('a', [50, 10], [140, 10])])).toEqual({ services: 1, sharing: 0, crossings: 0 });
});
