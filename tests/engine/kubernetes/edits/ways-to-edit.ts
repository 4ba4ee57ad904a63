import { groupBy } from '../../../../src/engine/kubernetes/tools/group-by.ts';
import type { Mode } from './edited-boards.ts';
import type { FieldEdit } from './field-edits.ts';

/** How often a field is edited in each way until an edit of it changes what becomes of packets. */
const TRIES = 3;
/** How often in all, where such edits change what is written into hosts: that is looked for in every mode. */
const MOST = 12;

/** What is known of taking a field away, adding it, or making it another. */
interface Way {
  readonly order: number;
  tried: number;
  counted: boolean;
  /** In which it was seen to change what is written into hosts. */
  readonly modes: Set<Mode>;
}

/** What an edit changed. */
interface Changes {
  readonly counts: boolean;
  readonly rewrites: boolean;
}

/** The edits that are tried on one board. */
interface WaysHere {
  /** Among those that an object offers, one for each way that is still open; each time another one, so another value. */
  readonly choose: (edits: readonly FieldEdit[]) => Iterable<FieldEdit>;
  readonly note: (edit: FieldEdit, changes: Changes) => void;
}

const keyOf = ({ field, type }: FieldEdit): string => `${field} ${type}`;

/** Which ways of editing fields were tried, and what became of it. */
export class Ways {
  readonly #share: number;
  /** In the order in which they were met. */
  readonly #ways = new Map<string, Way>();

  /** One way in so many is tried. */
  constructor(share: number) {
    this.#share = share;
  }

  on(mode: Mode): WaysHere {
    const here = new Set<string>();
    const choose = function* (this: Ways, edits: readonly FieldEdit[]): Generator<FieldEdit> {
      for (const [key, own] of groupBy(edits, keyOf)) {
        const way = this.#way(key);
        const edit = own[way.tried % own.length];
        if (edit === undefined || here.has(key) || way.order % this.#share !== 0 || !isOpen(way, mode)) continue;
        here.add(key);
        yield edit;
      }
    }.bind(this);
    const note = (edit: FieldEdit, { counts, rewrites }: Changes): void => {
      const way = this.#way(keyOf(edit));
      way.tried += 1;
      way.counted ||= counts;
      if (rewrites) way.modes.add(mode);
    };
    return { choose, note };
  }

  #way(key: string): Way {
    let way = this.#ways.get(key);
    if (way === undefined) {
      way = { order: this.#ways.size, tried: 0, counted: false, modes: new Set() };
      this.#ways.set(key, way);
    }
    return way;
  }
}

function isOpen({ tried, counted, modes }: Way, mode: Mode): boolean {
  if (modes.size > 0) return !modes.has(mode) && tried < MOST;
  return !counted && tried < TRIES;
}
