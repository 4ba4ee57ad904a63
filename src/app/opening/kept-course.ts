import type { Course } from '../../scenario/course/course.ts';
import { parseCourse } from '../../scenario/course/read-course.ts';
import { COURSE_KEPT, keepChoice, readKept } from '../page/kept-choice.ts';
import { dropKept } from '../page/keeping/kept-names.ts';
import { PROGRESS } from '../page/keeping/progress-names.ts';

/** The course that is followed in this browser. */
export interface KeptCourse {
  readonly course: Course;
  /** Of the file that it was read from; absent: it came in a link. */
  readonly file?: string;
}

const AT = 'course-at';
const doneOf = ({ title }: Course): string => PROGRESS.course + title;

/** A line for its file, and its text. */
export function keepCourse({ course, file = '' }: KeptCourse): void {
  keepChoice(COURSE_KEPT, `${file}\n${JSON.stringify(course)}`);
}

export function readKeptCourse(): KeptCourse | undefined {
  const kept = readKept(COURSE_KEPT);
  if (kept === undefined) return undefined;
  const end = kept.indexOf('\n');
  const file = kept.slice(0, end);
  const read = parseCourse(kept.slice(end + 1));
  return read.ok ? { course: read.course, ...(file !== '' && { file }) } : undefined;
}

export function dropCourse(): void {
  dropKept(COURSE_KEPT);
}

/** The key of the step that one has come to. */
export function keepPlace(course: Course, key: string): void {
  keepChoice(AT, `${key}\n${course.title}`);
}

export function readPlace(course: Course): string | undefined {
  const [key, title] = (readKept(AT) ?? '').split('\n');
  return title === course.title ? key : undefined;
}

/** Keys of the steps that were done. */
export function keepDone(course: Course, done: readonly string[]): void {
  keepChoice(doneOf(course), done.join('\n'));
}

export function readDone(course: Course): readonly string[] {
  return (readKept(doneOf(course)) ?? '').split('\n').filter((key) => key !== '');
}
