import { withWords } from '../../ui/words.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { fetchOrTell, type Workspace } from './open.ts';

const READER = 'linkReader';
const loadReader = () => import('./open-link.ts');

/** Says what becomes of a link’s board once the address has lost the link. */
export function leaveLink(workspace: Workspace): void {
  withPart(READER, withWords(workspace.simulation.words, loadReader), ({ tellLeft }) => tellLeft(workspace));
}

/**
 * Opens the scenario in a link. One that can't be read says why and changes nothing; unsaved work is replaced only when the
 * person says so. Returns whether the link was opened.
 */
export async function openLink(workspace: Workspace, hash: string): Promise<boolean> {
  const isLast = workspace.page.takeTicket();
  const again = (): void => void openLink(workspace, hash);
  const reader = await fetchOrTell(READER, withWords(workspace.simulation.words, loadReader), again);
  return reader !== undefined && reader.readAndOpen(workspace, hash, { isLast, again });
}
