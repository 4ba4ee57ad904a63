import type { DocumentState } from '../../simulation/stores/document-store.ts';
import { withSent } from '../../simulation/requests/sent-requests.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { atOnce, inTasks } from '../files/in-tasks.ts';
import { copyTitle } from './storage/titles.ts';
import type { BoardStore } from './storage/board-store.ts';
import { type KnownBoard, KnownBoards, newName } from './known-boards.ts';
import { createRegister, type PackedContent, retitled } from './storage/packed.ts';
import type { ReadBoard } from './read-board.ts';
import { createSaveTurns, type SaveTurns } from './save-turns.ts';
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
  /** The board that a document opened in this page is kept as. */
  readonly idOf: (opening: number) => string;
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

/** From an edit to its save when nothing was saved just now: the screen comes first. */
const SOON = 40;
/** Between two saves. */
const PAUSE = 400;
/** Between attempts while saving fails. */
const RETRY = 5000;

export function createKeeper(options: KeeperOptions): Keeper {
  const keeping = new Keeping(options);
  const stop = keeping.watch();
  return {
    current: () => keeping.current().id,
    idOf: (opening) => keeping.idOf(opening),
    shows: (board) => keeping.show(board),
    save: keeping.turns.now,
    refresh: () => keeping.takeOver(keeping.current().id).catch(() => undefined),
    leave: () => keeping.leave(),
    stop,
  };
}

class Keeping {
  readonly turns: SaveTurns;
  readonly #options: KeeperOptions;
  readonly #now: () => number;
  readonly #tab = newName();
  readonly #boards = new KnownBoards();
  /** Boards that something was opened over before their last edit was saved. */
  readonly #covered = new Map<KnownBoard, DocumentState>();
  /** Names of saves that were handed over by a page that seemed to go. */
  readonly #left = new Set<string>();
  /** What was on the screen besides the document, as it was last written. */
  #moment: string | undefined;
  #failed = false;
  #lastSave: number | undefined;
  #shown: KnownBoard | undefined;
  #holds: boolean;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#holds = options.holdsClean;
    this.turns = createSaveTurns(() => this.#attempt(), this.#now);
  }

