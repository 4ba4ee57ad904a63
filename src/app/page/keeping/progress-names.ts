import { ANSWER } from '../../../simulation/predict/answers.ts';

/** What the names begin with under which this browser notes what was done: lessons, challenges, steps of courses, and answers. */
export const PROGRESS = { lesson: 'lesson-', challenge: 'challenge-', course: 'course-done-', answer: ANSWER } as const;
