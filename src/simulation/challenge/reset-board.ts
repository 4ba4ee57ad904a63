import type { DocumentStore } from '../stores/document-store.ts';
import { sinceBegun } from './since-begun.ts';

/** Takes back whatever was done since the board was opened, or since its goal was written; redo does it again. */
export function resetBoard(document: DocumentStore): void {
  for (const _ of sinceBegun(document.getState())) document.getState().undo();
}
