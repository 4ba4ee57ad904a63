import type { Mapped } from '../build/plan.ts';
import { differenceOf, spliced } from './difference.ts';

/**
 * What was made of each item of a list, for a list of which most items are the same; undefined: too many differ. Where what came
 * of an item can stand for what comes of the one in its place (`same`) it does; where all can, the list of results stays itself.
 */
export function followList<A, R>(
  before: Mapped<A, R>,
  items: readonly A[],
  make: (item: A) => R,
  same?: (a: R, b: R) => boolean,
): Mapped<A, R> | undefined {
  if (items === before.items) return before;
  const hunks = differenceOf(before.items, items);
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
  return { items, results: isKept ? before.results : results };
}
