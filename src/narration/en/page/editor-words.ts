import { BOARD_TEXT } from './editor/board-text.ts';
import { CODE } from './editor/code.ts';
import { FIELD_WORDS } from './editor/field-words.ts';

/** What is said where objects are edited as text. */
export const EDITOR_WORDS = { boardText: BOARD_TEXT, code: CODE, fieldMeanings: FIELD_WORDS };
