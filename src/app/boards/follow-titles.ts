import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { renameBoard } from '../page/rename-board.ts';
import type { BoardStore } from './storage/board-store.ts';
import { freeTitle } from './storage/titles.ts';

/** What the boards of this browser but one are called. */
export async function otherTitles(store: Pick<BoardStore, 'list'>, id: string | undefined): Promise<readonly string[]> {
  const boards = await store.list();
  return boards.flatMap((each) => (each.id === id || each.clean || each.deleted !== undefined ? [] : [each.title]));
}

/** Tells that the board on the screen was given another title, and where another one has it too; then a free one is offered. */
export function followTitles(simulation: Simulation, store: Pick<BoardStore, 'list'>, current: () => string): void {
  const { document, view, words } = simulation;
  document.subscribe((state, before) => {
    const { title } = state.document;
    const step = state.past.at(-1);
    // Neither an undo nor another tab.
    const isRenamed = step?.edit.code === 'RENAME' && step.document === before.document;
    if (!isRenamed || title === before.document.title) return;
    void otherTitles(store, current()).then(
      (others) => {
        const said = words.of('boards');
        const { toast } = view.getState();
        if (!others.includes(title)) {
          toast({ tone: 'info', text: said.renamed(title) });
          return;
        }
        const free = freeTitle(title, others);
        const run = (): void => renameBoard(simulation, free);
        toast({ tone: 'info', text: said.sameTitle(title), action: { label: said.callIt(free), run } });
      },
      () => undefined,
    );
  });
}
