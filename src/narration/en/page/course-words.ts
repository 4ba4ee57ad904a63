import { AUTHOR } from './course/author.ts';
import { COURSE } from './course/course.ts';
import { HANDOUT } from './course/handout.ts';
import { MAKE_COURSE } from './course/make.ts';

/** What is said where stories and courses are followed and made. */
export const COURSE_WORDS = { author: AUTHOR, course: COURSE, handout: HANDOUT, makeCourse: MAKE_COURSE };
