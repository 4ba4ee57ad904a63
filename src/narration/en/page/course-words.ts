import { COURSE } from './course/course.ts';

/** What is said where courses are followed and made. */
export const COURSE_WORDS = { course: COURSE };
