/** The type of what a board puts on the clipboard beside its text: it tells where the text is from, and says nothing else. */
export const OF_BOARD = 'application/x-packetwalk';
