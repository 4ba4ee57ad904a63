import type { ClusterPod } from '../../../engine/objects.ts';
import type { Position } from '../../../scenario/document/document.ts';
import { NODE_MIN_ROOM, NODE_MIN_WIDTH, NODE_PADDING, POD_WIDTHS, podHeight, wantedPodWidth } from '../board/sizes.ts';

const COLUMN_GAP = 12;
/** Board pixels between lines in a gutter, and around them all. */
const LINE = 5;
const GUTTER_ENDS = 8;
export const ROW_GAP = 20;
/** A wire of its own for each of the first rows below the top one. */
const LANE = 5;
const MAX_LANES = 6;
export const NODE_GAP = 24;
const ROW_OF_NODES_GAP = 96;
/** Up to so many nodes stand side by side. */
const ONE_ROW = 6;
/** Width by height a big board aims at. */
const ASPECT = 1.7;

/** The pods of one node on a grid. */
export interface PodGrid {
  readonly columns: number;
  readonly lanes: number;
  readonly podWidth: number;
  /** Room right of a pod for lines to the rows below. */
  readonly gutter: number;
  readonly width: number;
  /** Left edge of the first column. */
  readonly left: number;
  readonly podsTop: number;
}

export interface GridInput {
  /** Pods of each node. */
  readonly groups: readonly (readonly ClusterPod[])[];
  /** How large a board is seen whose nodes take so much together. */
  readonly zoomOf: (nodes: Size) => number;
  /** From the upper edge of a node to its pods. */
  readonly podsTop: number;
  /** How many lines lead to a pod. */
  readonly linesOf: (pod: ClusterPod) => number;
}

/** One grid for all nodes, made for the fullest, so that what is alike lines up. */
export function createPodGrid(input: GridInput): PodGrid {
  const { groups } = input;
  const fullest = groups.reduce((most, pods) => Math.max(most, pods.length), 0);
  if (groups.length > ONE_ROW || fullest > FEW_PODS) {
    return gridOf(input, Math.max(1, Math.round(Math.sqrt(fullest * 1.2))), POD_WIDTHS[0]);
  }
  return roomiestGrid(input, fullest);
}

/** Where everything stands in one row of nodes: the grid that is seen the largest, whole names counting as well. */
function roomiestGrid(input: GridInput, fullest: number): PodGrid {
  const { groups, zoomOf, podsTop } = input;
  const pods = groups.flat();
  const tallest = pods.reduce((most, pod) => Math.max(most, podHeight(pod)), 0);
  const wanted = pods.reduce((most, pod) => Math.max(most, wantedPodWidth(pod)), 0);
  let best = gridOf(input, 1, POD_WIDTHS[0]);
  let bestScore = 0;
  for (let columns = 1; columns <= Math.max(1, fullest); columns += 1) {
    for (const [at, podWidth] of POD_WIDTHS.entries()) {
      if (at > 0 && (POD_WIDTHS[at - 1] ?? 0) >= wanted) continue;
      const grid = gridOf(input, columns, podWidth);
      const width = groups.length * (grid.width + NODE_GAP);
      const height = podsTop + Math.ceil(fullest / columns) * (tallest + ROW_GAP);
      const score = zoomOf({ width, height }) * (1 + at * WHOLE_NAMES);
      if (score > bestScore) [best, bestScore] = [grid, score];
    }
  }
  return best;
}

const FEW_PODS = 40;
/** What a wider pod is worth, as a share of the board's size on the screen. */
const WHOLE_NAMES = 0.03;

function gridOf({ groups, linesOf, podsTop }: GridInput, columns: number, podWidth: number): PodGrid {
  const fullest = groups.reduce((most, pods) => Math.max(most, pods.length), 0);
  const rows = Math.ceil(fullest / columns);
  const lanes = Math.min(Math.max(rows - 1, 0), MAX_LANES);
  // Those of the top row come straight from above.
  const passing = groups.map((pods) => {
    const counts = Array.from({ length: columns }, () => 0);
    pods.forEach((pod, index) => {
      const column = index % columns;
      if (index >= columns) counts[column] = (counts[column] ?? 0) + linesOf(pod);
    });
    return Math.max(0, ...counts);
  });
  const gutter = Math.max(COLUMN_GAP, GUTTER_ENDS + LINE * passing.reduce((most, count) => Math.max(most, count), 0));
  const right = columnLeft({ lanes, podWidth, gutter }, columns) + NODE_PADDING - COLUMN_GAP - lanes * LANE;
  return {
    columns,
    lanes,
    podWidth,
    gutter,
    podsTop,
    left: NODE_PADDING + lanes * LANE,
    width: Math.max(NODE_MIN_WIDTH, right),
  };
}

