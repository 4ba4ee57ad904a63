import { PROBLEMS } from '../../../scenario/problems.ts';
import { UNREADABLE } from '../../../scenario/unreadable.ts';

const objects = (count: number): string => `${count} object${count === 1 ? '' : 's'}`;

/** Opening links and files, and what is asked and told of it. */
export const OPENING = {
  theNewBoard: 'the new board',
  link: {
    notReadable: (why: string) => `The link can’t be read. ${why}`,
    notOpened: (why: string) => `The link can’t be opened. ${why}`,
    theLink: 'the link',
    holds: (title: string) => `It holds “${title}”.`,
    stays: 'The link’s board stays open.',
    staysAndUndo: 'The link’s board stays open. Undo brings back what was open before it.',
  },
  question: {
    title: (what: string) => `Open ${what}?`,
    keepMine: 'Keep mine',
    open: (what: string) => `Open ${what}`,
    changes: (changed: string, what: string) =>
      `You have changes of your own in “${changed}”. Opening ${what} puts them aside; Undo brings them back, and they stay in Your boards.`,
  },
  isReplaced: (opened: string) => `${opened}. Your board is one undo away.`,
  notAllUsed: 'Opened, but not all of it could be used:',
  allProblems: (count: number) => `All ${count} problems`,
  problems: 'What could not be used',
  unused: PROBLEMS,
  unreadable: UNREADABLE,
  frame: {
    readOnly: 'Inside another page this is read-only.',
    openInTab: 'Open it in its own tab',
  },
  file: {
    tooLarge: (name: string) => `${name} is larger than 50 MB.`,
    couldNotBeRead: 'The file could not be read. A folder can’t be dropped.',
    theFile: 'the file',
    cannotBeOpened: (name: string, why: string) => `${name} can’t be opened. ${why}`,
    noScenarioIn: (name: string) =>
      `${name} holds no board: only pictures that Share made do, as long as no other program has written them anew.`,
    noObjects: 'No Kubernetes objects in there.',
  },
  import: {
    imported: (told: {
      readonly count: number;
      readonly from: string;
      readonly unread: number;
      readonly skipped: number;
    }) =>
      `${[
        `${objects(told.count)} from ${told.from}`,
        ...(told.unread === 0 ? [] : [`${told.unread} of them not read`]),
        ...(told.skipped === 0 ? [] : [`${told.skipped} skipped`]),
      ].join(', ')}.`,
    whatIsNotRead: 'What is not read',
  },
  reader: {
    silent: 'The reader has stopped answering. Nothing was changed; try again.',
    cancelled: 'Reading was cancelled.',
    failed: (why: string) => `The reader failed: ${why}`,
    notStarted: 'The reader of manifests could not be started.',
    notUnderstood: 'The reader failed: what it sent could not be read.',
  },
};
