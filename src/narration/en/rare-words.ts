import type { WalkWords } from '../page/walk-words.ts';
import { FAILURE_WORDS } from './failure-words.ts';
import { PROGRAM_WORDS } from './program-words.ts';
import { STEP_WORDS } from './step-words.ts';
import { sayNotConsidered } from './remarks/not-considered.ts';

/** Words for every step there is, and for what was not considered. */
export const RARE_WORDS: WalkWords = {
  failures: FAILURE_WORDS,
  programs: PROGRAM_WORDS,
  steps: STEP_WORDS,
  notConsidered: sayNotConsidered,
};
