import type { ClusterPod } from '../../engine/kubernetes/cluster.ts';
import type { Position } from '../../scenario/document.ts';
import { NODE_MIN_HEIGHT, NODE_MIN_WIDTH, NODE_PADDING, PODS_TOP, POD_WIDTH, podHeight } from './sizes.ts';

const COLUMN_GAP = 12;
const ROW_GAP = 20;
/** A wire of its own for each of the first rows below the top one. */
const LANE = 5;
const MAX_LANES = 6;
const NODE_GAP = 24;
const ROW_OF_NODES_GAP = 96;
/** Up to so many nodes stand side by side. */
const ONE_ROW = 6;
/** Width by height a big board aims at. */
const ASPECT = 1.7;

/** The pods of one node on a grid. */
export interface PodGrid {
  readonly columns: number;
  readonly lanes: number;
  readonly width: number;
}

/** One grid for all nodes, made for the fullest, so that what is alike lines up. */
export function createPodGrid(fullest: number, nodes: number): PodGrid {
  const breadth = nodes <= 1 ? 3 : nodes === 2 ? 1.6 : nodes <= ONE_ROW ? 0.9 : 1.2;
  const columns = Math.max(1, Math.round(Math.sqrt(fullest * breadth)));
  const rows = Math.ceil(fullest / columns);
  const lanes = Math.min(Math.max(rows - 1, 0), MAX_LANES);
  return {
    columns,
    lanes,
    width: Math.max(NODE_MIN_WIDTH, columnLeft({ columns, lanes }, columns) - COLUMN_GAP + NODE_PADDING - lanes * LANE),
  };
}

/** Left edge of a column in the node's frame. */
function columnLeft({ lanes }: Pick<PodGrid, 'columns' | 'lanes'>, column: number): number {
  return NODE_PADDING + lanes * LANE + column * (POD_WIDTH + COLUMN_GAP + lanes * LANE);
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
  let top = PODS_TOP;
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
  return { placed, height: Math.max(NODE_MIN_HEIGHT, top - ROW_GAP + NODE_PADDING) };
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

/** Boxes of one width in rows on both sides of a gap in the middle: half to its left, half to its right. */
export function placeAround(
  sizes: readonly Size[],
  { center, gap, spacing, top, maxWidth }: Around,
): { readonly positions: readonly Position[]; readonly bottom: number } {
  const width = Math.max(0, ...sizes.slice(0, 64).map((size) => size.width));
  const half = Math.max(1, Math.floor(maxWidth / 2 / (width + spacing)));
  const positions: Position[] = [];
  let y = top;
  for (let first = 0; first < sizes.length; first += 2 * half) {
    const row = sizes.slice(first, first + 2 * half);
    const left = Math.ceil(row.length / 2);
    let tallest = 0;
    row.forEach((size, index) => {
      const x =
        index < left
          ? center - gap / 2 - (left - index) * (width + spacing) + spacing
          : center + gap / 2 + (index - left) * (width + spacing);
      positions.push({ x: Math.round(x), y });
      tallest = Math.max(tallest, size.height);
    });
    y += tallest + spacing;
  }
  return { positions, bottom: sizes.length === 0 ? top : y - spacing };
}

export interface Around {
  readonly center: number;
  readonly gap: number;
  readonly spacing: number;
  readonly top: number;
  readonly maxWidth: number;
}
