import type { ShownStep } from '../../features/course/open-course.ts';
import { CHALLENGES } from '../../lessons/catalog/challenges.ts';
import { SCENARIOS } from '../../lessons/catalog/catalog.ts';
import { say } from '../../narration/sentences.ts';
import { type Course, type CourseStep, stepKey } from '../../scenario/course/course.ts';
import { decodeCourseLink } from '../../scenario/course/course-link.ts';
import { parseCourse, type ReadCourse } from '../../scenario/course/read-course.ts';
import type { Problem } from '../../scenario/restore/problem.ts';
import { restoreScenario } from '../../scenario/restore/restore.ts';
import { decodeShareLink } from '../../scenario/share-link.ts';
import { forgetProgress } from '../page/kept-progress.ts';
import { titleWords } from '../page/title-words.ts';
import { fetchCourse, MOST_BYTES, type CourseSource, type FetchedCourse } from './course-file.ts';
import { dropCourse, keepCourse, keepDone, keepPlace, readDone, readKeptCourse, readPlace } from './kept-course.ts';
import { askedFor, openLesson, type Workspace } from './open.ts';
import { readAndOpen } from './open-link.ts';
import { openRestored, tellProblems } from './open-restored.ts';

/** Reads a course and opens the step one has come to. One that cannot be read says why and changes nothing. */
export async function readAndFollow(workspace: Workspace, from: CourseSource): Promise<boolean> {
  const course = await read(workspace, from);
  return course !== undefined && openStep(workspace, follow(workspace, course, 'file' in from ? from.file : undefined));
}

/** Opens a course that is at hand. */
export async function followCourse(workspace: Workspace, course: Course): Promise<boolean> {
  return openStep(workspace, follow(workspace, course, undefined));
}

/** Opens the course in a file that somebody chose. */
export async function followFile(workspace: Workspace, file: File): Promise<boolean> {
  const { words, view } = workspace.simulation;
  const tooLarge = file.size > MOST_BYTES && words.of('course').tooLarge(file.name, MOST_BYTES);
  const answer = tooLarge === false ? parseCourse(await file.text()) : undefined;
  if (answer?.ok === true) return followCourse(workspace, told(workspace, answer));
  const why = answer === undefined ? String(tooLarge) : say(words.of('opening').unreadable, answer.why);
  view.getState().toast({ tone: 'error', text: words.of('course').notOpened(why) });
  return false;
}

/** The course as this browser keeps it, or as its file says now; what is on the screen stays. */
export async function resume(workspace: Workspace, file: string | undefined): Promise<void> {
  const kept = readKeptCourse();
  if (file !== undefined && kept?.file !== file) await readAndFollow(workspace, { file });
  else if (kept !== undefined)
    follow(workspace, (file === undefined ? undefined : await read(workspace, { file })) ?? kept.course, kept.file);
}

/** Opens a step of the course. Returns whether it is on the screen. */
export async function openStep(workspace: Workspace, at: number): Promise<boolean> {
  const { simulation, page } = workspace;
  const step = page.getState().course?.course.steps[at];
  if (step === undefined || !(await openBoardOf(workspace, step))) return false;
  await simulation.opened();
  const open = page.getState().course;
  if (open === undefined) return true;
  const { opening } = simulation.document.getState();
  page.setState({ course: { ...open, at, opening } });
  if (!simulation.view.getState().readOnly) keepPlace(open.course, stepKey(step));
  return true;
}

/** Notes that the step on the screen was done. */
export function finishStep(workspace: Workspace): void {
  const { course: open } = workspace.page.getState();
  const key = open?.steps[open.at]?.key;
  if (open === undefined || key === undefined || open.done.includes(key)) return;
  setDone(workspace, [...open.done, key]);
}

/** The step is as if it had not been begun, with what was answered in it; all others stay as they are. */
export async function resetStep(workspace: Workspace, at: number): Promise<void> {
  const { course: open } = workspace.page.getState();
  const [shown, step] = [open?.steps[at], open?.course.steps[at]];
  if (open === undefined || shown === undefined || step === undefined) return;
  forgetProgress(nameOf(step, shown));
  const done = open.done.filter((key) => key !== shown.key);
  setDone(workspace, done);
  if (at === open.at) await openStep(workspace, at);
}

export function leaveCourse({ page }: Workspace): void {
  dropCourse();
  page.setState({ course: undefined });
  const url = new URL(window.location.href);
  url.searchParams.delete('course');
  window.history.replaceState(window.history.state, '', url);
}

function setDone({ page, simulation }: Workspace, done: readonly string[]): void {
  const { course: open } = page.getState();
  if (open === undefined) return;
  page.setState({ course: { ...open, done } });
  if (!simulation.view.getState().readOnly) keepDone(open.course, done);
}

