import type { DocumentState, HistoryEntry } from '../stores/document-store.ts';

/** What its author does last: from there on a challenge is a learner's. */
const WRITING: ReadonlySet<string> = new Set(['EDIT_STORY', 'EDIT_GOAL', 'BEGIN_CHALLENGE']);

/** What was done on the open board since it was opened, or since story and goal were written. */
export function sinceBegun({ past, opening }: Pick<DocumentState, 'past' | 'opening'>): readonly HistoryEntry[] {
  const own = past.filter((step) => step.opening === opening);
  return own.slice(own.findLastIndex(({ edit }) => WRITING.has(edit.code)) + 1);
}
