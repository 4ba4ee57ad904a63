import * as v from 'valibot';
import { isRecord } from '../../engine/text.ts';
import { TEXT_LIMIT, TITLE_LIMIT } from '../document/limits.ts';
import { fieldOf } from '../restore/field-of.ts';
import type { Problem } from '../restore/problem.ts';
import { lessonSchema } from '../restore/schemas.ts';
import type { Unreadable } from '../restore/unreadable.ts';
import type { Course, CourseStep } from './course.ts';

export type ReadCourse =
  | {
      readonly ok: true;
      readonly course: Course;
      /** The steps that could not be used and were left out. */
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly why: Unreadable };

/** Characters of a course file; one that is longer is refused unread. A browser keeps 5 million in all. */
export const COURSE_LIMIT = 1_000_000;
/** More than anybody goes through. */
const MOST_STEPS = 200;

const title = v.pipe(v.string(), v.maxLength(TITLE_LIMIT));
const text = v.pipe(v.string(), v.maxLength(TEXT_LIMIT));
const words = { title: v.exactOptional(title), text: v.exactOptional(text), notes: v.exactOptional(text) };

const STEPS = {
  lesson: v.object({
    lesson: lessonSchema,
    part: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500))),
    ...words,
  }),
  challenge: v.object({ challenge: lessonSchema, ...words }),
  board: v.object({
    board: v.union([
      v.pipe(v.string(), v.minLength(1), v.maxLength(COURSE_LIMIT)),
      v.custom<Readonly<Record<string, unknown>>>(isRecord),
    ]),
    ...words,
  }),
} as const;
const KINDS = ['lesson', 'challenge', 'board'] as const;

const courseSchema = v.object({
  title: v.pipe(title, v.minLength(1)),
  text: v.exactOptional(text),
  steps: v.pipe(v.array(v.unknown()), v.minLength(1)),
});

/** Reads a course file. Steps that cannot be used are left out and told; never throws. */
export function parseCourse(json: string): ReadCourse {
  if (json.length > COURSE_LIMIT)
    return { ok: false, why: { code: 'TOO_LONG', detail: { found: json.length, most: COURSE_LIMIT } } };
  try {
    return readCourse(JSON.parse(json.replace(/^\uFEFF/, '')));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, why: { code: 'NOT_JSON', detail: { why } } };
  }
}

/** From any JSON value to a course, or why it is none. */
export function readCourse(value: unknown): ReadCourse {
  const whole = v.safeParse(courseSchema, value, { abortEarly: true });
  if (!whole.success) return { ok: false, why: { code: 'NO_COURSE', detail: { field: fieldOf(whole.issues[0]) } } };
  const found = whole.output.steps.length;
  if (found > MOST_STEPS) return { ok: false, why: { code: 'TOO_MANY_STEPS', detail: { found, most: MOST_STEPS } } };
  const problems: Problem[] = [];
  const steps = whole.output.steps.flatMap((entry, index): readonly CourseStep[] => {
    const read = readStep(entry);
    if (typeof read !== 'string') return [read];
    problems.push({ code: 'COURSE_STEP_UNUSABLE', detail: { number: index + 1, field: read } });
    return [];
  });
  if (steps.length === 0) return { ok: false, why: { code: 'NO_COURSE', detail: { field: 'steps' } } };
  return { ok: true, course: { version: 1, ...whole.output, steps }, problems };
}

/** The step, or the path of what cannot be used in it; "": it opens nothing, or several things. */
function readStep(value: unknown): CourseStep | string {
  const [kind, ...more] = KINDS.filter((each) => isRecord(value) && each in value);
  if (kind === undefined || more.length > 0) return '';
  const read = v.safeParse(STEPS[kind], value, { abortEarly: true });
  return read.success ? (read.output as CourseStep) : fieldOf(read.issues[0]);
}
