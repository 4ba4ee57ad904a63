import { expect, test } from 'vitest';
import {
  changeStep,
  courseOf,
  type Draft,
  draftOf,
  moveStep,
  removeStep,
  withStep,
} from '../../../src/features/course/draft.ts';
import { readCourse } from '../../../src/scenario/course/read-course.ts';

const EMPTY: Draft = { title: '', text: '', steps: [] };
const made = ['a', 'b', 'c'].reduce<Draft>((draft, lesson) => withStep(draft, { lesson }), { ...EMPTY, title: ' T ' });
const lessons = (draft: Draft) => draft.steps.map(({ step }) => ('lesson' in step ? step.lesson : ''));

test('steps are added, moved within bounds, changed and taken away, and keep who they are', () => {
  const [first, second] = made.steps;
  if (first === undefined || second === undefined) throw new Error('no steps');
  expect(lessons(moveStep(made, second.id, -1))).toEqual(['b', 'a', 'c']);
  expect(lessons(moveStep(made, first.id, 1))).toEqual(['b', 'a', 'c']);
  expect(moveStep(made, first.id, -1)).toBe(made);
  expect(lessons(removeStep(made, second.id))).toEqual(['a', 'c']);
  const again = withStep(removeStep(made, first.id), { lesson: 'd' });
  expect(new Set(again.steps.map(({ id }) => id)).size).toBe(3);
});

test('what is made is a course as a file holds it, without empty fields; without title or step it is none', () => {
  const [first] = made.steps;
  const noted = changeStep(made, first?.id ?? -1, { lesson: 'a', notes: 'N', text: ' ' });
  const course = courseOf(noted);
  expect(course).toEqual({
    version: 1,
    title: 'T',
    steps: [{ lesson: 'a', notes: 'N' }, { lesson: 'b' }, { lesson: 'c' }],
  });
  const read = readCourse(course);
  expect(read.ok && read.course).toEqual(course);
  expect(courseOf(draftOf({ title: ' ', steps: [{ lesson: 'a' }] }))).toBeUndefined();
  expect(courseOf({ ...EMPTY, title: 'T' })).toBeUndefined();
});
