import { describe, expect, test } from 'vitest';
import { createApplicationBoard } from '../../../src/features/canvas/application/application-board.ts';
import { createBoard } from '../../../src/features/canvas/placing/board.ts';
import { fitCamera } from '../../../src/features/canvas/board/camera.ts';
import { podId, serviceId } from '../../../src/features/canvas/board/element.ts';
import { touches } from '../../../src/features/canvas/placing/index-board.ts';
import type { Board, BoardInput } from '../../../src/features/canvas/board/placed-board.ts';
import { hiddenElements } from '../../../src/features/canvas/board/system.ts';
import type { Lens } from '../../../src/scenario/document/document.ts';
import { boardOf, routerOf, SHOP } from './fixture.ts';
import { APPLICATIONS } from './lines/applications.ts';

const ROOMS = [undefined, { width: 616, height: 590 }, { width: 976, height: 696 }] as const;
const LENSES: readonly Lens[] = ['objects', 'wires', 'application'];

function lay(lens: Lens, input: Omit<BoardInput, 'lens' | 'layout'>): Board {
  return (lens === 'application' ? createApplicationBoard : createBoard)({ ...input, lens, layout: {} });
}

describe('what only a walk brings along', () => {
  for (const [name, objects] of Object.entries({ ...APPLICATIONS, shop: SHOP })) {
    const { cluster } = routerOf(objects);
    const passing = hiddenElements(cluster, new Set(), false);
    const names = cluster.services.filter((service) => service.namespace === 'kube-system');
    const answering = cluster.pods.filter((pod) => pod.namespace === 'kube-system');
    const touched = new Set([...names.map(serviceId), ...answering.map(podId)]);

    for (const lens of LENSES) {
      test(`${name}, ${lens}: the Service that answers for names and its pods come and go, and nothing else moves or is hidden by them`, () => {
        expect(touched.size).toBeGreaterThan(1);
        for (const screen of ROOMS) {
          const input = { cluster, passing, ...(screen && { screen }) };
          const without = lay(lens, { ...input, hidden: passing });
          const board = lay(lens, { ...input, hidden: hiddenElements(cluster, touched, false) });
          for (const { id, left, top, width } of without.elements)
            expect(board.element(id), id).toMatchObject({ left, top, width });
          for (const id of touched) expect(board.element(id), id).toBeDefined();
          for (const a of board.elements) {
            if (!touched.has(a.id)) continue;
            const beside = board.elements.filter((b) => b.id !== a.id && b.parent === a.parent && b.ghost !== true);
            for (const b of beside) expect(touches(a, b), `${a.id} over ${b.id}`).toBe(false);
          }
        }
      });
    }
  }
});

test('the Service that answers for names comes within the width that the board has, entry points or none', () => {
  for (const objects of Object.values(APPLICATIONS)) {
    const { cluster } = routerOf(objects);
    const passing = hiddenElements(cluster, new Set(), false);
    const names = new Set(cluster.services.filter(({ namespace }) => namespace === 'kube-system').map(serviceId));
    const without = lay('objects', { cluster, passing, hidden: passing });
    const board = lay('objects', { cluster, passing, hidden: hiddenElements(cluster, names, false) });
    expect(names.size).toBeGreaterThan(0);
    expect(board.bounds.left + board.bounds.width).toBeLessThanOrEqual(without.bounds.left + without.bounds.width);
  }
});

describe('a board is laid out for the room that there is', () => {
  const small = { width: 704, height: 634 };
  for (const [name, objects] of Object.entries(APPLICATIONS)) {
    const { cluster } = routerOf(objects);
    const hidden = hiddenElements(cluster, new Set(), false);

    test(`${name} is seen no smaller than as it is for a common one, and larger where that could not be read`, () => {
      for (const lens of LENSES) {
        const zoom = (screen?: BoardInput['screen']): number =>
          fitCamera(lay(lens, { cluster, hidden, ...(screen && { screen }) }).bounds, small).zoom;
        const [common, own] = [zoom(), zoom({ width: 616, height: 590 })];
        expect(own, lens).toBeGreaterThan(common * 0.97);
        if (lens === 'objects' && name === 'boutique') expect(own).toBeGreaterThan(common * 1.1);
      }
    });
  }

  test('what can be read stays as it is for a common one', () => {
    const router = routerOf(SHOP.slice(0, 5));
    const hidden = hiddenElements(router.cluster, new Set(), false);
    const common = boardOf(router, { hidden });
    expect(boardOf(router, { hidden, screen: { width: 616, height: 590 } }).elements).toEqual(common.elements);
  });
});
