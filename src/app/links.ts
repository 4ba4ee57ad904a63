import { fetchOrTell, type Workspace } from './open.ts';

/**
 * Opens the scenario in a link. One that can't be read says why and changes nothing; unsaved work is replaced only when the
 * person says so. Returns whether the link was opened.
 */
export async function openLink(workspace: Workspace, hash: string): Promise<boolean> {
  const isLast = workspace.page.takeTicket();
  const again = (): void => void openLink(workspace, hash);
  const reader = await fetchOrTell('The reader of links', () => import('./open-link.ts'), again);
  return reader !== undefined && reader.readAndOpen(workspace, hash, { isLast, again });
}
