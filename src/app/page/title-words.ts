import type { Words } from '../../narration/page/words.ts';

/** A board's title for people to read; where it has none, what such a board is called. */
export function titleWords(title: string, words: Words): string {
  return title === '' ? words.of('shell').untitled : title;
}
