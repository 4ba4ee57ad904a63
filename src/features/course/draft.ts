import type { Course, CourseStep } from '../../scenario/course/course.ts';

/** A step while a course is made; its number stays with it wherever it is moved. */
export interface DraftStep {
  readonly id: number;
  readonly step: CourseStep;
}

/** A course that is being made. */
export interface Draft {
  readonly title: string;
  readonly text: string;
  readonly steps: readonly DraftStep[];
}

export function draftOf({ title, text = '', steps }: Pick<Course, 'title' | 'text' | 'steps'>): Draft {
  return { title, text, steps: steps.map((step, id) => ({ id, step })) };
}

/** The course, without fields in which nothing stands; undefined: it lacks a title or a step. */
export function courseOf({ title, text, steps }: Draft): Course | undefined {
  if (title.trim() === '' || steps.length === 0) return undefined;
  return {
    version: 1,
    title: title.trim(),
    ...(text.trim() !== '' && { text }),
    steps: steps.map(({ step }) => withoutEmpty(step)),
  };
}

/** Nothing of it would be missed. */
export function isEmpty({ title, text, steps }: Draft): boolean {
  return title.trim() === '' && text.trim() === '' && steps.length === 0;
}

export function withStep(draft: Draft, step: CourseStep): Draft {
  const id = Math.max(-1, ...draft.steps.map((each) => each.id)) + 1;
  return { ...draft, steps: [...draft.steps, { id, step }] };
}

/** Moves a step by one place; where there is none it stays. */
export function moveStep(draft: Draft, id: number, by: 1 | -1): Draft {
  const at = draft.steps.findIndex((each) => each.id === id);
  const moved = draft.steps[at];
  if (moved === undefined || at + by < 0 || at + by >= draft.steps.length) return draft;
  return { ...draft, steps: draft.steps.toSpliced(at, 1).toSpliced(at + by, 0, moved) };
}

export function changeStep(draft: Draft, id: number, step: CourseStep): Draft {
  return { ...draft, steps: draft.steps.map((each) => (each.id === id ? { id, step } : each)) };
}

export function removeStep(draft: Draft, id: number): Draft {
  return { ...draft, steps: draft.steps.filter((each) => each.id !== id) };
}

function withoutEmpty(step: CourseStep): CourseStep {
  const entries = Object.entries(step).filter(([, value]) => typeof value !== 'string' || value.trim() !== '');
  return Object.fromEntries(entries) as unknown as CourseStep;
}
