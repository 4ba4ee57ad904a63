import { type Draft, draftOf } from '../../features/course/draft.ts';
import { readCourse } from '../../scenario/course/read-course.ts';
import { keepChoice, readKept } from '../page/kept-choice.ts';

const NAME = 'course-draft';
const EMPTY: Draft = { title: '', text: '', steps: [] };

/** Keeps a course that is being made, finished or not. */
export function keepDraft({ title, text, steps }: Draft): void {
  keepChoice(NAME, JSON.stringify({ title, text, steps: steps.map(({ step }) => step) }));
}

/** What was being made here last. */
export function readDraft(): Draft {
  let kept: unknown;
  try {
    kept = JSON.parse(readKept(NAME) ?? '');
  } catch {
    return EMPTY;
  }
  if (typeof kept !== 'object' || kept === null) return EMPTY;
  const { title, text } = { title: '', text: '', ...kept } as { readonly title: unknown; readonly text: unknown };
  // A draft may lack what a course must have.
  const read = readCourse({ ...kept, title: 'T' });
  return {
    title: typeof title === 'string' ? title : '',
    text: typeof text === 'string' ? text : '',
    steps: read.ok ? draftOf(read.course).steps : [],
  };
}
