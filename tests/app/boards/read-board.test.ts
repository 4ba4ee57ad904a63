import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import type { BoardStore } from '../../../src/app/boards/storage/board-store.ts';
import { readBoard } from '../../../src/app/boards/read-board.ts';
import { board, newBrowser, newStore, saveOf } from './fixture.ts';

beforeEach(newBrowser);

async function stored(document: unknown, moment: unknown = {}): Promise<BoardStore> {
  const store = await newStore();
  await store.write(saveOf('1', { content: { document, past: [], future: [] }, moment }));
  return store;
}

test('a whole board is read, and nothing is put aside', async () => {
  const store = await stored(board('whole'), { beat: 3, lens: 'wires' });
  const reading = await readBoard(store, 'a');
  expect(reading).toMatchObject({
    state: 'read',
    board: { scenario: { document: board('whole'), beat: 3, lens: 'wires' }, problems: [] },
  });
  expect(await store.aside()).toEqual([]);
});

test('a board of which parts cannot be used is put aside as it was, once, and opened as far as it can be', async () => {
  const document = { ...board('parts'), objects: [...board('parts').objects, 'nonsense', 7] };
  const store = await stored(document);
  const reading = await readBoard(store, 'a');
  await readBoard(store, 'a');
  if (reading.state !== 'read') throw new Error(reading.state);
  expect(reading.board.problems.length).toBeGreaterThanOrEqual(2);
  expect(reading.board.scenario.document.objects).toHaveLength(2);
  expect(await store.aside()).toMatchObject([{ value: { document } }]);
});

test('a board of a newer version is put aside as it was', async () => {
  const document = { ...board('newer'), version: 99, weather: 'fine' };
  const store = await stored(document);
  expect((await readBoard(store, 'a')).state).toBe('read');
  expect(await store.aside()).toMatchObject([{ reason: { code: 'NEWER' }, value: { document } }]);
});

test('a record of a newer form is put aside as it was', async () => {
  const store = await stored(board('newer'));
  const database = await openDB('packetwalk-boards');
  await database.put('contents', { ...(await database.get('contents', 'a')), format: 99, more: 'of it' });
  database.close();
  await readBoard(store, 'a');
  expect(await store.aside()).toMatchObject([{ value: { format: 99, more: 'of it' } }]);
});

test('a board that cannot be shown at all is put aside with its earlier versions', async () => {
  const store = await newStore();
  const hour = 3_600_000;
  await store.write(saveOf('1', { at: hour }));
  await store.write(
    saveOf('2', { at: 2 * hour, bases: ['1'], content: { document: 'garbage', past: [], future: [] } }),
  );
  expect((await readBoard(store, 'a')).state).toBe('unreadable');
  expect(await store.list()).toEqual([]);
  const aside = await store.aside();
  expect(aside.map(({ value }) => value)).toMatchObject([{ document: 'garbage' }, { document: { title: 'at 1' } }]);
});

test('when nothing can be put aside the board is not opened: the next save would be over the original', async () => {
  const store = await stored({ ...board('newer'), version: 99 });
  const full: BoardStore = { ...store, putAside: () => Promise.reject(new Error('full')) };
  await expect(readBoard(full, 'a')).rejects.toThrow('full');
});
