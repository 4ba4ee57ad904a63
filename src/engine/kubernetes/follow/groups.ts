import { differenceOf, itemsOf } from './difference.ts';
import { createGroups, type Groups, lookUpGroups } from '../tools/groups.ts';

/** Groups of other items, of which most are the same: a group that no item joins or leaves stays the identical list. */
export function followGroups<T>(before: Groups<T>, items: readonly T[]): Groups<T> {
  return items === before.items ? before : regroup(before, items, before.keyOf, []);
}

/** As {@link followGroups}, by another key. `moved`: items of both lists that are no more what they were to who asks for the groups. */
export function regroup<T>(
  before: Groups<T>,
  items: readonly T[],
  keyOf: (item: T) => string,
  moved: readonly T[],
): Groups<T> {
  const hunks = differenceOf(before.items, items);
  if (hunks === undefined) return createGroups(items, keyOf);
  if (hunks.length + moved.length === 0) return lookUpGroups(items, keyOf, before.all);
  const { left, joined } = itemsOf(hunks, before.items, items);
  const touched = new Map<string, T[]>();
  for (const item of [...left, ...moved]) touched.set(before.keyOf(item), []);
  for (const item of [...joined, ...moved]) touched.set(keyOf(item), []);
  for (const item of items) touched.get(keyOf(item))?.push(item);
  const groups = new Map(before.all());
  for (const [key, list] of touched) {
    if (list.length > 0) groups.set(key, list);
    else groups.delete(key);
  }
  return lookUpGroups(items, keyOf, () => groups);
}
