// What versions of packetwalk kept in browsers before there were codes. Nobody says it any more: it is recognised.

/** By the sentence that was kept: the code in its place. Other sentences hold facts, and are told as they are. */
export const KEPT: ReadonlyMap<string, 'UNREADABLE' | 'EARLIER_VERSION' | 'NEWER' | 'CUT_OFF'> = new Map([
  ['It could not be read.', 'UNREADABLE'],
  ['An earlier version of it.', 'EARLIER_VERSION'],
  ['It was saved by a newer packetwalk.', 'NEWER'],
  ['The page went before all of it was kept, and another tab had changed the board.', 'CUT_OFF'],
]);

/** The title of a board that had none, of a version before the list of boards. */
export const OLD_TITLE = 'A board of before';
