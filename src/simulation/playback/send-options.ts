import type { StepAddress } from '../../scenario/document/document.ts';

/** How a request is walked. */
export interface SendOptions {
  readonly choices?: readonly number[];
  /** Where to begin; `step` goes before `cue`, which is used where the walk has no such way. Default: the first cue. */
  readonly step?: StepAddress;
  readonly cue?: number;
  /** Begins with what follows this, where that lies before the end; goes before `cue`. */
  readonly after?: StepAddress;
  /** Where playing stops; absent: at the end. */
  readonly until?: StepAddress;
  /** Milliseconds until the beat of `until` begins, at most: what is longer before is passed over. Absent: nothing is. */
  readonly lead?: number;
  readonly play?: boolean;
}
