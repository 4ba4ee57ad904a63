import type { Simulation } from '../../simulation/workspace/simulation.ts';

/** Gives the board that is open another title: one undo step; none where that is its title already. */
export function renameBoard({ document }: Pick<Simulation, 'document'>, title: string): void {
  const { document: board, edit } = document.getState();
  if (title !== board.title) edit({ code: 'RENAME', detail: { title } }, (current) => ({ ...current, title }));
}
