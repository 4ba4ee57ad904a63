import type { Choice } from './predict.ts';

/** What somebody predicted. */
export interface Answer {
  /** Absent: they had it shown. */
  readonly choice?: Choice;
  /** What was right then; at least one. */
  readonly right: readonly Choice[];
}

/** A line for what was chosen, and one for each that is right. */
export const formatAnswer = ({ choice = '', right }: Answer): string => [choice, ...right].join('\n');

/** Of anything that a browser may have kept; undefined: of nothing. */
export function parseAnswer(text: string | undefined): Answer | undefined {
  if (text === undefined || text === '') return undefined;
  const [choice = '', ...right] = text.split('\n');
  return choice === '' ? { right } : { choice, right };
}
