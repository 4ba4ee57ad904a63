import type { DocumentState } from '../../simulation/stores/document-store.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import {
  BOARD,
  carryDrafts,
  draftedAt,
  draftsOf,
  followTextDrafts,
  restoreDrafts,
} from '../../simulation/workspace/text-drafts.ts';
import { isRecord } from '../../engine/text.ts';
import type { Keeper } from './keeper.ts';
import type { BoardStore } from './storage/board-store.ts';
import { mark } from './tab-marks.ts';

/** What was written of boards and not applied, as JSON: by the board, the texts by what they are of; what was left last comes first. */
const kept = mark(() => localStorage, 'packetwalk-drafts');

/** From what is written to its note: a page that is stopped loses no more than that. In milliseconds. */
const SOON = 400;

type Texts = Readonly<Record<string, string>>;

/**
 * Keeps what is written and not applied until it is applied or discarded, whatever becomes of the page, and finds it again with its
 * board, which is told. Returns what notes it at once, for a page that may be about to go.
 */
export function keepDrafts(
  simulation: Simulation,
  { idOf }: Pick<Keeper, 'idOf'>,
  store: Pick<BoardStore, 'list'>,
): () => void {
  const { document, opened } = simulation;
  let name = nameOf(document.getState(), idOf);
  /** What is noted of the board on the screen as far as this tab knows: what others note of it stays. */
  let noted: Texts = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellRefusal = onceUntilTaken(() => {
    simulation.view.getState().toast({ tone: 'error', text: simulation.words.of('boards').draftsTooLong });
  });
  const note = (texts: Texts): void => {
    clearTimeout(timer);
    tellRefusal(change(name, noted, texts));
    noted = texts;
  };
  const find = (): void => {
    noted = readKept()[name] ?? {};
    const [first] = restoreDrafts(document.getState().document, noted);
    if (first !== undefined) tellFound(simulation, first);
  };
  find();
  // Where the list cannot be read, all stays.
  dropGone(store).catch(() => undefined);
  document.subscribe((state, before) => {
    if (state.document === before.document && state.opening === before.opening && state.dirty === before.dirty) return;
    const isSame = state.opening === before.opening;
    if (isSame) carryDrafts(before.document, state.document);
    const next = nameOf(state, idOf);
    if (isSame && next === name) return;
    // A board that goes on as another one takes what is written with it.
    note(isSame ? {} : draftsOf(before.document));
    name = next;
    noted = {};
    // What is opened from a page with another board comes in steps.
    const ready = isSame ? Promise.resolve() : opened();
    void ready.then(() => {
      if (name !== next) return;
      find();
      note(draftsOf(document.getState().document));
    });
  });
  followTextDrafts(() => {
    clearTimeout(timer);
    timer = setTimeout(() => note(draftsOf(document.getState().document)), SOON);
  });
  return () => note(draftsOf(document.getState().document));
}

/** Says that something is here again, and leads to the first of it. */
function tellFound({ document, view, words }: Simulation, first: string): void {
  const { toast, dismiss } = view.getState();
  const { opening } = document.getState();
  const run = (): void => {
    const { openDialog, arriveAt, look } = view.getState();
    if (first === BOARD) return openDialog('board-text');
    const { of, path } = draftedAt(first);
    arriveAt(of);
    look({ inspector: { tab: path === undefined ? 'yaml' : 'fields' } });
  };
  const { draftsFound, showIt } = words.of('boards');
  const id = toast({ tone: 'info', text: draftsFound, action: { label: showIt, run }, stays: true });
  const stop = document.subscribe((state) => {
    if (state.opening === opening) return;
    stop();
    dismiss(id);
  });
}

/** Tells that something was not taken, and not again before something is. */
function onceUntilTaken(tell: () => void): (isTaken: boolean) => void {
  let isTold = false;
  return (isTaken) => {
    if (!isTaken && !isTold) tell();
    isTold = !isTaken;
  };
}

/** A lesson that nobody changed is the same board each time it is opened. */
function nameOf({ opening, dirty, document: { lesson } }: DocumentState, idOf: Keeper['idOf']): string {
  return dirty || lesson === undefined ? idOf(opening) : `${LESSON}${lesson}`;
}

const LESSON = 'lesson ';
const isOfLesson = (name: string): boolean => name.startsWith(LESSON);

/** Notes what has changed between two states of the texts of a board. Whether the browser took it. */
function change(name: string, before: Texts, after: Texts): boolean {
  const gone = Object.keys(before).filter((key) => !(key in after));
  const written = Object.entries(after).filter(([key, text]) => before[key] !== text);
  if (gone.length === 0 && written.length === 0) return true;
  const { [name]: own = {}, ...others } = readKept();
  const kept = Object.entries(own).filter(([key]) => !gone.includes(key));
  const texts = Object.fromEntries([...kept, ...written]);
  return write(Object.keys(texts).length === 0 ? others : { [name]: texts, ...others });
}

type Kept = Readonly<Record<string, Texts>>;

function write(all: Kept): boolean {
  return kept.set(Object.keys(all).length === 0 ? undefined : JSON.stringify(all));
}

/** What was written of boards that are gone for good goes too; a lesson is always there. */
async function dropGone(store: Pick<BoardStore, 'list'>): Promise<void> {
  // What is noted from here on is of a board that may not be in the list yet.
  const noted = Object.keys(readKept());
  if (noted.every(isOfLesson)) return;
  const there = new Set((await store.list()).map(({ id }) => id));
  const gone = noted.filter((name) => !isOfLesson(name) && !there.has(name));
  if (gone.length === 0) return;
  write(Object.fromEntries(Object.entries(readKept()).filter(([name]) => !gone.includes(name))));
}

function readKept(): Kept {
  try {
    const value: unknown = JSON.parse(kept.get() ?? '{}');
    return isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([name, texts]) => [name, textsOf(texts)]))
      : {};
  } catch {
    return {};
  }
}

function textsOf(value: unknown): Texts {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );
}
