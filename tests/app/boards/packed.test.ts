import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import { createBoardStore } from '../../../src/app/boards/storage/board-store.ts';
import { openDatabase } from '../../../src/app/boards/storage/database.ts';
import { packHistory } from '../../../src/app/boards/storage/history.ts';
import {
  createRegister,
  packContent,
  type Register,
  retitled,
  unpack,
} from '../../../src/app/boards/storage/packed.ts';
import { readBoard, restoreDocument } from '../../../src/app/boards/read-board.ts';
import { atOnce } from '../../../src/app/files/in-tasks.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import type { DocumentStore } from '../../../src/simulation/stores/document-store.ts';
import { board, newBrowser, newStore, saveOf } from './fixture.ts';
import { createDocumentStore } from '../../whole-simulation.ts';
import { namedEdit } from '../../named-edit.ts';

beforeEach(newBrowser);

/** An edit of one object. */
function label(document: ScenarioDocument, value: string): ScenarioDocument {
  const objects = document.objects.map((object) =>
    object.kind === 'Pod' ? { ...object, metadata: { ...object.metadata, labels: { app: value } } } : object,
  );
  return { ...document, objects };
}

function edited(...values: readonly string[]): DocumentStore {
  const store = createDocumentStore();
  store.getState().open(board('shop'), { edit: namedEdit('Open'), clean: false });
  for (const value of values)
    store.getState().edit(namedEdit(`Label it ${value}`), (document) => label(document, value));
  return store;
}

const historyOf = (store: DocumentStore) =>
  atOnce(packHistory(store.getState(), () => ({ id: 'a', stamp: undefined })));

const contentOf = (store: DocumentStore, register: Register = createRegister('order')) =>
  atOnce(packContent({ document: store.getState().document, ...historyOf(store) }, register));

/** What versions before this one had: one database of the form they made, with a board in theirs. */
async function keepInFormat1(store: DocumentStore): Promise<void> {
  const old = await openDB('packetwalk-boards', 1, {
    upgrade: (database) => {
      for (const name of ['boards', 'contents', 'moments', 'aside', 'unsettled']) {
        database.createObjectStore(name, { keyPath: 'id' });
      }
      database.createObjectStore('earlier', { keyPath: ['id', 'version'] });
    },
  });
  const { document } = store.getState();
  await old.put('boards', { id: 'a', title: 'shop', changed: 1, version: 3, stamp: '3', clean: false });
  await old.put('contents', { id: 'a', format: 1, document, ...historyOf(store) });
  await old.put('moments', { id: 'a', moment: { beat: 4 } });
  await old.put('earlier', { id: 'a', version: 1, title: 'before', changed: 0, document: board('before') });
  await old.put('unsettled', {
    id: 'tab',
    save: { ...saveOf('left', { id: 'b' }), content: { document: board('left'), past: [], future: [] } },
  });
  old.close();
}

async function readA() {
  const store = await newStore();
  const reading = await readBoard(store, 'a');
  if (reading.state !== 'read') throw new Error(reading.state);
  const { board: read } = reading;
  return { store, read, history: read.history(() => 0) };
}

test('a board of format 1 opens with its history, its earlier versions and what a page had left', async () => {
  const store = edited('one', 'two');
  store.getState().undo();
  await keepInFormat1(store);
  const { store: boards, read, history } = await readA();
  expect(read.scenario).toMatchObject({ document: store.getState().document, beat: 4 });
  expect(history.past.map(({ document }) => document)).toEqual(store.getState().past.map(({ document }) => document));
  expect(history.future.map((step) => step.edit)).toEqual([namedEdit('Label it two')]);
  expect(history.past[0]?.document.objects[0]).toBe(read.scenario.document.objects[0]);
  expect((await restoreDocument(await boards.readEarlier('a', 1))).document.title).toBe('before');
  await boards.settle();
  expect((await boards.list()).map(({ title }) => title).toSorted()).toEqual(['at left', 'shop']);
  expect(await boards.aside()).toEqual([]);
});

