import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import type { BoardStore } from '../../../src/app/boards/storage/board-store.ts';
import { bringOver } from '../../../src/app/boards/storage/old-database.ts';
import { readBoard } from '../../../src/app/boards/read-board.ts';
import { board, newBrowser, newStore } from './fixture.ts';

beforeEach(newBrowser);

/** What versions before the list of boards wrote, in their form. */
async function writeOld(values: Readonly<Record<string, unknown>>): Promise<void> {
  const old = await openDB('packetwalk', 1, { upgrade: (database) => void database.createObjectStore('autosave') });
  for (const [key, value] of Object.entries(values)) await old.put('autosave', value, key);
  old.close();
}

async function leftInOld(): Promise<readonly IDBValidKey[]> {
  const old = await openDB('packetwalk');
  const keys = await old.getAllKeys('autosave');
  old.close();
  return keys;
}

const MOMENT = { request: { from: { kind: 'internet' }, to: 'http://web' }, choices: [1], beat: 7, lens: 'wires' };

test('the document of an earlier version becomes a board with its moment, and leaves its old place', async () => {
  await writeOld({ document: { document: board('shop'), clean: false }, moment: { ...MOMENT, request: undefined } });
  const store = await newStore();
  expect(await bringOver(store)).toBe(true);
  const [info] = await store.list();
  expect(info).toMatchObject({ title: 'shop', clean: false });
  const reading = await readBoard(store, info?.id ?? '');
  if (reading.state !== 'read') throw new Error(reading.state);
  expect(reading.board.scenario).toMatchObject({ document: board('shop'), beat: 7, lens: 'wires', choices: [1] });
  expect(reading.board.problems).toEqual([]);
  expect(await leftInOld()).toEqual([]);
  await bringOver(store);
  expect(await store.list()).toHaveLength(1);
});

test('a document from elsewhere that was unchanged still is', async () => {
  await writeOld({ document: { document: board('lesson'), clean: true } });
  const store = await newStore();
  await bringOver(store);
  expect((await store.list())[0]).toMatchObject({ title: 'lesson', clean: true });
});

test('what could not be read is put aside, with what had been before', async () => {
  await writeOld({ document: 'garbage', unreadable: { document: { objects: 'older garbage' } } });
  const store = await newStore();
  expect(await bringOver(store)).toBe(false);
  expect(await store.list()).toEqual([]);
  const aside = await store.aside();
  expect(aside.map(({ value }) => value)).toEqual(
    expect.arrayContaining(['garbage', { document: { objects: 'older garbage' } }]),
  );
  expect(await leftInOld()).toEqual([]);
});

test('nothing leaves its old place before it is in the new one', async () => {
  await writeOld({ document: { document: board('shop'), clean: false } });
  const store = await newStore();
  const full: BoardStore = { ...store, write: () => Promise.reject(new Error('full')) };
  await expect(bringOver(full)).rejects.toThrow('full');
  expect(await leftInOld()).toEqual(['document']);
});

test('a browser without anything older is left without', async () => {
  const store = await newStore();
  expect(await bringOver(store)).toBe(true);
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['packetwalk-boards']);
});
