/** A place where a list differs from the one before it: what stood from `from` on was left out, and what stands from `to` on came. */
export interface Hunk {
  readonly from: number;
  readonly left: number;
  readonly to: number;
  readonly joined: number;
}

/** More differences than this are not an edit. */
const MOST = 64;

/** How a list follows from another; what stands in both is the identical value in the same order. Undefined: in no such way. */
export function differenceOf<T>(before: readonly T[], after: readonly T[]): readonly Hunk[] | undefined {
  const hunks: Hunk[] = [];
  if (before === after) return hunks;
  let [from, to, total] = [0, 0, 0];
  while (from < before.length || to < after.length) {
    if (from < before.length && to < after.length && before[from] === after[to]) {
      from += 1;
      to += 1;
      continue;
    }
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

/** The fewest items to leave out of both until they agree again, or both are at their ends. */
function stepOver<T>(
  before: readonly T[],
  from: number,
  { after, to }: { readonly after: readonly T[]; readonly to: number },
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
export function spliced<T>(before: readonly T[], hunks: readonly Hunk[], make: (to: number) => T): readonly T[] {
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
