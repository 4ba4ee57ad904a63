import { createWaitingEngine } from '../engine/fetched.ts';
import { isPictureShown } from './page/picture-shown.ts';
import { createSimulation, type Simulation } from '../simulation/workspace/simulation.ts';
import type { SimulationOptions } from '../simulation/workspace/simulation-options.ts';
import { type Address, plainAddress, readAddress } from './page/address.ts';
import { beginKeeping } from './boards/begin-keeping.ts';
import { ENGLISH_PAGE } from '../narration/en/language.ts';
import { FIRST_LESSON } from '../lessons/catalog/first-lesson.ts';
import { lookupLesson } from '../lessons/catalog/lookup-lesson.ts';
import { leaveLink, openLink } from './opening/links.ts';
import { openLesson, type Workspace } from './opening/open.ts';
import { reportMissing } from '../ui/fetch-part.ts';
import { SIGNS } from '../ui/use-awake.ts';
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
      onMissing: reportMissing,
      background: inBackground,
    }),
    page: createPageStore(),
  };
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
  if (editable) await beginKeeping(workspace);
  // Asked about while the page is shown: the question is a dialog on it.
  const opened = openNamed(workspace, address);
  if (!simulation.document.getState().dirty) await opened;
  await simulation.opened();
  // A board that is empty is opened as it is.
  if (simulation.document.getState().opening === 0) await openLesson(workspace, FIRST_LESSON.id);
  followAddress(workspace);
}

/**
 * What walks requests is fetched at once, unless the walk that will open came with the page: then with the first sign of a person,
 * who may ask for another.
 */
function fetchWithFirstSign({ fetchWalking }: Simulation): void {
  // Where it is missing, the walk that wants it says so.
  const fetch = (): void => {
    for (const sign of SIGNS) window.removeEventListener(sign, fetch);
    void fetchWalking().catch(() => undefined);
  };
  if (isPictureShown()) for (const sign of SIGNS) window.addEventListener(sign, fetch, { passive: true });
  else fetch();
}

async function loadAhead(id = FIRST_LESSON.id): Promise<void> {
  const lesson = await lookupLesson(id);
  await lesson?.load();
}

/** Opens what the address names, if it names anything; asks before it takes the place of changes. Whether it is open. */
async function openNamed(workspace: Workspace, { link, lesson, look }: Address): Promise<boolean> {
  if (link !== undefined) {
    return openLink(workspace, link);
  }
  if (lesson === undefined) return false;
  return openLesson(
    workspace,
    lesson,
    { isLast: workspace.page.takeTicket(), what: workspace.simulation.words.of('shell').theLesson },
    look,
  );
}

/** Opens links that are pasted into the address bar; forgets the link once the board is no longer what it held. */
function followAddress(workspace: Workspace): void {
  window.addEventListener('hashchange', () => {
    const { link } = readAddress(window.location);
    if (link === undefined) leaveLink(workspace);
    else void openLink(workspace, link);
  });
  workspace.simulation.document.subscribe((state, previous) => {
    if (state.document === previous.document || !state.dirty) return;
    const { location, history } = window;
    if (location.hash !== '' || location.search.includes('lesson='))
      history.replaceState(null, '', plainAddress(location));
  });
}
