import type { Simulation } from '../simulation/simulation.ts';
import type { ScenarioDocument, SharedScenario } from '../scenario/document.ts';
import { SCENARIOS } from '../lessons/catalog.ts';
import type { PageStore } from './page-store.ts';

/** What opening things needs. */
export interface Workspace {
  readonly simulation: Simulation;
  readonly page: PageStore;
}

interface Opened {
  readonly scenario: ScenarioDocument | SharedScenario;
  readonly label: string;
  /** Parts that could not be used. */
  readonly problems?: readonly string[];
}

/** Opens a scenario in place of what is open: one undo step, and a message when it took the place of unsaved work. */
export function openScenario({ simulation }: Workspace, { scenario, label, problems = [] }: Opened): void {
  const { dirty, document } = simulation.document.getState();
  const replaced = dirty && document.objects.length > 0;
  simulation.open(scenario, { label, clean: true, play: !prefersStillness() });
  const { toast, fitView } = simulation.view.getState();
  fitView();
  const [first] = problems;
  if (first !== undefined) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    toast({ tone: 'error', text: `Opened, but not all of it could be used: ${first}${more}` });
  }
  if (replaced) toast({ tone: 'info', text: `${label}. Your board is one undo away.`, undo: true });
}

/** Opens a built-in scenario; false when there is none of that name. */
export async function openLesson(workspace: Workspace, id: string): Promise<boolean> {
  const lesson = SCENARIOS.find((candidate) => candidate.id === id);
  if (lesson === undefined) {
    workspace.simulation.view.getState().toast({ tone: 'error', text: `There is no lesson called “${id}”.` });
    return false;
  }
  openScenario(workspace, { scenario: await lesson.load(), label: `Open ${lesson.title}` });
  return true;
}

/**
 * Opens the scenario in a link. One that can't be read says why and changes nothing; unsaved work is replaced only when the
 * person says so. Returns whether the link was opened.
 */
export async function openLink(workspace: Workspace, hash: string): Promise<boolean> {
  const { view, document } = workspace.simulation;
  const { decodeShareLink } = await import('../scenario/share-link.ts');
  const decoded = decodeShareLink(hash);
  if (!decoded.ok) {
    view.getState().toast({ tone: 'error', text: `The link can’t be read. ${decoded.message}` });
    return false;
  }
  const { scenario, problems } = decoded;
  if (document.getState().dirty) {
    const replace = await workspace.page.ask({
      title: 'Open the link?',
      text:
        `It holds “${scenario.document.title}”. You have changes of your own in “${document.getState().document.title}”. ` +
        'Opening the link puts them aside; Undo brings them back.',
      keep: 'Keep mine',
      replace: 'Open the link',
    });
    if (!replace) return false;
  }
  openScenario(workspace, { scenario, label: 'Open the link', problems });
  return true;
}

/** True for people who asked their machine for less motion: what opens by itself waits to be played. */
export function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
