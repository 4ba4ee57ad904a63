import type { BoardEdit } from './board-edits.ts';

export interface Solution {
  /** The reference. */
  readonly solve: readonly BoardEdit[];
  /** Others that do as well. */
  readonly also?: Readonly<Record<string, readonly BoardEdit[]>>;
  /** What people try. */
  readonly wrong: Readonly<Record<string, readonly BoardEdit[]>>;
  /** What the goal does not need: without it the solved board still meets it. */
  readonly spare?: readonly string[];
}
