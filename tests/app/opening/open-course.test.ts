import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readDone, readKeptCourse } from '../../../src/app/opening/kept-course.ts';
import type { Workspace } from '../../../src/app/opening/open.ts';
import {
  finishStep,
  followCourse,
  leaveCourse,
  openStep,
  readCourseFile,
  resetStep,
  resume,
} from '../../../src/app/opening/open-course.ts';
import { boardName } from '../../../src/simulation/predict/answers.ts';
import { placeIn } from '../../../src/features/course/open-course.ts';
import type { Course } from '../../../src/scenario/course/course.ts';
import { decodeShareLink } from '../../../src/scenario/share-link.ts';
import { board, browser, linkTo, workspace } from './course-page.ts';

vi.mock('../../../src/scenario/share-link.ts', async (original) => {
  const real = await original<{ decodeShareLink: typeof decodeShareLink }>();
  return { ...real, decodeShareLink: vi.fn(real.decodeShareLink) };
});

/** A machine may have much else to do. */
const PATIENT = { timeout: 30_000 };

const course = (...boards: readonly string[]): Course => ({
  version: 1,
  title: 'Half a day',
  steps: boards.map((title) => ({ board: linkTo(board(title)) })),
});
const titles = ({ page }: Workspace) => page.getState().course?.steps.map(({ title }) => title);
const place = ({ page, simulation }: Workspace) => {
  const open = page.getState().course;
  return open && placeIn(open, simulation.document.getState().opening);
};
const said = ({ simulation }: Workspace): string => JSON.stringify(simulation.view.getState().toasts);

beforeEach(() => {
  browser();
});
afterEach(() => vi.unstubAllGlobals());

test('of a course with many boards only the one that is shown is read, and that is called by its title', async () => {
  const space = await workspace();
  const whole = course('one', 'two', 'three', 'four', 'five');
  vi.mocked(decodeShareLink).mockClear();
  expect(await followCourse(space, whole)).toBe(true);
  // To know whether it is on the screen already, and to open it.
  expect(vi.mocked(decodeShareLink)).toHaveBeenCalledTimes(2);
  expect(titles(space)).toEqual(['one', 'A board', 'A board', 'A board', 'A board']);
});

test('a course of which this page has no step is refused, and the one that was followed stays', async () => {
  const space = await workspace();
  await followCourse(space, course('one'));
  const kept = readKeptCourse();
  expect(await followCourse(space, { version: 1, title: 'Other', steps: [{ lesson: 'no-such-lesson' }] })).toBe(false);
  expect(said(space)).toContain('this page has none of its steps');
  expect(said(space)).toContain('no-such-lesson');
  expect(space.page.getState().course?.course.title).toBe('Half a day');
  expect(readKeptCourse()).toEqual(kept);
});

test('the address names the course that is followed, or none', async () => {
  const { location } = browser('https://example.org/p/?course=a.json&x=1');
  const space = await workspace();
  await followCourse(space, course('one'), 'a.json');
  expect(location.href).toBe('https://example.org/p/?course=a.json&x=1');
  await followCourse(space, { ...course('two'), title: 'Other' });
  expect(location.href).toBe('https://example.org/p/?x=1');
});

test('a board that its step calls otherwise is known by its own title', async () => {
  const { held } = browser();
  const [step] = course('Mine').steps;
  const named: Course = { version: 1, title: 'Half a day', steps: [{ ...step, title: 'First' } as never] };
  const space = await workspace();
  await followCourse(space, named);
  finishStep(space);
  const of = (title: string): string => `packetwalk-answer-${boardName(board(title))}-1-ARRIVES`;
  held[of('Mine')] = 'x';
  held[of('First')] = 'of another board';
  // A reload: its board is on the screen.
  const again: Workspace = { ...(await workspace()), simulation: space.simulation };
  await resume(again, undefined);
  expect(place(again)).toEqual({ at: 0, isHere: true });
  await resetStep(again, 0);
  expect(again.page.getState().course?.done).toEqual([]);
  expect(Object.keys(held).filter((name) => name.includes('answer'))).toEqual([of('First')]);
});

