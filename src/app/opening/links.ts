import { withPart } from '../../ui/fetch-part.ts';
import { fetchOrTell, type Workspace } from './open.ts';

const READER = 'linkReader';
async function loadReader({ simulation }: Workspace) {
  const [reader] = await Promise.all([import('./open-link.ts'), simulation.words.fetch(['later'])]);
  return reader;
}

/** Says what becomes of a link’s board once the address has lost the link. */
export function leaveLink(workspace: Workspace): void {
  withPart(
    READER,
    () => loadReader(workspace),
    ({ tellLeft }) => tellLeft(workspace),
  );
}

/**
 * Opens the scenario in a link. One that can't be read says why and changes nothing; unsaved work is replaced only when the
 * person says so. Returns whether the link was opened.
 */
export async function openLink(workspace: Workspace, hash: string): Promise<boolean> {
  const isLast = workspace.page.takeTicket();
  const again = (): void => void openLink(workspace, hash);
  const reader = await fetchOrTell(READER, () => loadReader(workspace), again);
  return reader !== undefined && reader.readAndOpen(workspace, hash, { isLast, again });
}
