import { createWaitingEngine } from '../engine/fetched.ts';
import { isPictureShown } from './page/picture-shown.ts';
import { holdAnswers } from '../simulation/predict/answers.ts';
import { createSimulation, type Simulation } from '../simulation/workspace/simulation.ts';
import type { SimulationOptions } from '../simulation/workspace/simulation-options.ts';
import type { Address } from './page/address.ts';
import { COURSE_KEPT, keepChoice, readKept } from './page/kept-choice.ts';
import { beginKeeping } from './boards/begin-keeping.ts';
import { ENGLISH_PAGE } from '../narration/en/language.ts';
import { FIRST_LESSON } from '../lessons/catalog/first-lesson.ts';
import { lookupLesson } from '../lessons/catalog/lookup-lesson.ts';
import { openCourse, openLink, resumeCourse } from './opening/links.ts';
import { COURSE_TAG } from '../scenario/course/course-tag.ts';
import { openLesson, type Workspace } from './opening/open.ts';
import { reportMissing, withPart } from '../ui/fetch-part.ts';
import { SIGNS } from '../ui/page/use-awake.ts';
import { inBackground } from './page/background.ts';
import { createPageStore } from './opening/page-store.ts';

/** The stores of this page. `recall`: what came with it. */
export function createWorkspace(address: Address, recall?: SimulationOptions['recall']): Workspace {
  return {
    simulation: createSimulation({
      engine: createWaitingEngine(),
      language: ENGLISH_PAGE,
      ...(recall && { recall }),
      readOnly: address.mode !== 'edit',
      ...answersOf(address),
      onMissing: reportMissing,
      background: inBackground,
    }),
    page: createPageStore(),
  };
}

/** What is answered is kept; where nothing may be changed, as long as the page is open. What is embedded asks nothing. */
function answersOf({ mode }: Address): Pick<SimulationOptions, 'answers'> {
  if (mode === 'embed') return {};
  return { answers: mode === 'view' ? holdAnswers() : { read: readKept, write: keepChoice } };
}

/**
 * Fills the workspace: with the work kept in this browser, then with what the address names; the first lesson when there is
 * neither. Read-only pages neither read nor keep work.
 */
export async function start(workspace: Workspace, address: Address): Promise<void> {
  const { simulation } = workspace;
  const editable = address.mode === 'edit';
  fetchWithFirstSign(simulation);
  // Fetched while the browser's store is being read: on a first visit it is what opens.
  void loadAhead(address.lesson).catch(() => undefined);
  const isOwn = editable && (await beginKeeping(workspace));
  // A reload: what the address named has been opened, and may have been left since.
  const isBack = window.history.state !== null;
  const goesOn = editable && ((isOwn && isBack) || !namesCourse(address));
  if (goesOn && (address.course ?? readKept(COURSE_KEPT)) !== undefined) resumeCourse(workspace, address.course);
  // Asked about while the page is shown: the question is a dialog on it.
  const opened = isOwn && isBack ? undefined : openNamed(workspace, address);
  if (!simulation.document.getState().dirty) await opened;
  await simulation.opened();
  // A board that is empty is opened as it is.
  if (simulation.document.getState().opening === 0) await openLesson(workspace, FIRST_LESSON.id);
  const follow = (): void =>
    withPart(
      'addressReader',
      () => import('./opening/visits.ts'),
      ({ followVisits }) => followVisits(workspace),
    );
  if (isBack) return follow();
  window.history.replaceState({ at: 0 }, '');
  withFirstSign([...SIGNS, 'hashchange'], follow);
}

/**
 * What walks requests is fetched at once, unless the walk that will open came with the page: then with the first sign of a person,
 * who may ask for another.
 */
function fetchWithFirstSign({ fetchWalking }: Simulation): void {
  // Where it is missing, the walk that wants it says so.
  const fetch = (): void => void fetchWalking().catch(() => undefined);
  if (isPictureShown()) withFirstSign(SIGNS, fetch);
  else fetch();
}

function withFirstSign(signs: readonly string[], act: () => void): void {
  const acted = (): void => {
    for (const sign of signs) window.removeEventListener(sign, acted);
    act();
  };
  for (const sign of signs) window.addEventListener(sign, acted, { passive: true });
}

/** A course of its own is opened, in place of the one that is kept. */
function namesCourse({ link, course }: Address): boolean {
  return course !== undefined || link?.startsWith(COURSE_TAG) === true;
}

async function loadAhead(id = FIRST_LESSON.id): Promise<void> {
  const lesson = await lookupLesson(id);
  await lesson?.load();
}

/** Opens what the address names, if it names anything; asks before it takes the place of changes. Whether it is open. */
async function openNamed(workspace: Workspace, { link, lesson, look, course }: Address): Promise<boolean> {
  if (link !== undefined) {
    return openLink(workspace, link);
  }
  if (course !== undefined) return openCourse(workspace, { file: course });
  if (lesson === undefined) return false;
  return openLesson(
    workspace,
    lesson,
    { isLast: workspace.page.takeTicket(), what: workspace.simulation.words.of('shell').theLesson },
    look,
  );
}
