import type { ClusterPod } from '../../../engine/objects.ts';
import { type BoardElement, elementOfNamespace, INTERNET_ID, type Point } from '../board/element.ts';
import type { Board, Spot } from '../board/placed-board.ts';
import { POD_KERNEL_Y, POD_RAIL } from '../board/sizes.ts';
import {
  insideSpot,
  kernelSpot,
  orthogonal,
  type SpotId,
  spotNamespace,
  spotPoint,
  treeWay,
} from '../placing/wires.ts';
import { CLEARANCE } from '../routes/find-route.ts';
import { routeAround } from '../routes/route-around.ts';
import { isOpenFrame } from '../words/words-in.ts';

/** On a board without wires a pod is plugged in nowhere. */
function podSpot(element: BoardElement, pod: ClusterPod, part: string): Spot | undefined {
  if (part === '') return { parent: undefined, way: [{ x: element.left + POD_RAIL, y: element.top + POD_KERNEL_Y }] };
  return part === 'veth' || part === 'eth0' ? undefined : insideSpot(element, pod, part);
}

const known = new WeakMap<Board, Map<string, readonly Point[] | undefined>>();

/** Out of one box, around all that stands between, and into the other. */
function way(board: Board, from: SpotId, to: SpotId): readonly Point[] | undefined {
  const ways = known.get(board) ?? new Map<string, readonly Point[] | undefined>();
  known.set(board, ways);
  const key = `${from} ${to}`;
  if (ways.has(key)) return ways.get(key);
  // There as back.
  const back = ways.get(`${to} ${from}`)?.toReversed();
  const found = back ?? findWay(board, from, to);
  ways.set(key, found);
  return found;
}

function findWay(board: Board, from: SpotId, to: SpotId): readonly Point[] | undefined {
  const [out, into] = [wayOut(board, from), wayOut(board, to)];
  const [start, end] = [out?.at(-1), into?.at(-1)];
  if (out === undefined || into === undefined || start === undefined || end === undefined) return undefined;
  const between = routeAround(board, start, end) ?? orthogonal(start, end);
  return [...out, ...between.slice(1, -1), ...into.toReversed()];
}

/** From a spot to beside the box that it is in: through the kernel and out on the left, where no words stand. */
function wayOut(board: Board, spot: SpotId): readonly Point[] | undefined {
  const namespace = spotNamespace(spot);
  const box = board.showing(elementOfNamespace(namespace));
  const inside = treeWay(board, spot, kernelSpot(namespace)) ?? [];
  const last = inside.at(-1) ?? spotPoint(board, spot);
  if (box === undefined || last === undefined) return undefined;
  const way = inside.length === 0 ? [last] : inside;
  if (box.id === INTERNET_ID) return [...way, { x: last.x, y: last.y + CLEARANCE }];
  return [...way, { x: box.left - CLEARANCE, y: last.y }];
}

/** Out of the box that the packet is in, on its left, where no words stand, and on around all others. */
function around(board: Board, packet: Point, to: Point): readonly Point[] | undefined {
  const box = board.at(packet.x, packet.y);
  const out = box === undefined || isOpenFrame(board, box) ? packet : { x: box.left - CLEARANCE, y: packet.y };
  return routeAround(board, out, to);
}

/** How packets get about where nothing is plugged in. */
export const WIRELESS: NonNullable<Board['wireless']> = { podSpot, way, around };
