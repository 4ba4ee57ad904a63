import type { RoomWords } from '../../narration/page/language.ts';

type BoardWords = RoomWords['boards'];

/** What is said when work cannot be kept, and whether room is what is missing. */
export function failureWords(
  error: unknown,
  words: BoardWords,
  since?: number,
): { readonly text: string; readonly full: boolean } {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const full = name === 'QuotaExceededError';
  const when = since === undefined ? undefined : timeOf(since, words);
  const say = full ? words.full : name === 'VersionError' ? words.newerKeeps : words.notKept;
  return { text: say(when), full };
}

/** What is said when what was kept cannot even be read. */
export function refusalText(error: unknown, words: BoardWords): string {
  return error instanceof Error && error.name === 'VersionError' ? failureWords(error, words).text : words.refused;
}

/** "16:02", and the day where it is another one. */
export function timeOf(time: number, words: Pick<BoardWords, 'dayAndTime'>, now: number = Date.now()): string {
  const date = new Date(time);
  const clock = date.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
  if (date.toDateString() === new Date(now).toDateString()) return clock;
  return words.dayAndTime(date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' }), clock);
}
