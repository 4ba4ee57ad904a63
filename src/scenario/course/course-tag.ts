/** What the hash of a link begins with that holds a course. */
export const COURSE_TAG = 'c1:';