test('what is packed comes back equal, and what steps share is one again', async () => {
  const store = edited('one', 'two', 'three');
  store.getState().undo();
  const { document, past, future } = store.getState();
  await (await newStore()).write(saveOf('1', { content: contentOf(store) }));
  const { read, history } = await readA();
  expect(read.problems).toEqual([]);
  expect(read.scenario.document).toEqual(document);
  expect(history.past.map((step) => step.document)).toEqual(past.map((step) => step.document));
  expect(history.future.map((step) => step.document)).toEqual(future.map((step) => step.document));
  for (const step of [...history.past, ...history.future]) {
    expect(step.document.objects[0]).toBe(read.scenario.document.objects[0]);
    expect(step.document.layout).toBe(read.scenario.document.layout);
  }
});

test('a save after one edit has one new object and one new list; all other texts stay where they are', () => {
  const store = edited();
  const register = createRegister('order');
  const { texts: before } = contentOf(store, register);
  const stringify = vi.spyOn(JSON, 'stringify');
  store.getState().edit(namedEdit('Label it'), (document) => label(document, 'new'));
  const made = stringify.mock.calls.length;
  const { texts: after } = contentOf(store, register);
  const calls = stringify.mock.calls.slice(made);
  stringify.mockRestore();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after).toHaveLength(before.length + 2);
  expect(calls).toHaveLength(2);
});

test('a board that was read goes on with the texts it has', async () => {
  const store = edited('one');
  await (await newStore()).write(saveOf('1', { content: contentOf(store) }));
  const { store: boards, read, history } = await readA();
  const { document } = read.scenario;
  const { past, register } = history;
  if (register === undefined) throw new Error('no register');
  const known = [...register.texts];
  const steps = past.map((step) => ({ document: step.document, edit: step.edit, board: 'a' }));
  const next = label(document, 'two');
  const content = atOnce(
    packContent(
      { document: next, past: [...steps, { document, edit: namedEdit('Label it'), board: 'a' }], future: [] },
      register,
    ),
  );
  expect(content.texts.slice(0, known.length)).toEqual(known);
  expect(content.texts).toHaveLength(known.length + 2);
  await boards.write(saveOf('2', { bases: ['1'], content }));
  expect((await readA()).read.scenario.document).toEqual(next);
});

test('a put-away version has its own objects, and none of the history', async () => {
  const minute = 60_000;
  const boards = await newStore();
  await boards.write(saveOf('1', { at: 100 * minute, content: contentOf(edited('one', 'two')) }));
  await boards.write(saveOf('2', { at: 101 * minute, bases: ['1'], content: contentOf(edited('three')) }));
  const found = await boards.readEarlier('a', 1);
  expect((await restoreDocument(found)).document).toEqual(edited('one', 'two').getState().document);
  expect(found?.texts?.join('')).not.toContain('"one"');
});

test('another title is given without reading the rest', () => {
  const content = retitled(contentOf(edited()), 'renamed');
  expect(atOnce(unpack(content)).document).toMatchObject({ title: 'renamed', objects: board('shop').objects });
});

test('texts that are missing or damaged leave out what they held; the original is put aside', async () => {
  const content = contentOf(edited());
  const at = content.texts.findIndex((text) => text.includes('"Pod"'));
  const texts = content.texts.with(at, '{"apiVersion":');
  await (await newStore()).write(saveOf('1', { content: { ...content, texts } }));
  const { store, read } = await readA();
  expect(read.scenario.document.objects.map(({ kind }) => kind)).toEqual(['Node']);
  expect(await store.aside()).toMatchObject([{ value: { texts } }]);
});

test('a tab of an older packetwalk lets go of the database and is refused from then on', async () => {
  const old = await openDB('packetwalk-boards', 1);
  let closed = false;
  old.addEventListener('versionchange', () => {
    closed = true;
    old.close();
  });
  const database = await openDatabase();
  expect(closed).toBe(true);
  await expect(openDB('packetwalk-boards', 1)).rejects.toThrow(expect.objectContaining({ name: 'VersionError' }));
  expect(await createBoardStore(database).list()).toEqual([]);
});
