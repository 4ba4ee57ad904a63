import type { ScenarioDocument, SharedScenario } from '../../scenario/document/document.ts';
import { lookupLesson } from '../../lessons/catalog/lookup-lesson.ts';
import type { Look } from '../../scenario/look-names.ts';
import type { OpenOptions, Simulation } from '../../simulation/workspace/simulation.ts';
import { type Edit, sayEdit } from '../../simulation/stores/edit-details.ts';
import { fetchPart, type NamedPart, tellMissing } from '../../ui/fetch-part.ts';
import { prefersStillness } from '../page/stillness.ts';
import type { PageStore, Ticket } from './page-store.ts';

/** What opening things needs. */
export interface Workspace {
  readonly simulation: Simulation;
  readonly page: PageStore;
}

export interface Opened {
  readonly scenario: ScenarioDocument | SharedScenario;
  /** What opening it is in the history. */
  readonly edit: Edit;
  readonly asked: Asked;
  /** A board with a history of its own takes the place of one that stays where it is kept. */
  readonly isKept?: boolean;
}

/** An opening under way: a later one takes its place, and it replaces nothing that nobody agreed to. */
export interface Asked {
  readonly isLast: Ticket;
  /** The changed document that the person agreed to put aside; absent: ask before any is. */
  readonly agreed?: ScenarioDocument;
  /** What is opened, e.g. "the lesson"; and what it holds, in a sentence. */
  readonly what: string;
  readonly holds?: string;
}

/** Takes a ticket for something a person chose to open: the board they saw may be put aside, one changed since then is asked about. */
export function askedFor({ simulation, page }: Workspace, what: string): Asked {
  return { isLast: page.takeTicket(), agreed: simulation.document.getState().document, what };
}

/**
 * Opens a scenario in place of what is open: one undo step, and a message when it took the place of unsaved work. Returns
 * whether it did; not when something else was opened meanwhile, or the person keeps what is open.
 */
export async function openScenario(workspace: Workspace, opened: Opened): Promise<boolean> {
  const { scenario, edit, isKept = false } = opened;
  const { simulation } = workspace;
  const { words } = simulation;
  // Fetched before anybody is asked: what happens meanwhile is seen.
  await simulation.prepare('document' in scenario ? scenario.document : scenario);
  if (simulation.document.getState().dirty) {
    const asking = await fetchOrTell(
      'dialog',
      () => import('./may-replace.ts'),
      () => void openScenario(workspace, opened),
    );
    if (asking === undefined || !(await asking.mayReplace(workspace, opened.asked))) return false;
  }
  if (!opened.asked.isLast()) return false;
  const { dirty, document } = simulation.document.getState();
  const replaced = dirty && document.objects.length > 0;
  const { toast, fitView } = simulation.view.getState();
  const onShown: OpenOptions['onShown'] = (undo) => {
    if (!replaced || isKept) return;
    toast({ tone: 'info', text: words.of('opening').isReplaced(sayEdit(edit, words.of('edits'))), undo });
  };
  simulation.open(scenario, { edit, clean: true, play: !prefersStillness(), onShown });
  fitView();
  return true;
}

/** Opens a built-in scenario; false when there is none of that name, or it is not what is shown in the end. */
export async function openLesson(
  workspace: Workspace,
  id: string,
  asked = askedFor(workspace, workspace.simulation.words.of('shell').theLesson),
  look?: Look,
): Promise<boolean> {
  const again = (): void => void openLesson(workspace, id, undefined, look);
  const list = await fetchOrTell('lessonList', async () => ({ lesson: await lookupLesson(id) }), again);
  if (list === undefined) return false;
  const { lesson } = list;
  if (lesson === undefined) {
    workspace.simulation.view
      .getState()
      .toast({ tone: 'error', text: workspace.simulation.words.of('shell').noLesson(id) });
    return false;
  }
  const edit = { code: 'OPEN', detail: { title: lesson.title } } as const;
  const loaded = await fetchOrTell(
    { said: workspace.simulation.words.of('parts').lesson(lesson.title) },
    lesson.load,
    again,
  );
  if (loaded === undefined) return false;
  const document = { ...loaded, lesson: id };
  if (look === undefined) return openScenario(workspace, { scenario: document, edit, asked });
  const read = async () => (await import('./open-look.ts')).readLook(workspace, document, look);
  const found = await fetchOrTell('addressReader', read, again);
  if (found === undefined || !(await openScenario(workspace, { scenario: found.scenario, edit, asked }))) return false;
  await found.onOpen();
  return true;
}

/** undefined when it is missing: that is told, and `again` offered. */
export async function fetchOrTell<Part>(
  part: NamedPart,
  load: () => Promise<Part>,
  again: () => void,
): Promise<Part | undefined> {
  try {
    return await fetchPart(part, load);
  } catch (error) {
    tellMissing(error, again);
    return undefined;
  }
}
