import type { Board } from '../../../../src/features/canvas/board/placed-board.ts';
import { boardTextSize } from '../../../../src/features/canvas/board/board-text.ts';
import { fitCamera, type ScreenSize } from '../../../../src/features/canvas/board/camera.ts';
import type { Point } from '../../../../src/features/canvas/board/element.ts';
import type { Link } from '../../../../src/features/canvas/board/lines.ts';

/** How well the lines of a board can be told apart. */
export interface LineCounts {
  /** Services with a line to a pod. */
  readonly services: number;
  /** Those of which a line lies on a line of another Service. */
  readonly sharing: number;
  /** Points at which lines of two Services cross. */
  readonly crossings: number;
}

interface Segment {
  readonly vertical: boolean;
  /** x of a vertical segment, y of a horizontal one. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Board pixels: closer than this, two lines are one for the eye. */
const APART = 1;

/** `links`: those of the whole board; what does not start at a Service is not counted. */
export function countLines(links: readonly Link[]): LineCounts {
  const trees = new Map<string, Segment[]>();
  for (const { from, way } of links) {
    if (!from.startsWith('Service/')) continue;
    trees.set(from, [...(trees.get(from) ?? []), ...segmentsOf(way)]);
  }
  const all = [...trees.values()];
  const sharing = new Set<number>();
  let crossings = 0;
  all.forEach((tree, index) => {
    for (let other = index + 1; other < all.length; other += 1) {
      const second = all[other] ?? [];
      if (tree.some((a) => second.some((b) => liesOn(a, b)))) sharing.add(index).add(other);
      crossings += crossingsOf(tree, second);
    }
  });
  return { services: all.length, sharing: sharing.size, crossings };
}

function segmentsOf(way: readonly Point[]): readonly Segment[] {
  return way.slice(1).flatMap((end, index) => {
    const start = way[index] ?? end;
    const vertical = Math.abs(start.x - end.x) < Math.abs(start.y - end.y);
    const [a, b] = vertical ? [start.y, end.y] : [start.x, end.x];
    if (a === b) return [];
    return [{ vertical, at: vertical ? start.x : start.y, from: Math.min(a, b), to: Math.max(a, b) }];
  });
}

function liesOn(a: Segment, b: Segment): boolean {
  if (a.vertical !== b.vertical || Math.abs(a.at - b.at) >= APART) return false;
  return Math.min(a.to, b.to) - Math.max(a.from, b.from) > APART;
}

/** Each point once, however many lines of one Service run through it. */
function crossingsOf(one: readonly Segment[], two: readonly Segment[]): number {
  const points = new Set<string>();
  for (const a of one) {
    for (const b of two) {
      if (a.vertical === b.vertical) continue;
      const [v, h] = a.vertical ? [a, b] : [b, a];
      if (v.at > h.from && v.at < h.to && h.at > v.from && h.at < v.to) points.add(`${v.at} ${h.at}`);
    }
  }
  return points.size;
}

/** Screen pixels of the smallest text in a box when the whole board is on a screen of this size. */
export function smallestText(board: Board, screen: ScreenSize): number {
  const { zoom } = fitCamera(board.bounds, screen);
  return boardTextSize(zoom) * zoom;
}
