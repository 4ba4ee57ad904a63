import { type Differences, type Hunk, itemsOf } from './difference.ts';
import { createGroups, type Groups, lookUpGroups } from '../tools/groups.ts';

/** Groups of other items, of which most are the same: a group that no item joins or leaves stays the identical list. */
export function followGroups<T>(differences: Differences, before: Groups<T>, items: readonly T[]): Groups<T> {
  const { keyOf } = before;
  return items === before.items ? before : regroup(differences, before, { items, keyOf, moved: [] });
}

interface Regrouped<T> extends Pick<Groups<T>, 'items' | 'keyOf'> {
  /** Items of both lists that are no more what they were to who asks for the groups. No other item of both has another key. */
  readonly moved: readonly T[];
}

/** As {@link followGroups}, by another key. */
export function regroup<T>(differences: Differences, before: Groups<T>, now: Regrouped<T>): Groups<T> {
  const { items, keyOf, moved } = now;
  const hunks = differences.of(before.items, items);
  if (hunks === undefined) return createGroups(items, keyOf);
  if (hunks.length + moved.length === 0) return lookUpGroups(items, keyOf, before.all);
  const leaving = new Set([...itemsOf(hunks, before.items, items).left, ...moved]);
  const groups = new Map(before.all());
  const touched = new Set([...leaving].map(before.keyOf));
  for (const key of touched) groups.set(key, groups.get(key)?.filter((item) => !leaving.has(item)) ?? []);
  for (const at of joiningAt(hunks, now)) {
    const item = items[at] as T;
    const key = keyOf(item);
    touched.add(key);
    const group = groups.get(key) ?? [];
    groups.set(key, group.toSpliced(placeIn(group, at, now), 0, item));
  }
  for (const key of touched) if (groups.get(key)?.length === 0) groups.delete(key);
  return lookUpGroups(items, keyOf, () => groups);
}

/** In order. */
function joiningAt<T>(hunks: readonly Hunk[], { items, moved }: Regrouped<T>): readonly number[] {
  const joined = hunks.flatMap((hunk) => Array.from({ length: hunk.joined }, (_, at) => hunk.to + at));
  return [...joined, ...moved.map((item) => items.indexOf(item))].sort((a, b) => a - b);
}

/** Behind the item of the group that comes before it in the list, all of which are in their places. */
function placeIn<T>(group: readonly T[], at: number, { items, keyOf }: Regrouped<T>): number {
  if (group.length === 0) return 0;
  const key = keyOf(items[at] as T);
  let before = at - 1;
  while (before >= 0 && keyOf(items[before] as T) !== key) before -= 1;
  return before < 0 ? 0 : group.indexOf(items[before] as T) + 1;
}
