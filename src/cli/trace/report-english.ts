import { ENGLISH } from '../../narration/en/all-words.ts';
import { WALK_REPORT } from '../../narration/en/page/later/documents/report.ts';
import type { ReportLanguage } from '../../report/report-language.ts';

/** The command line speaks English, and has all of it at hand. */
export const IN_ENGLISH: ReportLanguage = { words: WALK_REPORT, narrator: ENGLISH };
