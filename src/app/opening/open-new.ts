import { type BoardTemplate, createBoardFrom } from '../../simulation/build/new-board.ts';
import { askedFor, openScenario, type Workspace } from './open.ts';

/** Opens a board to draw on, unless the person keeps a changed one. */
export async function openNew(workspace: Workspace, template: BoardTemplate): Promise<void> {
  const scenario = createBoardFrom(template);
  const asked = askedFor(workspace, workspace.simulation.words.of('opening').theNewBoard);
  const isOpen = await openScenario(workspace, { scenario, edit: { code: 'NEW_BOARD', detail: {} }, asked });
  // What was asked before was asked of another board.
  if (isOpen) workspace.simulation.view.getState().setDraft({ from: '', to: '' });
}
