import type { Position } from '../../../scenario/document/document.ts';
import { NODE_PADDING, type NodeFrame } from '../board/sizes.ts';

interface Extent {
  readonly width: number;
  readonly height: number;
}

/**
 * A place inside a node for a pod dropped there: below what stands above pods, over none of the node's edges. The node stays as large
 * as it is, and so everything else where it stands.
 */
export function clampInNode({ x, y }: Position, { podsTop }: NodeFrame, node: Extent, pod: Extent): Position {
  const within = (at: number, first: number, last: number): number =>
    Math.round(Math.max(Math.min(at, last - NODE_PADDING), first));
  return {
    x: within(x, NODE_PADDING, node.width - pod.width),
    y: within(y, podsTop, node.height - pod.height),
  };
}
