import { placeIn } from '../../features/course/open-course.ts';
import { say } from '../../narration/sentences.ts';
import { boardHash, type Course, type CourseStep, stepKey } from '../../scenario/course/course.ts';
import { decodeCourseLink } from '../../scenario/course/course-link.ts';
import { parseCourse, type ReadCourse } from '../../scenario/course/read-course.ts';
import { restoreScenario } from '../../scenario/restore/restore.ts';
import { boardName } from '../../simulation/predict/answers.ts';
import { forgetAnswers, forgetProgress } from '../page/keeping/kept-progress.ts';
import { titleWords } from '../page/title-words.ts';
import { type CourseSource, fetchCourse, type FetchedCourse, MOST_BYTES } from './course-file.ts';
import { dropCourse, keepCourse, keepDone, keepPlace, readDone, readKeptCourse, readPlace } from './kept-course.ts';
import { type Asked, askedFor, openLesson, type Workspace } from './open.ts';
import { readAndOpen } from './open-link.ts';
import { openRestored, tellProblems } from './open-restored.ts';
import { showStep, unknownStep } from './shown-step.ts';
import { documentOf } from './step-document.ts';

/** Reads a course and opens the step one has come to. One that cannot be read says why and changes nothing. */
export async function readAndFollow(workspace: Workspace, from: CourseSource): Promise<boolean> {
  const isLast = workspace.page.takeTicket();
  const course = await read(workspace, from);
  return course !== undefined && isLast() && followCourse(workspace, course, 'file' in from ? from.file : undefined);
}

/** Opens a course that is at hand; `file`: beside the page, that it was read from. */
export async function followCourse(workspace: Workspace, course: Course, file?: string): Promise<boolean> {
  const at = await follow(workspace, course, file);
  return at !== undefined && openStep(workspace, at);
}

/** Opens the course in a file that somebody chose. */
export async function followFile(workspace: Workspace, file: File): Promise<boolean> {
  const course = await readCourseFile(workspace, file);
  return course !== undefined && followCourse(workspace, course);
}

/** The course in a file that somebody chose; undefined: it cannot be read, which is told. */
export async function readCourseFile(workspace: Workspace, file: File): Promise<Course | undefined> {
  const { words } = workspace.simulation;
  if (file.size > MOST_BYTES) return refuse(workspace, words.of('course').tooLarge(file.name, MOST_BYTES));
  const text = await file.text().catch(() => undefined);
  if (text === undefined) return refuse(workspace, words.of('opening').file.couldNotBeRead);
  return told(workspace, parseCourse(text));
}

/** The course as this browser keeps it, or as its file says now; what is on the screen stays. */
export async function resume(workspace: Workspace, file: string | undefined): Promise<void> {
  const kept = readKeptCourse();
  if (file !== undefined && kept?.file !== file) await readAndFollow(workspace, { file });
  else if (kept !== undefined)
    await follow(
      workspace,
      (file === undefined ? undefined : await read(workspace, { file })) ?? kept.course,
      kept.file,
    );
}

/** Opens a step of the course. Returns whether it is on the screen. */
export async function openStep(workspace: Workspace, at: number): Promise<boolean> {
  const { simulation, page } = workspace;
  const { course } = page.getState().course ?? {};
  const step = course?.steps[at];
  if (course === undefined || step === undefined) return false;
  const { theLesson } = simulation.words.of('shell');
  const asked = askedFor(workspace, 'board' in step ? simulation.words.of('boards').theBoard : theLesson);
  const again = (): void => void openStep(workspace, at);
  if (!(await openBoardOf(workspace, step, { asked, again }))) return false;
  await simulation.opened();
  // What is on the screen may be what was asked for since.
  if (!asked.isLast()) return false;
  const open = page.getState().course;
  if (open?.course !== course) return true;
  const { opening, document } = simulation.document.getState();
  page.setState({
    course: {
      ...open,
      at,
      openings: new Map([...open.openings, [opening, at]]),
      steps: open.steps.map((shown, index) =>
        index === at && 'board' in step && !step.title && document.title ? { ...shown, title: document.title } : shown,
      ),
    },
  });
  if (keeps(workspace)) keepPlace(course, stepKey(step));
  return true;
}

/** Notes that the step on the screen was done. */
export function finishStep({ page, simulation }: Workspace): void {
  const { course: open } = page.getState();
  if (open === undefined) return;
  const { at } = placeIn(open, simulation.document.getState().opening);
  const key = open.steps[at]?.key;
  if (key !== undefined) setDone({ page, simulation }, (done) => (done.includes(key) ? done : [...done, key]));
}

/** The step is as if it had not been begun, with what was answered in it; all others stay as they are. */
export async function resetStep(workspace: Workspace, at: number): Promise<void> {
  const { page, simulation } = workspace;
  const step = page.getState().course?.course.steps[at];
  if (step === undefined) return;
  await forgetStep(step);
  const open = page.getState().course;
  if (open?.course.steps[at] !== step) return;
  const key = stepKey(step);
  setDone(workspace, (done) => done.filter((each) => each !== key));
  if (at === placeIn(open, simulation.document.getState().opening).at) await openStep(workspace, at);
}

