/** A place where a list differs from the one before it: what stood from `from` on was left out, and what stands from `to` on came. */
export interface Hunk {
  readonly from: number;
  readonly left: number;
  readonly to: number;
  readonly joined: number;
}

/** More differences than this are not an edit. */
const MOST = 64;

/** How lists follow from others, in one edit: of each two it is found once, whoever asks for it. */
export interface Differences {
  /** What stands in both is the identical value in the same order. Undefined: it follows in no such way. */
  readonly of: <T>(before: readonly T[], after: readonly T[]) => readonly Hunk[] | undefined;
  /** Tells of two lists what is known of those they were made of, item by item. */
  readonly note: (before: readonly unknown[], after: readonly unknown[], hunks: readonly Hunk[]) => void;
}

interface Found {
  readonly before: readonly unknown[];
  readonly hunks: readonly Hunk[] | undefined;
}

/** Nothing may hold on to it beyond its edit: it leads to both clusters. */
export function createDifferences(): Differences {
  const found = new Map<readonly unknown[], Found>();
  return {
    of: (before, after) => {
      const known = found.get(after);
      if (known?.before === before) return known.hunks;
      const hunks = differenceOf(before, after);
      found.set(after, { before, hunks });
      return hunks;
    },
    note: (before, after, hunks) => void found.set(after, { before, hunks }),
  };
}

function differenceOf<T>(before: readonly T[], after: readonly T[]): readonly Hunk[] | undefined {
  const hunks: Hunk[] = [];
  if (before === after) return hunks;
  let [from, to, total] = [0, 0, 0];
  for (;;) {
    const same = countSame(before, from, { after, to });
    from += same;
    to += same;
    if (from === before.length && to === after.length) break;
    const step = stepOver(before, from, { after, to });
    if (step === undefined) return undefined;
    total += step.left + step.joined;
    if (total > MOST) return undefined;
    hunks.push({ from, to, ...step });
    from += step.left;
    to += step.joined;
  }
  return hunks;
}

interface Place<T> {
  readonly after: readonly T[];
  readonly to: number;
}

/**
 * How many items are the same from here on: a loop of its own, as nearly all of the time is spent in it. `===` would look into each
 * of them to see what it is.
 */
function countSame<T>(before: readonly T[], from: number, { after, to }: Place<T>): number {
  const most = Math.min(before.length - from, after.length - to);
  let count = 0;
  while (count < most && Object.is(before[from + count], after[to + count])) count += 1;
  return count;
}

/** The fewest items to leave out of both until they agree again, or both are at their ends. */
function stepOver<T>(
  before: readonly T[],
  from: number,
  { after, to }: Place<T>,
): Pick<Hunk, 'left' | 'joined'> | undefined {
  for (let both = 1; both <= MOST; both += 1) {
    for (let left = 0; left <= both; left += 1) {
      const joined = both - left;
      const [at, other] = [from + left, to + joined];
      if (at > before.length || other > after.length) continue;
      const isEnd = at === before.length && other === after.length;
      const agrees = at < before.length && other < after.length && before[at] === after[other];
      if (isEnd || agrees) return { left, joined };
    }
  }
  return undefined;
}

/** What left and what joined. */
export function itemsOf<T>(
  hunks: readonly Hunk[],
  before: readonly T[],
  after: readonly T[],
): { readonly left: readonly T[]; readonly joined: readonly T[] } {
  return {
    left: hunks.flatMap(({ from, left }) => before.slice(from, from + left)),
    joined: hunks.flatMap(({ to, joined }) => after.slice(to, to + joined)),
  };
}

/** A list made item by item of the one before, with what `make` gives where items joined. `make` is told their places in the new list. */
export function spliced<T>(before: readonly T[], hunks: readonly Hunk[], make: (to: number) => T): T[] {
  if (hunks.every(({ left, joined }) => left === joined)) {
    const list = [...before];
    for (const { to, joined } of hunks) for (let at = to; at < to + joined; at += 1) list[at] = make(at);
    return list;
  }
  const parts: (readonly T[])[] = [];
  let from = 0;
  for (const hunk of hunks) {
    parts.push(
      before.slice(from, hunk.from),
      Array.from({ length: hunk.joined }, (_, at) => make(hunk.to + at)),
    );
    from = hunk.from + hunk.left;
  }
  return ([] as T[]).concat(...parts, before.slice(from));
}
