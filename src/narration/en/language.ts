import type { Language } from '../page/language.ts';
import { createEnglish } from './english.ts';
import { FIRST_WORDS } from './page/first-words.ts';

/** The page in English. */
export const ENGLISH_PAGE: Language = {
  tag: 'en',
  narrate: createEnglish,
  walks: {
    rare: async () => (await import('./rare-words.ts')).RARE_WORDS,
    failures: async () => ({ failures: (await import('./failure-words.ts')).FAILURE_WORDS }),
    steps: async () => ({ steps: (await import('./step-words.ts')).STEP_WORDS }),
  },
  first: FIRST_WORDS,
  fetch: {
    later: async () => (await import('./page/later-words.ts')).LATER_WORDS,
    editor: async () => (await import('./page/editor-words.ts')).EDITOR_WORDS,
    course: async () => (await import('./page/course-words.ts')).COURSE_WORDS,
    narrator: async () => ({ narrator: (await import('./all-words.ts')).ENGLISH }),
  },
};
