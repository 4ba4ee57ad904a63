import { type BoardTemplate, createBoardFrom } from '../../simulation/build/new-board.ts';
import { freeTitle } from '../boards/storage/titles.ts';
import { askedFor, openScenario, type Workspace } from './open.ts';

/** How long titles of other boards are waited for (ms). */
const PATIENCE = 1000;

/** Opens a board to draw on, unless the person keeps a changed one. With nodes of a template it is called after that. */
export async function openNew(workspace: Workspace, template: BoardTemplate): Promise<void> {
  const { words } = workspace.simulation;
  const asked = askedFor(workspace, words.of('opening').theNewBoard);
  const { title: name } = words.of('gallery').templates[template];
  const title = template === 'empty' ? '' : freeTitle(name, await takenTitles(workspace));
  const scenario = { ...createBoardFrom(template), title };
  const isOpen = await openScenario(workspace, { scenario, edit: { code: 'NEW_BOARD', detail: {} }, asked });
  // What was asked before was asked of another board.
  if (isOpen) workspace.simulation.view.getState().setDraft({ from: '', to: '' });
}

/** What the boards of this browser are called, as far as it says so in time; and the one on the screen. */
async function takenTitles({ simulation, page }: Workspace): Promise<readonly string[]> {
  const { shelf } = page.getState();
  const patience = new Promise<undefined>((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
  const kept = await Promise.race([shelf?.list().catch(() => undefined), patience]);
  const { document, dirty } = simulation.document.getState();
  return [...(kept?.boards.map(({ title }) => title) ?? []), ...(dirty ? [document.title] : [])];
}
