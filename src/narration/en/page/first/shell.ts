import { UNTITLED } from '../../phrases/untitled.ts';

/** The bar at the top, messages, and what is told of opening. */
export const SHELL = {
  untitled: UNTITLED,
  rename: 'Rename the board',
  find: 'Find',
  newBoard: 'New',
  gallery: 'Gallery',
  import: 'Import',
  export: 'Export',
  share: 'Share',
  undo: 'Undo',
  redo: 'Redo',
  showWalk: 'Show the walk',
  theme: (theme: 'system' | 'light' | 'dark') => `Theme: ${theme}`,
  shortcuts: 'Keyboard shortcuts',
  notKept: 'Not kept',
  aboutNotKept: 'This browser does not keep what is on the screen: export it or share it',
  error: 'Error',
  dismiss: 'Dismiss',
  theLesson: 'the lesson',
  noLesson: (id: string) => `There is no lesson called “${id}”.`,
};
