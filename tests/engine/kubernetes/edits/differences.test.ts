import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDifferences, spliced } from '../../../../src/engine/kubernetes/follow/difference.ts';
import { followGroups, regroup } from '../../../../src/engine/kubernetes/follow/groups.ts';
import { createGroups } from '../../../../src/engine/kubernetes/tools/groups.ts';

interface Item {
  readonly key: string;
}

const keyOf = ({ key }: Item): string => key;
const item = fc.constantFrom('a', 'b', 'c', 'd').map((key): Item => ({ key }));

/** A list and what is left of it after some items went and others came. */
const edited = fc
  .record({
    before: fc.array(item, { maxLength: 30 }),
    edits: fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.array(item, { maxLength: 2 })), { maxLength: 4 }),
  })
  .map(({ before, edits }) => {
    const after = [...before];
    for (const [at, left, joined] of edits) after.splice(at % (after.length + 1), left, ...joined);
    return { before, after };
  });

test('a list is made of the one before and its differences', () => {
  fc.assert(
    fc.property(edited, ({ before, after }) => {
      const hunks = createDifferences().of(before, after);
      expect(hunks && spliced(before, hunks, (at) => after[at] as Item)).toEqual(after);
      for (const [at, one] of spliced(before, hunks ?? [], (to) => after[to] as Item).entries())
        expect(one).toBe(after[at]);
    }),
  );
});

test('groups follow to what they are made of anew, and those that nothing joins or leaves stay themselves', () => {
  fc.assert(
    fc.property(edited, ({ before, after }) => {
      const was = createGroups(before, keyOf);
      const [now, anew] = [followGroups(createDifferences(), was, after), createGroups(after, keyOf)];
      expect([...now.all().keys()].sort()).toEqual([...anew.all().keys()].sort());
      for (const [key, list] of anew.all()) {
        expect(now.of(key).length).toBe(list.length);
        expect(list.every((one, at) => now.of(key)[at] === one)).toBe(true);
        const old = was.of(key);
        if (old.length === list.length && old.every((one, at) => one === list[at])) expect(now.of(key)).toBe(old);
      }
    }),
  );
});

test('items that have another key than before are moved, in order', () => {
  const items: readonly Item[] = ['a', 'b', 'a', 'b', 'a'].map((key) => ({ key }));
  const was = createGroups(items, keyOf);
  const moved = [items[3], items[0]] as readonly Item[];
  const other = new Map(moved.map((one) => [one, one.key === 'a' ? 'b' : 'a']));
  const now = regroup(createDifferences(), was, { items, keyOf: (one) => other.get(one) ?? one.key, moved });
  expect(now.of('a').map((one) => items.indexOf(one))).toEqual([2, 3, 4]);
  expect(now.of('b').map((one) => items.indexOf(one))).toEqual([0, 1]);
});

test('the difference of two lists is found once', () => {
  const differences = createDifferences();
  let looked = 0;
  const before = [1, 2, 3];
  const after = new Proxy([1, 2, 4], { get: (list, key) => ((looked += 1), Reflect.get(list, key)) });
  const hunks = differences.of(before, after);
  const once = looked;
  expect(differences.of(before, after)).toBe(hunks);
  expect([once > 0, looked]).toEqual([true, once]);
});
