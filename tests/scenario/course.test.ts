import { expect, test } from 'vitest';
import { PROBLEMS } from '../../src/narration/en/scenario/problems.ts';
import { UNREADABLE } from '../../src/narration/en/scenario/unreadable.ts';
import { say } from '../../src/narration/sentences.ts';
import { hasNotes, stepKey, withoutNotes } from '../../src/scenario/course/course.ts';
import { decodeCourseLink, encodeCourseLink } from '../../src/scenario/course/course-link.ts';
import { COURSE_LIMIT, parseCourse, readCourse } from '../../src/scenario/course/read-course.ts';

const COURSE = {
  version: 1,
  title: 'Networking in half a day',
  text: 'Bring *your own* laptop.',
  steps: [
    { lesson: 'pod-to-pod', part: 2, text: 'First the wire.', notes: 'Ten minutes.' },
    { challenge: 'wrong-selector', title: 'Mend it' },
    { board: 'https://example.org/#p2:abc' },
    { board: { document: { version: 1, title: 'Mine', objects: [] } } },
  ],
} as const;

test('a course is read from its file and from its link, and is the same', () => {
  const read = parseCourse(JSON.stringify(COURSE));
  expect(read).toEqual({ ok: true, course: COURSE, problems: [] });
  const hash = encodeCourseLink(COURSE);
  expect(hash).toMatch(/^c1:[\w-]+$/);
  expect(decodeCourseLink(hash)).toEqual(read);
});

test('a course with a step that cannot be used is read without it, and says which and why', () => {
  const read = readCourse({
    title: 'T',
    steps: [
      { lesson: 'pod-to-pod' },
      { lesson: 'a', challenge: 'b' },
      { lesson: 'Pod to pod' },
      7,
      { board: 'x', notes: 7 },
    ],
  });
  if (!read.ok) throw new Error('no course');
  expect(read.course.steps).toEqual([{ lesson: 'pod-to-pod' }]);
  expect(read.problems.map((problem) => say(PROBLEMS, problem))).toEqual([
    'Step 2 of the course cannot be used and was left out: it needs one of "lesson", "challenge" and "board".',
    'Step 3 of the course cannot be used and was left out: its lesson is none that a step can have.',
    'Step 4 of the course cannot be used and was left out: it needs one of "lesson", "challenge" and "board".',
    'Step 5 of the course cannot be used and was left out: its notes is none that a step can have.',
  ]);
});

test.each([
  ['[]', /expected an object with "title" and "steps"|its title is missing/],
  ['{"title":"T"}', /its steps is missing/],
  ['{"title":"","steps":[{"lesson":"a"}]}', /its title is missing/],
  ['{"title":"T","steps":[{}]}', /its steps is missing/],
  ['{"title":', /The file is not JSON/],
  [`"${'x'.repeat(COURSE_LIMIT)}"`, /has 1000002 characters; expected at most 1000000/],
])('what is no course says why: %#', (text, why) => {
  const read = parseCourse(text);
  if (read.ok) throw new Error('it was read');
  expect(say(UNREADABLE, read.why)).toMatch(why);
});

test.each(['c1:', 'c1:!', 'c1:AAAA', encodeCourseLink(COURSE).slice(0, -8)])(
  'a damaged link is refused: %#',
  (hash) => {
    expect(decodeCourseLink(hash).ok).toBe(false);
  },
);

test('what was done of a step stays done while the words around it are mended, and is lost with another board', () => {
  const [lesson, , board] = COURSE.steps;
  expect(stepKey({ ...lesson, text: 'Other words' })).toBe(stepKey(lesson));
  expect(stepKey({ ...lesson, part: 3 })).not.toBe(stepKey(lesson));
  expect(stepKey({ board: `${board.board}d` })).not.toBe(stepKey(board));
});

test('what learners get of a course has no notes of the trainer, and is the same course else', () => {
  const steps = [{ lesson: 'pod-to-pod', text: 'First the wire.', notes: 'Ten minutes.' }, { challenge: 'same-node' }];
  const course = { version: 1, title: 'Half a day', steps } as const;
  expect(hasNotes(course)).toBe(true);
  expect(JSON.stringify(withoutNotes(course))).not.toContain('Ten minutes');
  expect(hasNotes(withoutNotes(course))).toBe(false);
  expect(withoutNotes(course).steps.map(stepKey)).toEqual(course.steps.map(stepKey));
});