/** What was answered in the one part that it opens, or in all; a whole lesson or challenge is not done any more. */
async function forgetStep(step: CourseStep): Promise<void> {
  if ('challenge' in step) return forgetProgress(step.challenge);
  if ('lesson' in step && step.part === undefined) return forgetProgress(step.lesson);
  const document = await documentOf(step);
  if (document !== undefined) forgetAnswers(document, 'lesson' in step && step.part ? step.part - 1 : undefined);
}

export function leaveCourse(workspace: Workspace): void {
  if (keeps(workspace)) dropCourse();
  workspace.page.setState({ course: undefined });
  leaveInAddress(undefined);
}

/** A page that may only be looked at reads and notes nothing. */
const keeps = ({ simulation }: Workspace): boolean => !simulation.view.getState().readOnly;

/** The address names no course file but this one: a reload opens what it names. */
function leaveInAddress(file: string | undefined): void {
  const { location, history } = window;
  const url = new URL(location.href);
  if ((url.searchParams.get('course') ?? undefined) === file) return;
  url.searchParams.delete('course');
  history.replaceState(history.state, '', url);
}

/** What another tab noted meanwhile stays. */
function setDone(workspace: Workspace, change: (done: readonly string[]) => readonly string[]): void {
  const { course: open } = workspace.page.getState();
  if (open === undefined) return;
  const done = change(keeps(workspace) ? readDone(open.course) : open.done);
  workspace.page.setState({ course: { ...open, done } });
  if (keeps(workspace)) keepDone(open.course, done);
}

/**
 * Puts the course on the page, without steps that there are not. Returns the index of the step one has come to; undefined: it has none
 * that there is, which is told, and what was followed before stays.
 */
async function follow(workspace: Workspace, given: Course, file: string | undefined): Promise<number | undefined> {
  const { page, simulation } = workspace;
  const words = simulation.words.of('course');
  const problems = given.steps.flatMap((step, index) => unknownStep(step, index) ?? []);
  const steps = given.steps.filter((step, index) => unknownStep(step, index) === undefined);
  tellProblems(workspace, problems, steps.length === 0 ? words.noStep : words.notAllUsed);
  if (steps.length === 0) return undefined;
  const course = { ...given, steps };
  const shown = steps.map((step) => showStep(workspace, step));
  const isKept = keeps(workspace);
  const place = isKept ? readPlace(course) : undefined;
  const at = Math.max(
    shown.findIndex(({ key }) => key === place),
    0,
  );
  const isOnScreen = await showsStep(workspace, steps[at]);
  const { opening } = simulation.document.getState();
  page.setState({
    course: {
      course,
      steps: shown,
      at,
      done: isKept ? readDone(course) : [],
      openings: new Map(isOnScreen ? [[opening, at]] : []),
    },
  });
  if (isKept) keepCourse({ course, ...(file !== undefined && { file }) });
  leaveInAddress(file);
  return at;
}

/** What the step opens is on the screen. */
async function showsStep({ simulation }: Workspace, step: CourseStep | undefined): Promise<boolean> {
  if (step === undefined) return false;
  const name = 'lesson' in step ? step.lesson : 'challenge' in step ? step.challenge : await nameOfBoard(step);
  return name === boardName(simulation.document.getState().document);
}

async function nameOfBoard(step: CourseStep): Promise<string | undefined> {
  const document = await documentOf(step).catch(() => undefined);
  return document && boardName(document);
}

interface Opening {
  readonly asked: Asked;
  readonly again: () => void;
}

async function openBoardOf(workspace: Workspace, step: CourseStep, { asked, again }: Opening): Promise<boolean> {
  if ('lesson' in step) {
    const look = step.part === undefined ? undefined : { part: `${step.part}` };
    return openLesson(workspace, step.lesson, asked, look);
  }
  if ('challenge' in step) return openLesson(workspace, step.challenge, asked);
  if (typeof step.board === 'string') {
    const { isLast, agreed } = asked;
    return readAndOpen(workspace, boardHash(step.board), { isLast, agreed, again });
  }
  const { scenario, problems } = restoreScenario(step.board);
  const title = titleWords(scenario.document.title, workspace.simulation.words);
  return openRestored(workspace, { scenario, edit: { code: 'OPEN', detail: { title } }, problems, asked });
}

async function read(workspace: Workspace, from: CourseSource): Promise<Course | undefined> {
  const { words, view } = workspace.simulation;
  if ('hash' in from) return told(workspace, decodeCourseLink(from.hash));
  const fetched = await fetchCourse(from.file);
  if ('text' in fetched) return told(workspace, parseCourse(fetched.text));
  const kept = keeps(workspace) ? readKeptCourse() : undefined;
  const why = sayMissing(workspace, from.file, fetched);
  if (kept?.file !== from.file) return refuse(workspace, why);
  view.getState().toast({ tone: 'info', text: words.of('course').fromKept(why) });
  return kept.course;
}

/** Says what could not be used of it, or why it is none. */
function told(workspace: Workspace, answer: ReadCourse): Course | undefined {
  const { words } = workspace.simulation;
  if (!answer.ok) return refuse(workspace, say(words.of('opening').unreadable, answer.why));
  tellProblems(workspace, answer.problems, words.of('course').notAllUsed);
  return answer.course;
}

function refuse({ simulation: { view, words } }: Workspace, why: string): undefined {
  view.getState().toast({ tone: 'error', text: words.of('course').notOpened(why) });
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
