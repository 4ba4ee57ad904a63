/**
 * The type of what a board puts on the clipboard beside its text: it tells where the text is from. What it holds are the Namespaces of what is
 * copied, as manifests: a board without them takes them along. */
export const OF_BOARD = 'application/x-packetwalk';
