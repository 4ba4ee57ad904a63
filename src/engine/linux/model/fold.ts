import type { Branch, Choose, End, Ends } from './choice.ts';

/** A way that stands for all that are alike. Its probability is that of all of them. */
export interface FoldedBranch<T> extends Branch<T> {
  readonly ways: number;
}

export interface Folding {
  /** Ends of one class are alike: what happens to a packet that goes to one of them happens at all. undefined: like no other. */
  readonly classOf: (end: End) => string | undefined;
  /** Ways followed at most. */
  readonly maxBranches: number;
  /** Choices asked for at most, over all ways. */
  readonly maxChoices: number;
}

export interface Folded<T> {
  readonly branches: readonly FoldedBranch<T>[];
  /** False: the limits were reached before the last way. */
  readonly complete: boolean;
}

/** What was passed over because it is like what was taken before, next to that. */
interface Taken {
  readonly probability: number;
  alike: number;
  ways: number;
}

/** A choice on the way being followed, with the options that are not alike. */
interface Decision {
  readonly options: readonly Option[];
  at: number;
}

interface Option {
  readonly index: number;
  /** Of all options that it stands for. */
  readonly share: number;
  readonly ways: number;
  /** Added to what tells this place from others; "": nothing, the packet just went on. */
  readonly sign: string;
  readonly taken?: Taken;
}

/**
 * As `branches`, but of options that lead to ends of one class the first is followed for all. Yields each value as it is found
 * and returns them with their weights, which are known at the end.
 */
export function* foldedBranches<T>(
  run: (choose: Choose) => T,
  folding: Folding,
): Generator<Branch<T>, Folded<T>, undefined> {
  const places: Places = { known: new Map(), ids: new Map(), folding };
  const found: { readonly branch: Branch<T>; readonly ways: number; readonly taken: readonly Taken[] }[] = [];
  const path: Decision[] = [];
  let asked = 0;
  let complete = true;
  for (let more = true; more; more = advance(path)) {
    if (found.length >= folding.maxBranches || asked > folding.maxChoices) {
      complete = false;
      break;
    }
    const choices: number[] = [];
    const passed: Taken[] = [];
    let probability = 1;
    let ways = 1;
    let place = '';
    let row: Ends['row'];
    const value = run((weights, ends) => {
      asked += 1;
      if (ends?.row !== undefined && (row === undefined || row.name !== ends.row.name || row.at >= ends.row.at))
        place += ';>';
      row = ends?.row;
      const decision = (path[choices.length] ??= decide(places, {
        weights,
        ends,
        place,
        probability,
        depth: choices.length,
      }));
      const option = decision.options[decision.at];
      if (option === undefined) throw new Error('a choice without an option');
      choices.push(option.index);
      probability *= option.share;
      ways *= option.ways;
      if (option.sign !== '') place += `;${option.sign}`;
      if (option.taken !== undefined) passed.push(option.taken);
      return option.index;
    });
    const branch = { value, probability, choices };
    found.push({ branch, ways, taken: passed });
    yield branch;
  }
  const weigh = ({ branch, ways, taken }: (typeof found)[number]): FoldedBranch<T> => ({
    ...branch,
    probability: taken.reduce((product, each) => product * (1 + each.alike / each.probability), branch.probability),
    ways: taken.reduce((product, each) => product * (1 + each.ways), ways),
  });
  return { branches: found.map(weigh), complete };
}

/** Leaves the path at the next way, depth first; false after the last. */
function advance(path: Decision[]): boolean {
  for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
    last.at += 1;
    if (last.at < last.options.length) return true;
    path.pop();
  }
  return false;
}

/** What has been taken so far, and where. */
interface Places {
  /** By place and class. */
  readonly known: Map<string, Taken>;
  /** Short names of classes. */
  readonly ids: Map<string, string>;
  readonly folding: Folding;
}

interface Asked {
  readonly weights: readonly number[];
  readonly ends: Ends | undefined;
  /** What tells the place on the way where it is asked from others. */
  readonly place: string;
  /** Of getting there. */
  readonly probability: number;
  /** Choices before it. */
  readonly depth: number;
}

function decide(places: Places, asked: Asked): Decision {
  const { weights, ends } = asked;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight / total);
  if (ends?.aside === true) return { options: [{ index: 0, share: 1, ways: weights.length, sign: '' }], at: 0 };
  if (ends?.row !== undefined) return { options: decideInChain(places, { ...asked, shares }), at: 0 };
  const options = new Map<string, Option>();
  for (const [index, share] of shares.entries()) {
    const sign = classAt(places, ends, index) ?? `#${index}`;
    const before = options.get(sign) ?? { index, share: 0, ways: 0, sign };
    options.set(sign, { ...before, share: before.share + share, ways: before.ways + 1 });
  }
  return { options: [...options.values()], at: 0 };
}

/** One of the choices in a row: take this end, or go on to the next. One like an end that was taken before is passed over. */
function decideInChain(
  places: Places,
  { ends, place, probability, depth, shares }: Asked & { readonly shares: readonly number[] },
): readonly Option[] {
  const [share = 0, rest = 0] = shares;
  const goOn = { index: 1, ways: 1, sign: '' };
  const id = classAt(places, ends, 0);
  if (id === undefined) {
    return [
      { index: 0, share, ways: 1, sign: `#${depth}` },
      { ...goOn, share: rest },
    ];
  }
  const key = `${place}|${id}`;
  const before = places.known.get(key);
  if (before !== undefined) {
    before.alike += probability * share;
    before.ways += 1;
    return [{ ...goOn, share: rest }];
  }
  const taken = { probability: probability * share, alike: 0, ways: 0 };
  places.known.set(key, taken);
  return [
    { index: 0, share, ways: 1, sign: id, taken },
    { ...goOn, share: rest },
  ];
}

/** The class of the end an option leads to, by a short name. */
function classAt({ ids, folding }: Places, ends: Ends | undefined, option: number): string | undefined {
  const end = ends?.of?.(option);
  const found = end === undefined ? undefined : folding.classOf(end);
  if (found === undefined) return undefined;
  const id = ids.get(found) ?? String(ids.size);
  ids.set(found, id);
  return id;
}
