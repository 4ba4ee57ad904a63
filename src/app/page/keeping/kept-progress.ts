import type { ScenarioDocument } from '../../../scenario/document/document.ts';
import { isAnswerIn, questionOf } from '../../../simulation/predict/answers.ts';
import { dropKept, keptNames } from './kept-names.ts';
import { PROGRESS } from './progress-names.ts';

/** Forgets what was done and answered in a lesson or a challenge, by its id; all else stays. */
export function forgetProgress(id: string): void {
  const done: readonly string[] = [PROGRESS.lesson + id, PROGRESS.challenge + id];
  for (const name of keptNames()) if (done.includes(name) || isAnswerIn(name, id)) dropKept(name);
}

/** Forgets what was answered of a board; `only`: in that part, counted from 0. What was done stays. */
export function forgetAnswers(document: ScenarioDocument, only?: number): void {
  for (const part of document.story.keys()) {
    const name = only === undefined || only === part ? questionOf(document, part) : undefined;
    if (name !== undefined) dropKept(name);
  }
}