/** Left edge of a column in the node's frame. */
function columnLeft(
  { lanes, podWidth, gutter }: Pick<PodGrid, 'lanes' | 'podWidth' | 'gutter'>,
  column: number,
): number {
  return NODE_PADDING + lanes * LANE + column * (podWidth + gutter + lanes * LANE);
}

export interface PlacedPod {
  readonly pod: ClusterPod;
  readonly position: Position;
  readonly height: number;
  /** Row of the grid, counted from 0. */
  readonly row: number;
}

/** Pods in their given order, row by row, in the node's frame; and the height their node needs. */
export function placePods(
  pods: readonly ClusterPod[],
  grid: PodGrid,
): { readonly placed: readonly PlacedPod[]; readonly height: number } {
  const placed: PlacedPod[] = [];
  let top = grid.podsTop;
  for (let first = 0; first < pods.length; first += grid.columns) {
    const row = pods.slice(first, first + grid.columns);
    let tallest = 0;
    row.forEach((pod, column) => {
      const height = podHeight(pod);
      tallest = Math.max(tallest, height);
      placed.push({ pod, position: { x: columnLeft(grid, column), y: top }, height, row: first / grid.columns });
    });
    top += tallest + ROW_GAP;
  }
  return { placed, height: Math.max(grid.podsTop + NODE_MIN_ROOM, top - ROW_GAP + NODE_PADDING) };
}

/** How far left of its pod a wire runs that passes the rows above; 0 for the top row, which needs none. */
export function laneOffset(row: number): number {
  return row === 0 ? 0 : LANE * (1 + ((row - 1) % MAX_LANES));
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface NodeRows {
  readonly positions: readonly Position[];
  readonly width: number;
  /** Upper edge of each row and how many nodes stand in it, from the left. */
  readonly rows: readonly { readonly top: number; readonly count: number }[];
}

/** Nodes in a row; many of them in rows of equal length, so that the board stays about as wide as a screen. */
export function placeNodes(sizes: readonly Size[], top: number): NodeRows {
  const perRow = sizes.length <= ONE_ROW ? Math.max(1, sizes.length) : columnsFor(sizes);
  const positions: Position[] = [];
  const rows: { top: number; count: number }[] = [];
  let y = top;
  let width = 0;
  for (let first = 0; first < sizes.length; first += perRow) {
    const row = sizes.slice(first, first + perRow);
    let x = 0;
    let tallest = 0;
    for (const size of row) {
      positions.push({ x, y });
      x += size.width + NODE_GAP;
      tallest = Math.max(tallest, size.height);
    }
    width = Math.max(width, x - NODE_GAP);
    rows.push({ top: y, count: row.length });
    y += tallest + ROW_OF_NODES_GAP;
  }
  return { positions, width, rows };
}

function columnsFor(sizes: readonly Size[]): number {
  const area = sizes.reduce((sum, { width, height }) => sum + (width + NODE_GAP) * (height + ROW_OF_NODES_GAP), 0);
  const width = Math.max(...sizes.slice(0, 64).map((size) => size.width)) + NODE_GAP;
  return Math.max(ONE_ROW, Math.round(Math.sqrt(area * ASPECT) / width));
}

/**
 * Boxes of one width in rows on both sides of a gap in the middle, half to its left, half to its right; in their order from
 * the left, those above each other following each other.
 */
export function placeAround(
  sizes: readonly Size[],
  { center, gap, spacing, top, half }: Around,
): { readonly positions: readonly Position[]; readonly bottom: number } {
  const width = Math.max(0, ...sizes.slice(0, 64).map((size) => size.width));
  const tallest = sizes.reduce((most, { height }) => Math.max(most, height), 0);
  const slots: Position[] = [];
  let y = top;
  for (let first = 0; first < sizes.length; first += 2 * half) {
    const count = Math.min(2 * half, sizes.length - first);
    const left = Math.ceil(count / 2);
    for (let index = 0; index < count; index += 1) {
      const x =
        index < left
          ? center - gap / 2 - (left - index) * (width + spacing) + spacing
          : center + gap / 2 + (index - left) * (width + spacing);
      slots.push({ x: Math.round(x), y });
    }
    y += tallest + Math.min(spacing, ROW_GAP);
  }
  const positions = slots.toSorted((a, b) => a.x - b.x || a.y - b.y);
  return { positions, bottom: sizes.length === 0 ? top : y - Math.min(spacing, ROW_GAP) };
}

export interface Around {
  readonly center: number;
  readonly gap: number;
  readonly spacing: number;
  readonly top: number;
  /** So many stand on each side. */
  readonly half: number;
}
