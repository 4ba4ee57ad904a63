import { expect, test } from 'vitest';
import { branches, type Choose, type End } from '../../../src/engine/linux/model/choice.ts';
import { type Folded, foldedBranches } from '../../../src/engine/linux/model/fold.ts';
import { createIp } from '../../../src/engine/net/ip.ts';

const NO_LIMITS = { maxBranches: 1e6, maxChoices: 1e6 };
/** Ends 10.0.0.1, .2 … of which every third is alike. */
const end = (at: number): End => ({ ip: createIp(`10.0.0.${at + 1}`), port: 80 });
const classOf = ({ ip }: End): string => String(Number(ip.split('.')[3]) % 3);

function fold<T>(run: (choose: Choose) => T, limits = NO_LIMITS): Folded<T> {
  const all = foldedBranches(run, { classOf, ...limits });
  for (;;) {
    const next = all.next();
    if (next.done === true) return next.value;
  }
}

/** Weights and numbers of ways by class of what a run says. */
function byClass<T>(list: readonly { readonly value: T; readonly probability: number; readonly ways?: number }[]) {
  const sums = new Map<T, readonly [number, number]>();
  for (const { value, probability, ways = 1 } of list) {
    const [before = 0, count = 0] = sums.get(value) ?? [];
    sums.set(value, [before + probability, count + ways]);
  }
  return Object.fromEntries([...sums].map(([value, [probability, ways]]) => [value, [probability.toFixed(9), ways]]));
}

const pickOne = (choose: Choose, count: number): string => {
  const index = choose(
    Array.from({ length: count }, () => 1),
    { of: end },
  );
  return classOf(end(index));
};

/** As iptables does: a rule for each end, but for the last one, which takes what is left. */
const pickInRow = (choose: Choose, count: number, name = 'chain'): string => {
  for (let at = 0; at < count - 1; at += 1) {
    const share = 1 / (count - at);
    const of = (option: number): End | undefined => (option === 0 ? end(at) : undefined);
    if (choose([share, 1 - share], { row: { name, at }, of }) === 0) return classOf(end(at));
  }
  return classOf(end(count - 1));
};

test.each([
  ['at once', (choose: Choose) => pickOne(choose, 20), 3],
  ['in a row', (choose: Choose) => pickInRow(choose, 20), 4],
  ['at once, twice', (choose: Choose) => `${pickOne(choose, 7)} ${pickOne(choose, 5)}`, 9],
  ['in a row, twice by the same chain', (choose: Choose) => `${pickInRow(choose, 7)} ${pickInRow(choose, 5)}`, 16],
  ['in a row behind a choice without ends', (choose: Choose) => `${choose([1, 2])} ${pickInRow(choose, 7)}`, 8],
  ['in a row before a choice without ends', (choose: Choose) => `${pickInRow(choose, 7)} ${choose([1, 2])}`, 8],
  [
    'at once, where one goes on to choose',
    (choose: Choose) => (pickOne(choose, 7) === '1' ? pickInRow(choose, 4, 'b') : '-'),
    6,
  ],
] as const)('ends that are alike are one way, %s; weights and numbers are those of all', (_, run, expected) => {
  const { branches: found, complete } = fold(run);
  expect(complete).toBe(true);
  expect(found.length).toBe(expected);
  expect(byClass(found)).toEqual(byClass([...branches(run)]));
});

test('what is picked aside does not branch, and counts', () => {
  const run = (choose: Choose): string => {
    const found = pickOne(choose, 6);
    choose([1, 1, 1, 1], { aside: true });
    return found;
  };
  expect(fold(run).branches.length).toBe(3);
  expect(byClass(fold(run).branches)).toEqual(byClass([...branches(run)]));
});

test('past a limit it stops and says so; what it found keeps its weight', () => {
  const run = (choose: Choose): string => `${choose([1, 1, 1, 1])}`;
  const { branches: found, complete } = fold(run, { maxBranches: 3, maxChoices: 1e6 });
  expect(complete).toBe(false);
  expect(found.map(({ probability }) => probability)).toEqual([0.25, 0.25, 0.25]);
  expect(fold(run, { maxBranches: 4, maxChoices: 1e6 }).complete).toBe(true);
  expect(fold(run, { maxBranches: 10, maxChoices: 1 }).complete).toBe(false);
});
