import type { Ratio } from './statistics.ts';

/** One line of the table: a claim, what was measured, and whether it holds. */
export interface Finding {
  /** Of the table of what fast means. */
  readonly row: number | '9b';
  readonly work: string;
  readonly against: string;
  /** What is compared, e.g. "CPU per frame". */
  readonly figure: string;
  readonly target: string;
  readonly ours: string;
  readonly reference: string;
  /** Absent: the target is no ratio. */
  readonly ratio?: Ratio;
  readonly met: boolean;
  /** Measurements other programs disturbed. */
  readonly disturbed: number;
}

/** A row: what it found, and counts worth telling that do not depend on the machine. */
export interface RowResult {
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

export interface RowOptions {
  readonly rounds: number;
  /** Where the pages to measure are served. */
  readonly pages: string;
  /** Where the built page is served. */
  readonly site: string;
  /** Chromium's executable. */
  readonly executable: string;
}