  /** Saves follow what happens, in this tab and in others. Returns what ends it. */
  watch(): () => void {
    const { simulation, tabs, events } = this.#options;
    tabs.listen((message) => {
      if (message.type === 'copied') {
        if (message.id === this.current().id) events.onOtherCopy(message.title);
      } else if (message.stamp !== this.current().stamp) void this.takeOver(message.id).catch(() => undefined);
    });
    const stops = [
      simulation.document.subscribe((state, previous) => {
        if (state.opening !== previous.opening) this.#cover(previous);
        if (this.#failed) return;
        const edited = state.document !== previous.document || state.past !== previous.past;
        this.turns.soon(edited ? Math.max(SOON, this.turns.rest(PAUSE)) : PAUSE);
      }),
      ...[simulation.playback, simulation.view].map((other) =>
        other.subscribe(() => this.turns.soon(this.#failed ? RETRY : PAUSE)),
      ),
      this.turns.stop,
    ];
    this.turns.soon(SOON);
    return () => {
      for (const stop of stops) stop();
    };
  }

  current(): KnownBoard {
    return this.#boards.ofOpening(this.#state().opening);
  }

  idOf(opening: number): string {
    return this.#boards.ofOpening(opening).id;
  }

  show(board: ReadBoard): void {
    const { document, view } = this.#options.simulation;
    const { opening } = this.#state();
    // What was sent in this page comes first.
    view.setState({ sent: view.getState().sent.toReversed().reduce(withSent, board.sent) });
    this.#holds = false;
    this.#boards.name(opening, board.info.id);
    const openingOf = this.#boards.openingsFor(board.info.id, opening);
    const { past, future, register } = board.history((id, stamp) => {
      this.#boards.ofId(id).stamp ??= stamp;
      return openingOf(id);
    });
    document.getState().load({ document: board.scenario.document, past, future, dirty: !board.info.clean });
    const known = this.#boards.ofId(board.info.id);
    known.register = register ?? createRegister(newName());
    known.noteSaved({ document: board.scenario.document, past, future, dirty: !board.info.clean }, board.info.stamp);
    this.#lastSave = board.info.changed;
    this.#shown = known;
    if (board.info.deleted !== undefined) this.#bringBack(known).catch(() => undefined);
    this.#options.events.onShown(known.id);
  }

  /** Shows what another tab made of the board, unless there is something of its own here. */
  async takeOver(id: string): Promise<void> {
    const { store, read, events } = this.#options;
    const known = this.current();
    const { stamp } = known;
    if (known.id !== id || !known.isSaved(this.#state())) return;
    const there = await store.info(id);
    if (there === undefined || there.stamp === known.stamp || there.stamp === known.coming) return;
    const board = await read(id);
    // What is being saved may be no more than the moment.
    await this.turns.idle();
    if (board === undefined || board.info.stamp === stamp) return;
    if (this.current() !== known || known.stamp !== stamp || !known.isSaved(this.#state())) return;
    this.show(board);
    events.onTakenOver();
  }

  leave(): void {
    for (const [known, state] of this.#covered) this.#handOver(known, state);
    const known = this.current();
    const { text, value } = this.#momentNow();
    known.moment = value;
    if (known.isSaved(this.#state()) && known.coming === undefined) {
      if (text !== this.#moment) this.#options.store.writeMoment(known.id, value).catch(() => undefined);
      return;
    }
    this.#handOver(known, this.#state());
    // The next page, if it is a reload of this one, asks which board was on the screen.
    if (!this.#holds) this.#options.events.onShown(known.id);
  }

  /** Something was opened over it: what was on the screen is written at once, the rest with the next save. */
  #cover(previous: DocumentState): void {
    const { simulation, store } = this.#options;
    const known = this.#boards.ofOpening(previous.opening);
    const moment = simulation.screenLeft(previous.opening);
    if (moment !== undefined) known.moment = moment;
    if (previous.dirty && !known.isSaved(previous)) this.#covered.set(known, previous);
    // Only of what is kept: what is being written has the moment from before.
    if (moment !== undefined && (known.stamp ?? known.coming) !== undefined)
      store.writeMoment(known.id, moment).catch(() => undefined);
  }

  #state(): DocumentState {
    return this.#options.simulation.document.getState();
  }

  #momentNow(): { readonly value: object; readonly text: string } {
    const { view, snapshot } = this.#options.simulation;
    const { document: _, ...screen } = snapshot();
    const { sent } = view.getState();
    const value = sent.length === 0 ? screen : { ...screen, sent };
    return { value, text: JSON.stringify(value) };
  }

  #packed(known: KnownBoard, state: DocumentState): Promise<PackedContent> {
    known.gather();
    return inTasks(this.#boards.content(known, state));
  }

  #handOver(known: KnownBoard, state: DocumentState): void {
    const name = `${this.#tab}-${known.id}`;
    this.#left.add(name);
    const content = atOnce(this.#boards.content(known, state));
    this.#options.store.leave(name, { ...known.line(state, this.#now()), content });
  }

  /** False: someone else has saved the board meanwhile. */
  async #write(known: KnownBoard, state: DocumentState): Promise<boolean> {
    const { store, tabs } = this.#options;
    const line = known.line(state, this.#now());
    // A page that goes from here on does not know which of the two is there.
    known.coming = line.stamp;
    try {
      if (!(await store.write({ ...line, content: await this.#packed(known, state) }))) return false;
    } finally {
      known.coming = undefined;
    }
    known.noteSaved(state, line.stamp);
    this.#lastSave = line.at;
    tabs.send({ type: 'saved', id: known.id, stamp: line.stamp });
    return true;
  }

  #goOnAsCopy(known: KnownBoard): void {
    const { opening, document, load } = this.#state();
    const title = copyTitle(document.title);
    this.#boards.name(opening, newName());
    load({ document: { ...document, title } });
    this.#tellCopy(known, title);
  }

  #tellCopy({ id }: KnownBoard, title: string): void {
    this.#options.events.onCopy(title);
    this.#options.tabs.send({ type: 'copied', id, title });
  }

  async #saveCovered(): Promise<void> {
    for (const [known, state] of this.#covered) {
      // oxlint-disable-next-line no-await-in-loop
      if (!(await this.#write(known, state))) {
        const [id, title] = [newName(), copyTitle(state.document.title)];
        const line = { ...known.line(state, this.#now()), id, title, bases: [] };
        // oxlint-disable-next-line no-await-in-loop
        const content = retitled(await this.#packed(known, state), title);
        // oxlint-disable-next-line no-await-in-loop
        await this.#options.store.write({ ...line, content });
        this.#boards.ofId(id).stamp = line.stamp;
        this.#boards.name(state.opening, id);
        this.#tellCopy(known, title);
      }
      this.#covered.delete(known);
    }
  }

  async #saveOnce(): Promise<void> {
    await this.#saveCovered();
    const state = this.#state();
    this.#holds &&= !state.dirty;
    if (this.#holds || (state.document.objects.length === 0 && state.past.length === 0)) return;
    const known = this.current();
    const { text, value } = this.#momentNow();
    known.moment = value;
    if (!known.isSaved(state)) {
      if (!(await this.#write(known, state))) {
        if (this.current() === known) this.#goOnAsCopy(known);
        this.turns.soon(PAUSE);
        return;
      }
    } else if (text !== this.#moment) await this.#options.store.writeMoment(known.id, value);
    this.#moment = text;
    if (this.#left.size > 0 && known.isSaved(this.#state())) {
      await Promise.all([...this.#left].map((name) => this.#options.store.stay(name)));
      this.#left.clear();
    }
    await this.#leaveBehind(known);
  }

  /** What is on the screen is no deleted board. */
  #bringBack({ id }: KnownBoard): Promise<void> {
    return this.#options.store.mark(id, { deleted: undefined });
  }

  /** What was only looked at goes once something else is on the screen: in a day, until when one can come back to it. */
  async #leaveBehind(known: KnownBoard): Promise<void> {
    if (this.#shown === known) return;
    const before = this.#shown;
    // Before anything else: the page may go at any moment, and the next one asks which board was on the screen.
    this.#options.events.onShown(known.id);
    // Where the storage refuses it, it is tried again with the next save.
    if (before !== undefined) await this.#bringBack(known);
    if (before?.saved?.clean === true && before.stamp !== undefined)
      await this.#options.store.mark(before.id, { deleted: this.#now() });
    this.#shown = known;
  }

  async #attempt(): Promise<void> {
    const { events } = this.#options;
    try {
      await this.#saveOnce();
      if (this.#failed) events.onRecovery();
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) events.onFailure(error, this.#lastSave);
      this.#failed = true;
      this.turns.soon(RETRY);
    }
  }
}
