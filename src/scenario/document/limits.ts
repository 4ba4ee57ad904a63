/** Characters of a title; more of one is cut off where it is read. */
export const TITLE_LIMIT = 200;
/** Characters of a text that somebody writes: of a goal, a hint, the words and notes of a course. */
export const TEXT_LIMIT = 10_000;
/** Of each kind of a goal's clauses, and hints: far more than anybody can meet; each request is walked after every change. */
export const MOST_CLAUSES = 50;
