import type { Mapped } from '../build/plan.ts';
import { type Differences, spliced } from './difference.ts';

interface Making<A, R> {
  readonly make: (item: A) => R;
  readonly same?: (a: R, b: R) => boolean;
}

/**
 * What was made of each item of a list, for a list of which most items are the same; undefined: too many differ. Where what came
 * of an item can stand for what comes of the one in its place (`same`) it does; where all can, the list of results stays itself.
 */
export function followList<A, R>(
  differences: Differences,
  before: Mapped<A, R>,
  items: readonly A[],
  { make, same }: Making<A, R>,
): Mapped<A, R> | undefined {
  if (items === before.items) return before;
  const hunks = differences.of(before.items, items);
  if (hunks === undefined) return undefined;
  const made = new Map<number, R>();
  const inPlace = hunks.every(({ left, joined }) => left === joined);
  let isKept = inPlace && same !== undefined;
  for (const at of hunks.flatMap(({ to, joined }) => Array.from({ length: joined }, (_, next) => to + next))) {
    const result = make(items[at] as A);
    const was = inPlace ? before.results[at] : undefined;
    const stands = was !== undefined && same?.(was, result) === true;
    made.set(at, stands ? was : result);
    isKept &&= stands;
  }
  if (isKept) return { items, results: before.results };
  const results = spliced(before.results, hunks, (at) => made.get(at) as R);
  if (same === undefined) differences.note(before.results, results, hunks);
  return { items, results };
}
