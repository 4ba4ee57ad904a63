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
  const inPlace = hunks.every(({ left, joined }) => left === joined);
  let isKept = inPlace && same !== undefined;
  const results = spliced(before.results, hunks, (at) => {
    const made = make(items[at] as A);
    const was = inPlace ? before.results[at] : undefined;
    if (was !== undefined && same?.(was, made) === true) return was;
    isKept = false;
    return made;
  });
  if (same === undefined) differences.note(before.results, results, hunks);
  return { items, results: isKept ? before.results : results };
}
