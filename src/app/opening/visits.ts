import type { DocumentState, HistoryEntry } from '../../simulation/stores/document-store.ts';
import { plainAddress, readAddress } from '../page/address.ts';
import { readVisit, type VisitMark } from '../page/visit-marks.ts';
import { leaveLink, openLink } from './links.ts';
import { openLesson, type Workspace } from './open.ts';

type Left = Pick<DocumentState, 'document' | 'past' | 'future' | 'dirty' | 'opening'>;

/**
 * Whatever is opened is an entry of the browser's history: Back and Forward show what was open there, as it was left, with the history
 * of its changes. Undoing an opening goes back too. Links that are pasted into the address bar are opened, and an address forgets
 * what it names once the board is no longer that.
 */
export function followVisits(workspace: Workspace): void {
  const visits = new Visits(workspace);
  window.addEventListener('popstate', ({ state }) => {
    const mark = readVisit(state);
    if (mark !== undefined) void visits.arrive(mark);
  });
  window.addEventListener('hashchange', () => void visits.follow());
  window.addEventListener('pagehide', () => visits.mark());
  workspace.page.whenKept(() => visits.mark());
  // A stored board is on the screen before it is known to be that one.
  workspace.page.subscribe(({ keptAs }, previous) => {
    if (keptAs !== previous.keptAs) visits.mark();
  });
  workspace.simulation.document.subscribe((state, previous) => visits.note(state, previous));
  const mark = readVisit();
  void (mark === undefined ? visits.follow() : visits.arrive(mark));
}

class Visits {
  readonly #workspace: Workspace;
  readonly #left = new Map<number, Left>();
  /** The openings at the entries of this page. An entry of a page before a reload has none. */
  readonly #openings: (number | undefined)[] = [];
  #at: number;
  /** The browser is on its way to the entry of what an undo brought back. */
  #moving = false;
  /** What is opened is that of an entry there is. */
  #turning = false;
  #last: number;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    const { at, board } = readVisit() ?? { at: 0 };
    this.#at = at;
    this.#last = this.#opening();
    // After a reload the board on the screen is the one that was there, unless another is known to be.
    const { shelf } = workspace.page.getState();
    if (board === undefined || shelf === undefined || shelf.idOf(this.#last) === board) this.#openings[at] = this.#last;
  }

  /** The browser went to an entry. */
  async arrive({ at, board }: VisitMark): Promise<void> {
    const { page, simulation } = this.#workspace;
    this.#at = at;
    if (this.#moving) {
      this.#moving = false;
      return this.#goWithUndo();
    }
    const opening = this.#openings[at];
    if (opening === this.#opening()) return;
    // Whatever is on its way, or asked about, is not what is wanted any more.
    page.takeTicket();
    const left = opening === undefined ? undefined : this.#left.get(opening);
    this.#turning = true;
    try {
      if (left === undefined) await this.#openAgain(board);
      else {
        simulation.document.getState().load({ ...left, past: this.#pastOf(left) });
        simulation.view.getState().fitView();
      }
    } finally {
      this.#turning = false;
    }
  }

  /** Somebody wrote another link into the address bar, or took it away. */
  async follow(): Promise<void> {
    if (readVisit() !== undefined) return;
    const { link } = readAddress(window.location);
    if (link === undefined) leaveLink(this.#workspace);
    else if (await openLink(this.#workspace, link)) return;
    // What was open stays so.
    if (readVisit() === undefined) this.#add();
  }

  note(state: DocumentState, previous: DocumentState): void {
    if (state.opening === previous.opening) {
      if (state.document !== previous.document && state.dirty) this.#forgetAddress();
      return;
    }
    const { document, past, future, dirty, opening } = previous;
    this.#left.set(opening, { document, past, future, dirty, opening });
    const isNew = state.opening > this.#last;
    this.#last = Math.max(this.#last, state.opening);
    if (this.#turning) this.#openings[this.#at] = state.opening;
    else if (isNew) this.#add();
    else this.#goWithUndo();
  }

  /** For a page that comes after a reload. */
  mark(): void {
    if (readVisit() !== undefined && this.#openings[this.#at] === this.#opening())
      window.history.replaceState(this.#markNow(), '');
  }

  #markNow(): VisitMark {
    return { at: this.#at, board: this.#workspace.page.getState().shelf?.idOf(this.#opening()) };
  }

  #opening(): number {
    return this.#workspace.simulation.document.getState().opening;
  }

  /** What is open gets an entry of its own, or the one that the browser made for what was written into the address bar. */
  #add(): void {
    const isMade = readVisit() === undefined;
    this.#at += 1;
    this.#openings.length = this.#at;
    this.#openings.push(this.#opening());
    for (const opening of this.#left.keys()) if (!this.#openings.includes(opening)) this.#left.delete(opening);
    if (isMade) window.history.replaceState(this.#markNow(), '');
    else window.history.pushState(this.#markNow(), '', plainAddress(window.location));
  }

  #forgetAddress(): void {
    const { location, history } = window;
    if (location.hash !== '' || location.search.includes('lesson='))
      history.replaceState(history.state, '', plainAddress(location));
  }

  /** To the nearest entry of what an undo brought back; where there is none, this one is. */
  #goWithUndo(): void {
    const shown = this.#opening();
    if (this.#openings[this.#at] === shown) return;
    const places = this.#openings.flatMap((opening, place) => (opening === shown ? [place] : []));
    const [nearest] = places.toSorted((a, b) => Math.abs(a - this.#at) - Math.abs(b - this.#at));
    if (nearest === undefined) {
      this.#openings[this.#at] = shown;
      this.mark();
      this.#forgetAddress();
    } else if (!this.#moving) {
      this.#moving = true;
      window.history.go(nearest - this.#at);
    }
  }

  /** The steps before a document that was left: below its opening stands what it took the place of, as that was left last. */
  #pastOf({ past, opening }: Left): readonly HistoryEntry[] {
    const place = past.findLastIndex((step) => step.opening !== opening);
    const step = past[place];
    const below = step && this.#left.get(step.opening);
    if (step === undefined || below === undefined || below.document === step.document) return past;
    return [...this.#pastOf(below), { ...step, document: below.document }, ...past.slice(place + 1)];
  }

  /** What a page before a reload showed at this entry: the board it was kept as, or what the address names. */
  async #openAgain(board: string | undefined): Promise<void> {
    const { shelf } = this.#workspace.page.getState();
    const { link, lesson, look } = readAddress(window.location);
    if (board !== undefined && shelf !== undefined) await shelf.open(board);
    else if (link !== undefined) await openLink(this.#workspace, link);
    else if (lesson !== undefined) await openLesson(this.#workspace, lesson, undefined, look);
  }
}
