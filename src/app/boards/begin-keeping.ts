import { withWords } from '../../ui/words.ts';
import { fetchPart, tellMissing } from '../../ui/fetch-part.ts';
import type { Workspace } from '../opening/open.ts';
import { DATABASE, hasDatabase, OLD_DATABASE } from './storage/database-names.ts';

/** How long the page waits for what was kept before it shows something else. */
const PATIENCE = 3000;
const TOUCHES = ['pointerdown', 'keydown', 'drop', 'paste'] as const;

/**
 * Shows what this browser kept, and keeps what is on the screen from then on. A first visit has nothing to read and nothing of a
 * person's own to keep: the rest is fetched with the first touch. Whether this tab's own board is on the screen again.
 */
export async function beginKeeping(workspace: Workspace): Promise<boolean> {
  const patience = new Promise<undefined>((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
  const kept = await Promise.race([hasDatabase(DATABASE, OLD_DATABASE), patience]).catch(() => true);
  if (kept !== false) {
    return withKeeper(workspace, ({ keepBoards }) => keepBoards(workspace, patience));
  }
  const touched = (): void => {
    for (const touch of TOUCHES) window.removeEventListener(touch, touched, true);
    void withKeeper(workspace, ({ keepFromNowOn }) => keepFromNowOn(workspace));
  };
  for (const touch of TOUCHES) window.addEventListener(touch, touched, true);
  return false;
}

const loadKeeper = () => import('./keep-boards.ts');

/** Where it cannot be fetched that is told, and nothing is read or written until it is. */
async function withKeeper(
  workspace: Workspace,
  keep: (keeper: Awaited<ReturnType<typeof loadKeeper>>) => Promise<boolean>,
): Promise<boolean> {
  try {
    const { words } = workspace.simulation;
    return await keep(await fetchPart('boardKeeper', withWords(words, loadKeeper)));
  } catch (error) {
    tellMissing(error, () => void withKeeper(workspace, keep));
    return false;
  }
}
