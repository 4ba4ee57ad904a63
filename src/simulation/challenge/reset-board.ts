import type { DocumentStore } from '../stores/document-store.ts';

/** Takes back whatever was done since the board was opened; redo does it again. */
export function resetBoard(document: DocumentStore): void {
  const { opening } = document.getState();
  while (document.getState().past.at(-1)?.opening === opening) document.getState().undo();
}
