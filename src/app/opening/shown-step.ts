import type { ShownStep } from '../../features/course/open-course.ts';
import { CHALLENGES } from '../../lessons/catalog/challenges.ts';
import { SCENARIOS } from '../../lessons/catalog/catalog.ts';
import { type CourseStep, stepKey } from '../../scenario/course/course.ts';
import type { Problem } from '../../scenario/restore/problem.ts';
import type { Workspace } from './open.ts';

/** As a path shows a step, whether there is such a lesson or not. */
export function showStep(workspace: Workspace, step: CourseStep): ShownStep {
  const kind = 'lesson' in step ? 'lesson' : 'challenge' in step ? 'challenge' : 'board';
  return { key: stepKey(step), title: titleOfStep(workspace, step), kind };
}

/** What a step is called. A board is not read for it: a course may have many, and it is called by its title once it has been opened. */
export function titleOfStep({ simulation: { words } }: Workspace, step: CourseStep): string {
  if (step.title !== undefined) return step.title;
  if ('lesson' in step) return SCENARIOS.find(({ id }) => id === step.lesson)?.title ?? step.lesson;
  if ('challenge' in step) return CHALLENGES.find(({ id }) => id === step.challenge)?.title ?? step.challenge;
  return words.of('course').ownBoard;
}

/** What is told of a step at that index that opens nothing here; undefined: it opens something. */
export function unknownStep(step: CourseStep, index: number): Problem | undefined {
  if ('board' in step) return undefined;
  const [kind, id, all] =
    'lesson' in step
      ? (['lesson', step.lesson, SCENARIOS] as const)
      : (['challenge', step.challenge, CHALLENGES] as const);
  if (all.some((each) => each.id === id)) return undefined;
  return { code: 'COURSE_STEP_UNKNOWN', detail: { number: index + 1, kind, id } };
}
