import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { DocumentState } from '../../simulation/stores/document-store.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { atOnce, inTasks } from '../files/in-tasks.ts';
import { type BoardStore, copyTitle } from './board-store.ts';
import { packHistory } from './history.ts';
import { createRegister, packContent, type PackedContent, type Register, retitled } from './packed.ts';
import { openingsOf, type ReadBoard } from './read-board.ts';
import type { BoardSave } from './records.ts';
import type { Tabs } from './tabs.ts';

/** What a person is told about the keeping of their work. */
export interface KeeperEvents {
  /** Once when saving becomes impossible; `since`: when the last save was. */
  readonly onFailure: (error: unknown, since: number | undefined) => void;
  /** Saving works again after a failure. */
  readonly onRecovery: () => void;
  /** Another tab changed the same board: what is on this screen goes on as a copy. */
  readonly onCopy: (title: string) => void;
  /** Another tab goes on with a copy, because this one changed the board. */
  readonly onOtherCopy: (title: string) => void;
  /** The screen shows what another tab made of the board. */
  readonly onTakenOver: () => void;
  /** Which board is on the screen, for the page to find it again after a reload. */
  readonly onShown: (id: string) => void;
}

export interface KeeperOptions {
  readonly simulation: Simulation;
  readonly store: BoardStore;
  readonly tabs: Tabs;
  readonly events: KeeperEvents;
  /** What was opened from elsewhere and is unchanged is not kept: another board waits to be shown. */
  readonly holdsClean: boolean;
  /** Reads a stored board; undefined when it cannot be shown. */
  readonly read: (id: string) => Promise<ReadBoard | undefined>;
  readonly now?: () => number;
}

/** Keeps what is on the screen: one save at a time, each of one version over the one before. */
export interface Keeper {
  /** The board on the screen. */
  readonly current: () => string;
  /** Says which stored board is on the screen, with its history; before this nothing of it is saved. */
  readonly shows: (board: ReadBoard) => void;
  /** Saves what is not saved yet; resolves when that has been tried. */
  readonly save: () => Promise<void>;
  /** Shows what another tab made of the board meanwhile, for a page that could not hear it. */
  readonly refresh: () => Promise<void>;
  /** Hands over what is not saved yet, without waiting: the page goes. */
  readonly leave: () => void;
  readonly stop: () => void;
}

/** What this tab knows of a board. */
interface Known {
  readonly id: string;
  /** The save it goes on from; undefined: never saved. */
  stamp: string | undefined;
  /** The save under way. */
  coming: string | undefined;
  saved: Saved | undefined;
  /** Where everything is in what is saved of it. */
  register: Register;
  /** What was on the screen besides the document when it was last looked at. */
  moment: object;
}

interface Saved {
  readonly document: ScenarioDocument;
  readonly past: readonly unknown[];
  readonly future: readonly unknown[];
  readonly clean: boolean;
}

/** From an edit to its save when nothing was saved just now: the screen comes first. */
const SOON = 40;
/** Between two saves. */
const PAUSE = 400;
/** Characters that saves add to the texts of a board before they are gathered anew, without those that nothing has any more. */
const CHARACTERS_ADDED = 8_000_000;
/** Between attempts while saving fails. */
const RETRY = 5000;

