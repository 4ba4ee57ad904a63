import { expect, test, vi } from 'vitest';
import { openNew } from '../../../src/app/opening/open-new.ts';
import type { Workspace } from '../../../src/app/opening/open.ts';
import { createPageStore } from '../../../src/app/opening/page-store.ts';
import type { Shelf } from '../../../src/features/gallery/shelf.ts';
import { createSimulation } from '../../whole-simulation.ts';

function workspaceWith(titles: readonly string[]): Workspace {
  vi.stubGlobal('window', { matchMedia: () => ({ matches: true }) });
  const page = createPageStore();
  const boards = titles.map((title) => ({ id: title, title, when: '', isOpen: false, isDeleted: false }));
  const shelf: Partial<Shelf> = { list: async () => ({ boards, aside: [] }) };
  page.setState({ shelf: shelf as Shelf });
  return { simulation: createSimulation(), page };
}

test.each([
  ['eks', [], 'EKS'],
  ['three-nodes', ['EKS'], 'Three nodes'],
  ['eks', ['EKS', 'EKS 3', 'EKS 2'], 'EKS 4'],
  ['empty', ['EKS'], ''],
] as const)('a new board from %s beside %j is called %j', async (template, taken, title) => {
  const workspace = workspaceWith(taken);
  await openNew(workspace, template);
  await workspace.simulation.opened();
  expect(workspace.simulation.document.getState().document.title).toBe(title);
});
