import type { Course } from '../../scenario/course/course.ts';

/** A step as the path of a course shows it. */
export interface ShownStep {
  /** By which it is kept that it was done. */
  readonly key: string;
  readonly title: string;
  readonly kind: 'lesson' | 'challenge' | 'board';
}

/** A course that is followed. */
export interface OpenCourse {
  readonly course: Course;
  /** As many as the course has. */
  readonly steps: readonly ShownStep[];
  /** The step that was opened last: an index. */
  readonly at: number;
  /** Keys of the steps that were done. */
  readonly done: readonly string[];
  /** The steps' boards that were opened on this page, by their openings: Undo and the browser's Back bring any of them back. */
  readonly openings: ReadonlyMap<number, number>;
}

/** The step one is at: that whose board is on the screen; otherwise the one that was opened last, and one is not there. */
export function placeIn(
  { at, openings }: Pick<OpenCourse, 'at' | 'openings'>,
  opening: number,
): { readonly at: number; readonly isHere: boolean } {
  const here = openings.get(opening);
  return { at: here ?? at, isHere: here !== undefined };
}

/** A course on paper: for learners, or for the trainer with notes and answers. */
export interface WantedHandout {
  readonly course: Course;
  readonly copy: 'learner' | 'trainer';
  /** The trainer's copy can be had. */
  readonly isTrainers: boolean;
}
