import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpenCourse, WantedHandout } from '../../features/course/open-course.ts';
import type { Shelf } from '../../features/gallery/shelf.ts';
import type { Problem } from '../../scenario/restore/problem.ts';
import type { SourceFile } from '../worker/messages.ts';

/** Asks whether something else may take the place of unsaved work. */
export interface Question {
  /** What is to be opened, e.g. "the lesson"; and what it holds, in a sentence or none. */
  readonly what: string;
  readonly holds: string;
  /** The title of the board that was changed. */
  readonly changed: string;
  readonly answer: (replace: boolean) => void;
}

/** Whether nothing else was opened since the ticket was taken. */
export type Ticket = () => boolean;

interface PageState {
  readonly question: Question | undefined;
  /** Files dropped or pasted, for the import dialog to read. */
  readonly incoming: readonly SourceFile[];
  /** What of something opened could not be used; a list on the screen while set. */
  readonly problems: readonly Problem[] | undefined;
  /** The boards this browser keeps; undefined while it keeps none, or they are still to be read. */
  readonly shelf: Shelf | undefined;
  /** The course that is followed in this browser. */
  readonly course: OpenCourse | undefined;
  /** The course that is to be printed. */
  readonly handout: WantedHandout | undefined;
  /** What is on the screen is not being kept: the storage refuses, is full or does not answer. */
  readonly isUnkept: boolean;
  /** What the board on the screen is kept as; undefined until boards are kept. */
  readonly keptAs: string | undefined;
}

export interface PageStore extends StoreApi<PageState> {
  /** For something that is about to be opened: of several, the one that was asked for last is shown, whichever arrives last. */
  readonly takeTicket: () => Ticket;
  /** Calls back once boards are kept: at once when they are, never in a page that keeps none. */
  readonly whenKept: (tell: (shelf: Shelf) => void) => void;
}

/** What only the frame of the page has to know. */
export function createPageStore(): PageStore {
  const store = createStore<PageState>()(() => ({
    question: undefined,
    incoming: [],
    problems: undefined,
    shelf: undefined,
    course: undefined,
    handout: undefined,
    isUnkept: false,
    keptAs: undefined,
  }));
  let tickets = 0;
  const takeTicket = (): Ticket => {
    tickets += 1;
    const ticket = tickets;
    store.getState().question?.answer(false);
    return () => ticket === tickets;
  };
  const whenKept: PageStore['whenKept'] = (tell) => {
    const { shelf } = store.getState();
    if (shelf !== undefined) tell(shelf);
    else {
      const stop = store.subscribe((state) => {
        if (state.shelf === undefined) return;
        stop();
        tell(state.shelf);
      });
    }
  };
  return { ...store, takeTicket, whenKept };
}
