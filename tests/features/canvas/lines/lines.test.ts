import { expect, test } from 'vitest';
import { createLinks, type Link } from '../../../../src/features/canvas/board/links.ts';
import { hiddenElements } from '../../../../src/features/canvas/board/system.ts';
import { boardOf, routerOf } from '../fixture.ts';
import { APPLICATIONS } from './applications.ts';
import { countLines, type LineCounts, smallestText } from './count-lines.ts';

/** As the layout of 2026-11-23 drew them: what later ones are measured against. */
const BEFORE: Readonly<Record<string, LineCounts>> = {
  books: { services: 4, sharing: 0, crossings: 1 },
  boutique: { services: 12, sharing: 12, crossings: 39 },
  delivery: { services: 8, sharing: 8, crossings: 19 },
  socks: { services: 14, sharing: 14, crossings: 24 },
  'six together': { services: 45, sharing: 45, crossings: 656 },
};

const NOTEBOOK = { width: 700, height: 560 };

for (const [name, objects] of Object.entries(APPLICATIONS)) {
  test(`${name}: its lines are as they were counted, and no text that one tells things apart by is smaller than 9 px`, () => {
    const { cluster } = routerOf(objects);
    const board = boardOf({ cluster }, { hidden: hiddenElements(cluster, new Set(), false) });
    expect(countLines(createLinks(board) ?? [])).toEqual(BEFORE[name]);
    expect(smallestText(board, NOTEBOOK)).toBeGreaterThanOrEqual(9);
  });
}

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
