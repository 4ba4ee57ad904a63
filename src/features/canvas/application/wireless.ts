import type { ClusterPod } from '../../../engine/objects.ts';
import { podNamespace } from '../../../engine/packets.ts';
import type { BoardElement, Point } from '../board/element.ts';
import type { Board, Spot } from '../board/placed-board.ts';
import { POD_KERNEL_Y, POD_RAIL } from '../board/sizes.ts';
import { insideSpot, orthogonal, portSpot, type SpotId, spotPoint } from '../board/wires.ts';

/** On a board without wires a pod is plugged in nowhere. */
function podSpot(element: BoardElement, pod: ClusterPod, part: string): Spot | undefined {
  const namespace = podNamespace(pod.namespace, pod.name);
  const x = element.left + POD_RAIL;
  if (part === '')
    return {
      parent: portSpot(namespace, 'eth0'),
      way: [
        { x, y: element.top + POD_KERNEL_Y },
        { x, y: element.top },
      ],
    };
  if (part === 'eth0') return { parent: undefined, way: [{ x, y: element.top }] };
  return part === 'veth' ? undefined : insideSpot(element, pod, part);
}

/** Where there are no wires: up and out of one box, and down into the other. */
function way(board: Board, from: SpotId, to: SpotId): readonly Point[] | undefined {
  const [start, end] = [spotPoint(board, from), spotPoint(board, to)];
  if (start === undefined || end === undefined) return undefined;
  const y = Math.min(start.y, end.y) - FREE_RISE;
  return start.y + FREE_FALL < end.y ? orthogonal(start, end) : [start, { x: start.x, y }, { x: end.x, y }, end];
}

const FREE_RISE = 44;
const FREE_FALL = 20;

/** How packets get about where nothing is plugged in. */
export const WIRELESS: NonNullable<Board['wireless']> = { podSpot, way };
