import type { Point, Rect } from '../board/element.ts';
import { createHeap } from './heap.ts';

/** Board pixels: how far from what it goes around a route keeps where there is room, and where there is little. */
export const CLEARANCE = 6;
const LEAST = 2;
/** Board pixels of a detour that are worth a turn. */
const TURN = 40;

interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** For each crossing of two lines whether something stands between it and the next one to the right, and below. */
  readonly right: Uint8Array;
  readonly below: Uint8Array;
}

/**
 * The shortest way with few turns from one point to another, along lines beside what stands in the way; both ends included, each
 * piece straight across or straight down. undefined: there is none. Plain A* over the lines along the edges of `obstacles`.
 */
export function findRoute(from: Point, to: Point, obstacles: readonly Rect[]): readonly Point[] | undefined {
  const grid = createGrid(from, to, obstacles);
  const { xs, ys } = grid;
  const width = xs.length;
  const indexOf = ({ x, y }: Point): number => ys.indexOf(y) * width + xs.indexOf(x);
  const [start, end] = [indexOf(from), indexOf(to)];
  const pointOf = (index: number): Point => ({ x: xs[index % width] ?? 0, y: ys[Math.floor(index / width)] ?? 0 });
  const left = (index: number): number => {
    const { x, y } = pointOf(index);
    return Math.abs(x - to.x) + Math.abs(y - to.y);
  };
  // A state is a crossing and whether one came there across (0) or down (1).
  const costs = new Float64Array(2 * width * ys.length).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(costs.length).fill(-1);
  const open = createHeap();
  for (const direction of [0, 1]) {
    costs[2 * start + direction] = 0;
    open.push(2 * start + direction, left(start));
  }
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const [at, direction] = [state >> 1, state & 1];
    if (at === end) return straightened(wayTo(state, before).map((each) => pointOf(each >> 1)));
    const cost = costs[state] ?? 0;
    for (const [next, across] of neighbours(grid, at)) {
      const [a, b] = [pointOf(at), pointOf(next)];
      const turned = across === (direction === 0) ? 0 : TURN;
      const total = cost + Math.abs(a.x - b.x) + Math.abs(a.y - b.y) + turned;
      const reached = 2 * next + (across ? 0 : 1);
      if (total >= (costs[reached] ?? 0)) continue;
      costs[reached] = total;
      before[reached] = state;
      open.push(reached, total + left(next));
    }
  }
  return undefined;
}

function neighbours({ xs, ys, right, below }: Grid, at: number): readonly (readonly [next: number, across: boolean])[] {
  const width = xs.length;
  const column = at % width;
  const found: (readonly [number, boolean])[] = [];
  if (column + 1 < width && right[at] === 0) found.push([at + 1, true]);
  if (column > 0 && right[at - 1] === 0) found.push([at - 1, true]);
  if (at + width < width * ys.length && below[at] === 0) found.push([at + width, false]);
  if (at >= width && below[at - width] === 0) found.push([at - width, false]);
  return found;
}

function createGrid(from: Point, to: Point, obstacles: readonly Rect[]): Grid {
  const xs = sorted([from.x, to.x, ...obstacles.flatMap(({ left, width }) => beside(left, width))]);
  const ys = sorted([from.y, to.y, ...obstacles.flatMap(({ top, height }) => beside(top, height))]);
  const size = xs.length * ys.length;
  const [right, below] = [new Uint8Array(size), new Uint8Array(size)];
  for (const { left, top, width, height } of obstacles) {
    const columns = within(xs, left - LEAST, left + width + LEAST);
    const rows = within(ys, top - LEAST, top + height + LEAST);
    for (let row = rows.first; row <= rows.last; row += 1) {
      // The pieces that lead in and out are in the way as well.
      for (let column = columns.first - 1; column <= columns.last; column += 1) {
        if (column >= 0) right[row * xs.length + column] = 1;
      }
    }
    for (let column = columns.first; column <= columns.last; column += 1) {
      for (let row = rows.first - 1; row <= rows.last; row += 1) {
        if (row >= 0) below[row * xs.length + column] = 1;
      }
    }
  }
  return { xs, ys, right, below };
}

function beside(start: number, length: number): readonly number[] {
  return [start - CLEARANCE, start + length + CLEARANCE];
}

function sorted(values: readonly number[]): readonly number[] {
  return [...new Set(values)].toSorted((a, b) => a - b);
}

/** The first and the last of the values strictly between two bounds; the last before the first: there is none. */
function within(
  values: readonly number[],
  from: number,
  to: number,
): { readonly first: number; readonly last: number } {
  const first = values.findIndex((value) => value > from);
  const last = values.findLastIndex((value) => value < to);
  return { first: first < 0 ? values.length : first, last };
}

function wayTo(state: number, before: Int32Array): readonly number[] {
  const way: number[] = [];
  for (let at = state; at >= 0; at = before[at] ?? -1) way.push(at);
  return way.toReversed();
}

/** Without the points at which it does not turn. */
export function straightened(points: readonly Point[]): readonly Point[] {
  return points.filter((point, index) => {
    const [last, next] = [points[index - 1], points[index + 1]];
    if (last === undefined || next === undefined) return true;
    return !(last.x === point.x && point.x === next.x) && !(last.y === point.y && point.y === next.y);
  });
}
