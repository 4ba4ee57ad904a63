import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { Board } from '../../../../src/features/canvas/board/placed-board.ts';
import { hiddenElements } from '../../../../src/features/canvas/board/system.ts';
import { boardOf, routerOf } from '../fixture.ts';
import type { LineCounts } from './count-lines.ts';

/** As the layout of 2026-11-23 drew them: what later ones are measured against. */
export const BEFORE: Readonly<Record<string, LineCounts>> = {
  books: { services: 4, sharing: 0, crossings: 1 },
  boutique: { services: 12, sharing: 12, crossings: 39 },
  delivery: { services: 8, sharing: 8, crossings: 19 },
  socks: { services: 14, sharing: 14, crossings: 24 },
  'six together': { services: 45, sharing: 45, crossings: 656 },
};

/** A Service with pods on every node encloses what stands between them: one crossing is the least there is. */
const FEWEST = 1;

/** Half as many as before. */
export const mostCrossings = (before: number): number => Math.max(FEWEST, before / 2);

/** The board of an application with every frame open, as it is first shown up to twenty Services. */
export function drawApplication(objects: readonly RawObject[]): Board {
  const { cluster } = routerOf(objects);
  return boardOf({ cluster }, { hidden: hiddenElements(cluster, new Set(), false) });
}
