import type { Position } from '../../../scenario/document/document.ts';
import { NODE_PADDING, type NodeFrame } from '../board/sizes.ts';

/** A place inside a node for a pod dropped there: below what stands above pods, not over the left edge. */
export function clampInNode({ x, y }: Position, { podsTop }: NodeFrame): Position {
  return { x: Math.max(NODE_PADDING, Math.round(x)), y: Math.max(podsTop, Math.round(y)) };
}