export function createKeeper(options: KeeperOptions): Keeper {
  const { simulation, store, tabs, events, read, now = Date.now } = options;
  const { document } = simulation;
  const tab = newName();
  const boards = new Map<string, Known>();
  const names = new Map<number, string>();
  let moment: string | undefined;
  const left = new Set<string>();
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  let ended = 0;
  let failed = false;
  let lastSave: number | undefined;
  const covered = new Map<Known, DocumentState>();
  let shown: Known | undefined;
  let holds = options.holdsClean;

  const boardOf = (opening: number): string => {
    const name = names.get(opening) ?? newName();
    names.set(opening, name);
    return name;
  };
  const knownOf = (id: string): Known => {
    const found = boards.get(id);
    if (found !== undefined) return found;
    const register = createRegister(newName());
    const known: Known = { id, stamp: undefined, coming: undefined, saved: undefined, moment: {}, register };
    boards.set(id, known);
    return known;
  };
  const current = (): Known => knownOf(boardOf(document.getState().opening));
  const momentNow = (): { readonly value: object; readonly text: string } => {
    const { document: _, ...value } = simulation.snapshot();
    return { value, text: JSON.stringify(value) };
  };
  const isSaved = ({ saved }: Known, { document: doc, past, future, dirty } = document.getState()): boolean =>
    saved?.document === doc && saved.past === past && saved.future === future && saved.clean === !dirty;
  const lineOf = (known: Known, state: DocumentState): Omit<BoardSave, 'content'> => ({
    id: known.id,
    title: state.document.title,
    clean: !state.dirty,
    bases: [known.stamp, known.coming].filter((base) => base !== undefined),
    stamp: newName(),
    at: now(),
    moment: known.moment,
  });
  const contentOf = function* (state: DocumentState, register: Register): Generator<undefined, PackedContent> {
    const history = yield* packHistory(state, (opening) => knownOf(boardOf(opening)));
    return yield* packContent({ document: state.document, ...history }, register);
  };
  const packed = (known: Known, state: DocumentState): Promise<PackedContent> => {
    if (known.register.added > CHARACTERS_ADDED) known.register = createRegister(newName());
    return inTasks(contentOf(state, known.register));
  };
  /** False: someone else has saved the board meanwhile. */
  const write = async (known: Known, state: DocumentState): Promise<boolean> => {
    const line = lineOf(known, state);
    // A page that goes from here on does not know which of the two is there.
    known.coming = line.stamp;
    try {
      if (!(await store.write({ ...line, content: await packed(known, state) }))) return false;
    } finally {
      known.coming = undefined;
    }
    const { document: doc, past, future, dirty } = state;
    known.stamp = line.stamp;
    known.saved = { document: doc, past, future, clean: !dirty };
    lastSave = line.at;
    tabs.send({ type: 'saved', id: known.id, stamp: line.stamp });
    return true;
  };

  const goOnAsCopy = (known: Known): void => {
    const { opening } = document.getState();
    const { document: doc } = document.getState();
    const title = copyTitle(doc.title);
    names.set(opening, newName());
    document.getState().load({ document: { ...doc, title } });
    events.onCopy(title);
    tabs.send({ type: 'copied', id: known.id, title });
  };
  /** Boards that something was opened over before their last edit was saved. */
  const saveCovered = async (): Promise<void> => {
    for (const [known, state] of covered) {
      // oxlint-disable-next-line no-await-in-loop
      if (!(await write(known, state))) {
        const [id, title] = [newName(), copyTitle(state.document.title)];
        const line = { ...lineOf(known, state), id, title, bases: [] };
        // oxlint-disable-next-line no-await-in-loop
        await store.write({ ...line, content: retitled(await packed(known, state), title) });
        knownOf(id).stamp = line.stamp;
        names.set(state.opening, id);
        events.onCopy(title);
        tabs.send({ type: 'copied', id: known.id, title });
      }
      covered.delete(known);
    }
  };
  const saveOnce = async (): Promise<void> => {
    await saveCovered();
    const state = document.getState();
    holds &&= !state.dirty;
    if (holds || (state.document.objects.length === 0 && state.past.length === 0)) return;
    const known = current();
    const { text, value } = momentNow();
    known.moment = value;
    if (!isSaved(known)) {
      if (!(await write(known, state))) {
        if (current() === known) goOnAsCopy(known);
        schedule(PAUSE);
        return;
      }
    } else if (text !== moment) await store.writeMoment(known.id, value);
    moment = text;
    if (left.size > 0 && isSaved(known)) {
      await Promise.all([...left].map((name) => store.stay(name)));
      left.clear();
    }
    await leaveBehind(known);
  };
  /** What was only looked at is not kept once something else is on the screen. */
  const leaveBehind = async (known: Known): Promise<void> => {
    if (shown === known) return;
    const before = shown;
    shown = known;
    events.onShown(known.id);
    if (before?.saved?.clean !== true || before.stamp === undefined) return;
    await store.discard(before.id, before.stamp);
    boards.delete(before.id);
  };
  const attempt = async (): Promise<void> => {
    try {
      await saveOnce();
      if (failed) events.onRecovery();
      failed = false;
    } catch (error) {
      if (!failed) events.onFailure(error, lastSave);
      failed = true;
      schedule(RETRY);
    }
  };

  const schedule = (wait: number): void => {
    const at = now() + wait;
    if (timer !== undefined && due <= at) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => void save(), wait);
  };
  const save = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    while (running !== undefined) {
      // The one under way may have begun before the last edit.
      // oxlint-disable-next-line no-await-in-loop
      await running;
    }
    running = attempt();
    await running;
    running = undefined;
    ended = now();
  };

  /** Shows what another tab made of the board, unless there is something of its own here. */
  const takeOver = async (id: string): Promise<void> => {
    const known = current();
    const { stamp } = known;
    if (known.id !== id || !isSaved(known)) return;
    const there = await store.info(id);
    if (there === undefined || there.stamp === known.stamp || there.stamp === known.coming) return;
    const board = await read(id);
    // What is being saved may be no more than the moment.
    // oxlint-disable-next-line no-await-in-loop
    while (running !== undefined) await running;
    if (board === undefined || board.info.stamp === stamp) return;
    if (current() !== known || known.stamp !== stamp || !isSaved(known)) return;
    show(board);
    events.onTakenOver();
  };
  const handOver = (known: Known, state: DocumentState): void => {
    const name = `${tab}-${known.id}`;
    left.add(name);
    store.leave(name, { ...lineOf(known, state), content: atOnce(contentOf(state, known.register)) });
  };
  const show = (board: ReadBoard): void => {
    const { opening } = document.getState();
    holds = false;
    names.set(opening, board.info.id);
    const openingOf = openingsOf(names, board.info.id, opening);
    const { past, future, register } = board.history((id, stamp) => {
      knownOf(id).stamp ??= stamp;
      return openingOf(id);
    });
    document.getState().load({ document: board.scenario.document, past, future, dirty: !board.info.clean });
    const known = knownOf(board.info.id);
    known.stamp = board.info.stamp;
    known.register = register ?? createRegister(newName());
    known.saved = { document: board.scenario.document, past, future, clean: board.info.clean };
    lastSave = board.info.changed;
    shown = known;
    events.onShown(known.id);
  };

  tabs.listen((message) => {
    if (message.type === 'copied') {
      if (message.id === current().id) events.onOtherCopy(message.title);
    } else if (message.stamp !== current().stamp) void takeOver(message.id).catch(() => undefined);
  });
  const stops = [
    document.subscribe((state, previous) => {
      if (state.opening !== previous.opening && previous.dirty) {
        const known = knownOf(boardOf(previous.opening));
        if (!isSaved(known, previous)) covered.set(known, previous);
      }
      if (failed) return;
      const edited = state.document !== previous.document || state.past !== previous.past;
      schedule(edited ? Math.max(SOON, ended + PAUSE - now()) : PAUSE);
    }),
    ...[simulation.playback, simulation.view].map((other) => other.subscribe(() => schedule(failed ? RETRY : PAUSE))),
  ];
  schedule(SOON);

  return {
    refresh: () => takeOver(current().id).catch(() => undefined),
    current: () => current().id,
    shows: show,
    save,
    leave: () => {
      for (const [known, state] of covered) handOver(known, state);
      const known = current();
      const { text, value } = momentNow();
      known.moment = value;
      if (isSaved(known) && known.coming === undefined) {
        if (text !== moment) store.writeMoment(known.id, value).catch(() => undefined);
        return;
      }
      handOver(known, document.getState());
    },
    stop: () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}

function newName(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
}
