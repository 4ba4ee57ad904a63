import type { DocumentState } from '../../simulation/stores/document-store.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { BOARD, draftsOf, restoreDrafts } from '../../simulation/workspace/text-drafts.ts';
import { isRecord } from '../../engine/text.ts';
import type { Keeper } from './keeper.ts';
import { mark } from './tab-marks.ts';

/** What was written of boards and not applied, as JSON: by the board, the texts by what they are of; what was left last comes first. */
const kept = mark(() => localStorage, 'packetwalk-drafts');
/** Boards whose drafts are kept. */
const MOST = 8;

/** Keeps what is written and not applied when its board or the page is left, and finds it again with the board, which is told. */
export function keepDrafts({ document, view, words, opened }: Simulation, { idOf }: Pick<Keeper, 'idOf'>): () => void {
  const { toast, dismiss } = view.getState();
  const find = (): void => {
    const state = document.getState();
    const { [nameOf(state, idOf)]: texts = {}, ...others } = readKept();
    const [first] = restoreDrafts(state.document, texts);
    if (first === undefined) return;
    // From here on the page has it, and notes it when it is left.
    write(others);
    const run = (): void => {
      const { openDialog, arriveAt, look } = view.getState();
      if (first === BOARD) return openDialog('board-text');
      arriveAt(first);
      look({ inspector: { tab: 'yaml' } });
    };
    const { draftsFound, showIt } = words.of('boards');
    const id = toast({ tone: 'info', text: draftsFound, action: { label: showIt, run }, stays: true });
    const stop = document.subscribe(({ opening }) => {
      if (opening === state.opening) return;
      stop();
      dismiss(id);
    });
  };
  find();
  document.subscribe((state, before) => {
    if (state.opening === before.opening) return;
    note(before, idOf);
    // What is opened from a page with another board comes in steps.
    void opened().then(() => {
      if (document.getState().opening === state.opening) find();
    });
  });
  return () => note(document.getState(), idOf);
}

/** A lesson that nobody changed is the same board each time it is opened. */
function nameOf({ opening, dirty, document: { lesson } }: DocumentState, idOf: Keeper['idOf']): string {
  return dirty || lesson === undefined ? idOf(opening) : `lesson ${lesson}`;
}

function note(state: DocumentState, idOf: Keeper['idOf']): void {
  const name = nameOf(state, idOf);
  const texts = draftsOf(state.document);
  const { [name]: _before, ...others } = readKept();
  write(Object.keys(texts).length === 0 ? others : { [name]: texts, ...others });
}

type Kept = Readonly<Record<string, Readonly<Record<string, string>>>>;

function write(all: Kept): void {
  const boards = Object.entries(all).slice(0, MOST);
  kept.set(boards.length === 0 ? undefined : JSON.stringify(Object.fromEntries(boards)));
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

function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );
}