/** Puts the course on the page, without steps that there are not. Returns the index of the step one has come to. */
function follow(workspace: Workspace, given: Course, file: string | undefined): number {
  const { page, simulation } = workspace;
  const problems: Problem[] = [];
  const steps = given.steps.filter((step, index) => {
    const unknown = unknownOf(step);
    if (unknown) problems.push({ code: 'COURSE_STEP_UNKNOWN', detail: { number: index + 1, ...unknown } });
    return unknown === undefined;
  });
  const course = { ...given, steps };
  const shown = steps.map((step) => showStep(workspace, step));
  const place = readPlace(course);
  const at = Math.max(
    shown.findIndex(({ key }) => key === place),
    0,
  );
  const { opening, document } = simulation.document.getState();
  const here = shown[at];
  const isOnScreen = here !== undefined && (document.lesson ?? document.title) === nameOf(steps[at], here);
  page.setState({ course: { course, steps: shown, at, done: readDone(course), opening: isOnScreen ? opening : -1 } });
  if (!simulation.view.getState().readOnly) keepCourse({ course, ...(file !== undefined && { file }) });
  tellProblems(workspace, problems, simulation.words.of('course').notAllUsed);
  return at;
}

function nameOf(step: CourseStep | undefined, { title }: ShownStep): string {
  if (step === undefined) return title;
  return 'lesson' in step ? step.lesson : 'challenge' in step ? step.challenge : title;
}

function unknownOf(step: CourseStep): { readonly kind: 'lesson' | 'challenge'; readonly id: string } | undefined {
  if ('lesson' in step)
    return SCENARIOS.some(({ id }) => id === step.lesson) ? undefined : { kind: 'lesson', id: step.lesson };
  if ('challenge' in step)
    return CHALLENGES.some(({ id }) => id === step.challenge) ? undefined : { kind: 'challenge', id: step.challenge };
  return undefined;
}

/** As a path shows a step, whether there is such a lesson or not. */
export function showStep({ simulation: { words } }: Workspace, step: CourseStep): ShownStep {
  const key = stepKey(step);
  if ('lesson' in step) {
    const title = step.title ?? SCENARIOS.find(({ id }) => id === step.lesson)?.title ?? step.lesson;
    return { key, title, kind: 'lesson' };
  }
  if ('challenge' in step) {
    const title = step.title ?? CHALLENGES.find(({ id }) => id === step.challenge)?.title ?? step.challenge;
    return { key, title, kind: 'challenge' };
  }
  return { key, title: step.title ?? titleOf(step.board) ?? words.of('course').ownBoard, kind: 'board' };
}

function titleOf(board: string | object): string | undefined {
  if (typeof board !== 'string') return restoreScenario(board).scenario.document.title || undefined;
  const read = decodeShareLink(hashOf(board));
  if (!read.ok) return undefined;
  const { base, document } = read.scenario;
  return document.title || SCENARIOS.find(({ id }) => id === base?.lesson)?.title;
}

/** Of a whole link, or as it is. */
const hashOf = (link: string): string => link.slice(link.indexOf('#') + 1).trim();

async function openBoardOf(workspace: Workspace, step: CourseStep): Promise<boolean> {
  const { words } = workspace.simulation;
  if ('lesson' in step)
    return openLesson(
      workspace,
      step.lesson,
      undefined,
      step.part === undefined ? undefined : { part: `${step.part}` },
    );
  if ('challenge' in step) return openLesson(workspace, step.challenge);
  const asked = askedFor(workspace, words.of('boards').theBoard);
  if (typeof step.board === 'string') {
    const { isLast, agreed } = asked;
    return readAndOpen(workspace, hashOf(step.board), {
      isLast,
      agreed,
      again: () => void openBoardOf(workspace, step),
    });
  }
  const { scenario, problems } = restoreScenario(step.board);
  const title = titleWords(scenario.document.title, words);
  return openRestored(workspace, { scenario, edit: { code: 'OPEN', detail: { title } }, problems, asked });
}

async function read(workspace: Workspace, from: CourseSource): Promise<Course | undefined> {
  const { words, view } = workspace.simulation;
  const fail = (why: string): undefined => {
    view.getState().toast({ tone: 'error', text: words.of('course').notOpened(why) });
    return undefined;
  };
  let answer: ReadCourse;
  if ('hash' in from) answer = decodeCourseLink(from.hash);
  else {
    const fetched = await fetchCourse(from.file);
    if ('text' in fetched) answer = parseCourse(fetched.text);
    else {
      const kept = readKeptCourse();
      const why = sayMissing(workspace, from.file, fetched);
      if (kept?.file !== from.file) return fail(why);
      view.getState().toast({ tone: 'info', text: words.of('course').fromKept(why) });
      return kept.course;
    }
  }
  if (!answer.ok) return fail(say(words.of('opening').unreadable, answer.why));
  return told(workspace, answer);
}

function told(workspace: Workspace, { course, problems }: Extract<ReadCourse, { readonly ok: true }>): Course {
  tellProblems(workspace, problems, workspace.simulation.words.of('course').notAllUsed);
  return course;
}

function sayMissing(
  { simulation }: Workspace,
  file: string,
  fetched: Exclude<FetchedCourse, { readonly text: string }>,
): string {
  const words = simulation.words.of('course');
  if (fetched.code === 'NOT_THERE') return words.notThere(file, fetched.status);
  if (fetched.code === 'NOT_BESIDE') return words.notBeside(file);
  return fetched.code === 'TOO_LARGE' ? words.tooLarge(file, fetched.most) : words.notFetched(file);
}
