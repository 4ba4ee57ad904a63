import { fetchPart, tellMissing } from '../../ui/fetch-part.ts';
import type { Workspace } from '../open.ts';
import { hasOldDatabase, openDatabase } from './database.ts';

/** How long the page waits for what was kept before it shows something else. */
const PATIENCE = 3000;
const TOUCHES = ['pointerdown', 'keydown', 'drop', 'paste'] as const;

/**
 * Shows what this browser kept, and keeps what is on the screen from then on. A first visit has nothing to read and nothing of a
 * person's own to keep: the rest is fetched with the first touch.
 */
export async function beginKeeping(workspace: Workspace): Promise<void> {
  const opening = openDatabase();
  const patience = new Promise<undefined>((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
  let begun: Promise<void> | undefined;
  const begin = async (): Promise<void> => {
    try {
      begun ??= fetchPart('What keeps your boards', () => import('./keep-boards.ts')).then(({ keepBoards }) =>
        keepBoards(workspace, opening, patience),
      );
      await begun;
    } catch (error) {
      begun = undefined;
      tellMissing(error, () => void begin());
    }
  };
  const opened = await Promise.race([opening, patience]).catch(() => undefined);
  if (opened?.fresh !== true || (await hasOldDatabase().catch(() => true))) return begin();
  for (const touch of TOUCHES) window.addEventListener(touch, () => void begin(), { once: true, capture: true });
  return undefined;
}
