import type { Simulation } from '../../simulation/workspace/simulation.ts';
import type { Words } from '../../narration/page/words.ts';

/** A board's title for people to read; where it has none, what such a board is called. */
export function titleWords(title: string, words: Words): string {
  return title === '' ? words.of('shell').untitled : title;
}

/** The tab says what is open first, and whose page it is after that: of several tabs one sees which is which. */
export function keepTabTitle({ document: board, words }: Simulation): void {
  const page = document.title;
  const apply = (): void => {
    document.title = `${titleWords(board.getState().document.title, words)} · ${page}`;
  };
  apply();
  board.subscribe((state, previous) => {
    if (state.document.title !== previous.document.title) apply();
  });
}
