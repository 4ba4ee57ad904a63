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
  /** The step one has come to: an index. */
  readonly at: number;
  /** Keys of the steps that were done. */
  readonly done: readonly string[];
  /** The opening of the step's board; another one is on the screen where that is another. */
  readonly opening: number;
}

/** A course on paper: for learners, or for the trainer with notes and answers. */
export interface WantedHandout {
  readonly course: Course;
  readonly copy: 'learner' | 'trainer';
}
