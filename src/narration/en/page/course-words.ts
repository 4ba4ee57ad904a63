import { COURSE } from './course/course.ts';
import { HANDOUT } from './course/handout.ts';
import { MAKE_COURSE } from './course/make.ts';

/** What is said where courses are followed and made. */
export const COURSE_WORDS = { course: COURSE, handout: HANDOUT, makeCourse: MAKE_COURSE };
