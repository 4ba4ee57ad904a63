import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newBrowser, newStore, saveOf } from './fixture.ts';

beforeEach(newBrowser);
afterEach(() => vi.unstubAllGlobals());

test('a save goes over the one it was made from, and over no other', async () => {
  const store = await newStore();
  expect(await store.write(saveOf('1'))).toBe(true);
  expect(await store.write(saveOf('2', { bases: ['1'] }))).toBe(true);
  expect(await store.write(saveOf('2b', { bases: ['1'] }))).toBe(false);
  const stored = await store.read('a');
  expect(stored?.info).toMatchObject({ stamp: '2', version: 2, title: 'at 2' });
  expect(stored?.content?.document).toMatchObject({ title: 'at 2' });
});

test('a new board never takes the place of one that is there', async () => {
  const store = await newStore();
  await store.write(saveOf('1'));
  expect(await store.write(saveOf('2'))).toBe(false);
  expect((await store.read('a'))?.info.title).toBe('at 1');
});

test('a board that someone removed comes back when it is saved', async () => {
  const store = await newStore();
  await store.write(saveOf('1'));
  await store.mark('a', { deleted: 5 });
  expect((await store.list())[0]?.deleted).toBe(5);
  expect(await store.write(saveOf('2', { bases: ['1'] }))).toBe(true);
  expect((await store.list())[0]?.deleted).toBeUndefined();
  await store.discard('a', '2');
  expect(await store.list()).toEqual([]);
  expect(await store.write(saveOf('3', { bases: ['2'] }))).toBe(true);
});

test('what is thrown away is only what was meant', async () => {
  const store = await newStore();
  await store.write(saveOf('1'));
  await store.write(saveOf('2', { bases: ['1'] }));
  await store.discard('a', '1');
  expect((await store.read('a'))?.info.stamp).toBe('2');
});

test('an earlier version is put away every few minutes, and only the last ones stay', async () => {
  const store = await newStore();
  const minute = 60_000;
  for (let at = 0; at <= 60; at += 1) {
    await store.write(saveOf(`${at}`, { at: (100 + at) * minute, bases: at === 0 ? [] : [`${at - 1}`] }));
  }
  const earlier = await store.earlier('a');
  expect(earlier.map(({ title }) => title)).toEqual(['at 55', 'at 50', 'at 45', 'at 40', 'at 35', 'at 30']);
  expect((await store.readEarlier('a', earlier[0]?.version ?? 0))?.document).toMatchObject({ title: 'at 55' });
});

test('what the database did not come to before the page went is settled by the next all the same, once', async () => {
  const notes = new Map<string, string>();
  const storage = { getItem: (key: string) => notes.get(key) ?? null, setItem: notes.set.bind(notes) };
  // A browser's storage lists its keys as its own properties.
  const keys = {
    ownKeys: () => [...notes.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  };
  vi.stubGlobal('localStorage', new Proxy({ ...storage, removeItem: (key: string) => void notes.delete(key) }, keys));
  const store = await newStore();
  await store.write(saveOf('1'));
  store.leave('tab', saveOf('2', { bases: ['1'] }));
  const [kept] = notes;
  await store.stay('tab');
  expect(notes.size).toBe(0);
  if (kept === undefined) throw new Error('nothing was noted');
  notes.set(...kept);
  const next = await newStore();
  await next.settle();
  expect((await next.read('a'))?.info).toMatchObject({ stamp: '2', title: 'at 2' });
  expect(notes.size).toBe(0);
  await next.settle();
  expect(await next.list()).toHaveLength(1);
});

test('what a page leaves as it goes is settled by the next', async () => {
  const store = await newStore();
  await store.write(saveOf('1'));
  store.leave('tab', saveOf('2', { bases: ['1'] }));
  const next = await newStore();
  await next.settle();
  await next.settle();
  expect((await next.list()).map(({ title }) => title)).toEqual(['at 2']);
});

test('what a page leaves does not take the place of what another tab saved: both stay', async () => {
  const store = await newStore();
  await store.write(saveOf('1'));
  store.leave('tab', saveOf('mine', { bases: ['1'] }));
  await store.write(saveOf('theirs', { bases: ['1'] }));
  await store.settle();
  expect((await store.list()).map(({ title }) => title).toSorted()).toEqual(['at mine (2)', 'at theirs']);
});

test('two pages that settle at once make one board of what was left', async () => {
  const store = await newStore();
  await store.write(saveOf('1'));
  store.leave('tab', saveOf('2', { bases: ['1'] }));
  const other = await newStore();
  await Promise.all([store.settle(), other.settle()]);
  expect((await store.list()).map(({ title }) => title)).toEqual(['at 2']);
});

test('a page that stayed takes back what it left', async () => {
  const store = await newStore();
  await store.write(saveOf('1'));
  store.leave('tab', saveOf('2', { bases: ['1'] }));
  await store.stay('tab');
  await store.settle();
  expect((await store.read('a'))?.info.stamp).toBe('1');
});

test('things put aside stay beside each other', async () => {
  const store = await newStore();
  const reason = { code: 'UNREADABLE', detail: {} } as const;
  await store.putAside({ id: 'x', title: 'x', at: 1, reason, value: 'one' });
  await store.putAside({ id: 'y', title: 'y', at: 2, reason, value: 'two' });
  expect((await store.aside()).map(({ value }) => value)).toEqual(['two', 'one']);
});
