import { createContext, use } from 'react';
import type { RoomWords, WordsToFetch } from '../narration/page/language.ts';
import type { Words } from '../narration/page/words.ts';

const WordsContext = createContext<Words | undefined>(undefined);

export const WordsProvider = WordsContext.Provider;

/** The words of the page; throws outside a provider. */
export function usePageWords(): Words {
  const words = use(WordsContext);
  if (words === undefined) throw new Error('usePageWords needs a WordsProvider above it');
  return words;
}

/** The words of a room. Those that come later are there wherever a part that was fetched later shows itself. */
export function useWords<Room extends keyof RoomWords>(room: Room): RoomWords[Room] {
  return usePageWords().of(room);
}

/** Loads a part and what it says: for `fetchPart` and `withPart`. */
export function withWords<Part>(
  words: Words,
  load: () => Promise<Part>,
  wanted: readonly WordsToFetch[] = ['later'],
): () => Promise<Part> {
  return async () => (await Promise.all([load(), words.fetch(wanted)]))[0];
}
