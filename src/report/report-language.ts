import type { Narrator } from '../narration/narrator.ts';
import type { RoomWords } from '../narration/page/language.ts';

/** In which words a walk is reported. */
export interface ReportLanguage {
  readonly words: RoomWords['report'];
  readonly narrator: Narrator;
}
