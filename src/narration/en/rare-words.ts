import type { EnglishWords } from './english-words.ts';
import { FAILURE_WORDS } from './failure-words.ts';
import { PROGRAM_WORDS } from './program-words.ts';

/** Words for every step there is. */
export const RARE_WORDS: EnglishWords = { failures: FAILURE_WORDS, programs: PROGRAM_WORDS };
