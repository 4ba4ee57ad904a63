import { dropKept, keptNames } from './kept-names.ts';

/** Forgets what was done and answered in a lesson, a challenge or a board, by its id or title; all else stays. */
export function forgetProgress(id: string): void {
  for (const name of keptNames()) if (isOf(name, id)) dropKept(name);
}

/** The names of answers: see questionOf. */
function isOf(name: string, id: string): boolean {
  if (name === `lesson-${id}` || name === `challenge-${id}`) return true;
  return name.startsWith(`answer-${id}-`) && /^\d+-[A-Z_]+$/.test(name.slice(`answer-${id}-`.length));
}