test('a step with one part is reset with its own answer, and with nothing of the lesson’s others', async () => {
  const { held } = browser(undefined, {
    'packetwalk-answer-whose-address-4-SOURCE_SEEN': 'x',
    'packetwalk-answer-whose-address-2-SOURCE_SEEN': 'y',
    'packetwalk-lesson-whose-address': 'done',
  });
  const space = await workspace();
  const steps = [{ lesson: 'whose-address', part: 4 }, { lesson: 'whose-address' }];
  await followCourse(space, { version: 1, title: 'Half a day', steps });
  await resetStep(space, 0);
  const kept = (): readonly string[] =>
    Object.keys(held)
      .filter((name) => /answer|lesson/.test(name))
      .toSorted();
  expect(kept()).toEqual(['packetwalk-answer-whose-address-2-SOURCE_SEEN', 'packetwalk-lesson-whose-address']);
  await resetStep(space, 1);
  expect(kept()).toEqual([]);
});

test('a step whose board an undo brings back is where one is, and is what is done then', async () => {
  const space = await workspace();
  await followCourse(space, course('one', 'two'));
  await openStep(space, 1);
  expect(place(space)).toEqual({ at: 1, isHere: true });
  space.simulation.document.getState().undo();
  expect(place(space)).toEqual({ at: 0, isHere: true });
  finishStep(space);
  const { done, steps } = space.page.getState().course ?? {};
  expect(done).toEqual([steps?.[0]?.key]);
  space.simulation.open(board('other'), { edit: { code: 'OPEN_LINK', detail: {} }, clean: true });
  expect(place(space)).toEqual({ at: 1, isHere: false });
});

test('of two steps that are asked for at once the last one is where one is, however late the first arrives', async () => {
  const { simulation, page } = await workspace();
  // What a board needs of the engine may come late.
  const late: Promise<void>[] = [];
  const space = { page, simulation: { ...simulation, opened: () => late.shift() ?? Promise.resolve() } };
  await followCourse(space, course('one', 'two', 'three'));
  let arrive = (): void => undefined;
  late.push(new Promise((resolve) => (arrive = resolve)));
  const first = openStep(space, 1);
  await vi.waitFor(() => expect(late).toEqual([]), PATIENT);
  expect(await openStep(space, 2)).toBe(true);
  arrive();
  expect(await first).toBe(false);
  expect(simulation.document.getState().document.title).toBe('three');
  expect(place(space)).toEqual({ at: 2, isHere: true });
  expect(titles(space)?.[1]).toBe('A board');
});

test('a page that may only be looked at reads nothing of what was done, and notes nothing', async () => {
  const first = await workspace();
  const { held } = browser();
  await followCourse(first, course('one', 'two'));
  await openStep(first, 1);
  finishStep(first);
  const before = { ...held };
  const space = await workspace({ readOnly: true });
  await followCourse(space, { ...course('one', 'two'), text: 'Mended.' });
  expect(place(space)).toEqual({ at: 0, isHere: true });
  expect(space.page.getState().course?.done).toEqual([]);
  finishStep(space);
  leaveCourse(space);
  expect(held).toEqual(before);
});

test('a file that is far too large is not read, and one that is empty is not called large', async () => {
  const space = await workspace();
  const text = vi.fn(async () => '');
  const file = { name: 'a.json', size: 5e6, text } as unknown as File;
  expect(await readCourseFile(space, file)).toBeUndefined();
  expect(text).not.toHaveBeenCalled();
  expect(said(space)).toContain('a.json is larger than 4 MB.');
  const empty = await workspace();
  expect(await readCourseFile(empty, new File([''], 'a.json'))).toBeUndefined();
  expect(said(empty)).toContain('not JSON');
});

test('what another tab notes of a course meanwhile is not lost', async () => {
  browser();
  const [one, other] = [await workspace(), await workspace()];
  await followCourse(one, course('one', 'two'));
  await followCourse(other, course('one', 'two'));
  finishStep(one);
  await openStep(other, 1);
  finishStep(other);
  const both = one.page.getState().course?.steps.map(({ key }) => key);
  expect(readDone(course('one', 'two'))).toEqual(both);
  expect(other.page.getState().course?.done).toEqual(both);
  await resetStep(one, 0);
  expect(readDone(course('one', 'two'))).toEqual(both?.slice(1));
});
