import { hashText } from '../hash-text.ts';

/** What a step says beside what it opens; Markdown. */
export interface StepWords {
  /** What the path calls it; absent: as what it opens is called. */
  readonly title?: string;
  /** The trainer's own words before it. */
  readonly text?: string;
  /** For the trainer only: they stand in the trainer's copy. */
  readonly notes?: string;
}

export interface LessonStep extends StepWords {
  /** A built-in lesson, by its id. */
  readonly lesson: string;
  /** Only this part of it, counted from 1; absent: all of it. */
  readonly part?: number;
}

export interface ChallengeStep extends StepWords {
  /** A built-in challenge, by its id. */
  readonly challenge: string;
}

export interface BoardStep extends StepWords {
  /** A board of the trainer's own: a link to it, or its hash; or what a scenario file holds. Read when it is opened. */
  readonly board: string | Readonly<Record<string, unknown>>;
}

export type CourseStep = LessonStep | ChallengeStep | BoardStep;

/** Lessons, challenges and own boards in the order of a workshop. It comes from a file beside the page, or within a link. */
export interface Course {
  readonly version: 1;
  readonly title: string;
  /** What stands before the first step; Markdown. */
  readonly text?: string;
  /** At least one. */
  readonly steps: readonly CourseStep[];
}

/** As learners get it: what is the trainer's alone is left out. */
export function withoutNotes(course: Course): Course {
  return { ...course, steps: course.steps.map(({ notes: _notes, ...step }) => step) };
}

export function hasNotes({ steps }: Course): boolean {
  return steps.some(({ notes }) => notes !== undefined);
}

/** By which name it is kept that a step was done: that of what it opens, so that a course may be mended while it runs. */
export function stepKey(step: CourseStep): string {
  if ('lesson' in step) return `lesson:${step.lesson}${step.part === undefined ? '' : `:${step.part}`}`;
  if ('challenge' in step) return `challenge:${step.challenge}`;
  return `board:${hashText(typeof step.board === 'string' ? step.board : JSON.stringify(step.board))}`;
}

/** What a link to a board has behind its "#": of a whole link, or of that alone. */
export const boardHash = (link: string): string => link.slice(link.indexOf('#') + 1).trim();
