const kept = (since: string | undefined): string =>
  since === undefined ? 'Nothing of this board is kept' : `Changes since ${since} are not kept`;

/** Keeping boards in the browser. */
export const BOARDS = {
  full: (since: string | undefined) =>
    `The browser’s storage is full. ${kept(since)}: delete boards you do not need, or export this one.`,
  newerKeeps: (since: string | undefined) =>
    `A newer packetwalk keeps the boards of this browser. ${kept(since)} here: reload the page to get it.`,
  notKept: (since: string | undefined) => `This browser does not keep your work. ${kept(since)}: export or share it.`,
  refused:
    'This browser refuses its storage: your boards cannot be read, and nothing is kept. Export or share what you make.',
  /** A time of another day. */
  dayAndTime: (day: string, time: string) => `${day}, ${time}`,
  doesNotAnswer:
    'The browser’s storage does not answer. What it kept is untouched; until it answers, nothing here is kept.',
  tryAgain: 'Try again',
  openIt: 'Open it',
  readNow: (title: string) => `Your board “${title}” has been read now.`,
  stopped: (title: string) => `The page stopped while opening “${title}”. It is kept.`,
  unreadable: 'What this browser kept of your work could not be read. It was put aside, and this is a fresh start.',
  draftsFound: 'What you wrote and did not apply is here again.',
  draftsTooLong: 'What you wrote and did not apply is too long to be kept: apply it, or it is gone once the page is.',
  showIt: 'Show it',
  renamed: (title: string) => `The board is called “${title}” now.`,
  sameTitle: (title: string) => `Another of your boards is called “${title}” too.`,
  callIt: (title: string) => `Call it “${title}”`,
  notAllRestored: 'Not all of your work could be restored; its original is put aside.',
  yourBoards: 'Your boards',
  keptAgain: 'Your work is kept again.',
  copied: (title: string) => `Another tab changed this board too. Yours goes on as “${title}”; both are kept.`,
  otherCopied: (title: string) => `Another tab changed this board too. What it has is kept as “${title}”.`,
  takenOver: 'Changed in another tab: this is the board as it is there.',
  nothingToShow: 'Nothing in it can be shown. Download it to look at it.',
  theBoard: 'the board',
  couldNotBeRead: 'The board could not be read. It was put aside.',
  isKept: (title: string) => `“${title}” is kept under Your boards.`,
  changedMeanwhile: 'Another tab changed the board meanwhile. Rename it there.',
  /** Why something was put aside; `unused`: sentences on what could not be used. */
  aside: {
    UNREADABLE: () => 'It could not be read.',
    OLD_UNREADABLE: () => 'A packetwalk of before kept it. It could not be read.',
    EARLIER_VERSION: () => 'An earlier version of a board that could not be read.',
    NEWER: () => 'It was saved by a newer packetwalk.',
    PARTS_UNUSED: (_: unknown, unused: string) => `Parts of it could not be used: ${unused}`,
    LINK_PARTS_UNUSED: (_: unknown, unused: string) => `A link of which parts could not be used: ${unused}`,
    CUT_OFF: () => 'The page went before all of it was kept, and another tab had changed the board.',
    SAID: ({ text }: { readonly text: string }) => text,
  },
};
