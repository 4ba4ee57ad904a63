import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { DocumentState } from '../../simulation/stores/document-store.ts';
import { packHistory } from './storage/history.ts';
import { createRegister, packContent, type PackedContent, type Register } from './storage/packed.ts';
import type { BoardSave } from './storage/records.ts';

type Content = Pick<DocumentState, 'document' | 'past' | 'future' | 'dirty'>;

interface Saved {
  readonly document: ScenarioDocument;
  readonly past: readonly unknown[];
  readonly future: readonly unknown[];
  readonly clean: boolean;
}

/** Characters that saves add to the texts of a board before they are gathered anew, without those that nothing has any more. */
const CHARACTERS_ADDED = 8_000_000;

/** What this tab knows of a board. */
export class KnownBoard {
  readonly id: string;
  /** The save it goes on from; undefined: never saved. */
  stamp: string | undefined;
  /** The save under way. */
  coming: string | undefined;
  saved: Saved | undefined;
  /** Where everything is in what is saved of it. */
  register: Register = createRegister(newName());
  /** What was on the screen besides the document when it was last looked at. */
  moment: object = {};

  constructor(id: string) {
    this.id = id;
  }

  isSaved({ document, past, future, dirty }: Content): boolean {
    const { saved } = this;
    return saved?.document === document && saved.past === past && saved.future === future && saved.clean === !dirty;
  }

  /** Before a save that has the time for it: texts that nothing has any more are left behind. */
  gather(): void {
    if (this.register.added > CHARACTERS_ADDED) this.register = createRegister(newName());
  }

  noteSaved({ document, past, future, dirty }: Content, stamp: string): void {
    this.stamp = stamp;
    this.saved = { document, past, future, clean: !dirty };
  }

  /** The line of a save of this state, made at `at` (ms). */
  line(state: DocumentState, at: number): Omit<BoardSave, 'content'> {
    return {
      id: this.id,
      title: state.document.title,
      clean: !state.dirty,
      bases: [this.stamp, this.coming].filter((base) => base !== undefined),
      stamp: newName(),
      at,
      moment: this.moment,
    };
  }
}

/** The boards this tab has shown, and which of them each opening of a document belongs to. */
export class KnownBoards {
  readonly #boards = new Map<string, KnownBoard>();
  readonly #names = new Map<number, string>();

  ofId(id: string): KnownBoard {
    const found = this.#boards.get(id);
    if (found !== undefined) return found;
    const known = new KnownBoard(id);
    this.#boards.set(id, known);
    return known;
  }

  ofOpening(opening: number): KnownBoard {
    const name = this.#names.get(opening) ?? newName();
    this.#names.set(opening, name);
    return this.ofId(name);
  }

  /** From now on the opening is of this board. */
  name(opening: number, id: string): void {
    this.#names.set(opening, id);
  }

  /** For a history that is brought back: the openings its boards have in this page, new numbers for those it does not know. */
  openingsFor(own: string, opening: number): (board: string) => number {
    return (board) => {
      if (board === own) return opening;
      for (const [known, name] of this.#names) if (name === board) return known;
      const next = Math.max(opening, ...this.#names.keys()) + 1;
      this.#names.set(next, board);
      return next;
    };
  }

  /** The state as it is stored, put together a piece a turn. */
  *content(known: KnownBoard, state: DocumentState): Generator<undefined, PackedContent> {
    const history = yield* packHistory(state, (opening) => this.ofOpening(opening));
    return yield* packContent({ document: state.document, ...history }, known.register);
  }
}

/** A name that nothing else has: of a board, of a save, of a tab. */
export function newName(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
}
