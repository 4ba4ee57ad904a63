import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type BoardStore, createBoardStore } from '../../../src/app/boards/storage/board-store.ts';
import { openDatabase } from '../../../src/app/boards/storage/database.ts';
import { createKeeper, type Keeper } from '../../../src/app/boards/keeper.ts';
import { readBoard } from '../../../src/app/boards/read-board.ts';
import type { Simulation } from '../../../src/simulation/workspace/simulation.ts';
import { board, createBus, newBrowser, newStore, pause, recordEvents } from './fixture.ts';
import { createSimulation } from '../../whole-simulation.ts';
import { namedEdit } from '../../named-edit.ts';

const open: Keeper[] = [];

beforeEach(() => {
  newBrowser();
  // Every look at the clock is a slice later: there is a pause after each text.
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 10));
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const keeper of open.splice(0)) keeper.stop();
});

interface Tab {
  readonly simulation: Simulation;
  readonly keeper: Keeper;
  readonly store: BoardStore;
  readonly told: string[];
  readonly close: () => void;
}

async function newTab(change: (store: BoardStore) => BoardStore = (store) => store): Promise<Tab> {
  const database = await openDatabase();
  const store = change(createBoardStore(database));
  const simulation = createSimulation();
  const told: string[] = [];
  const keeper = createKeeper({
    simulation,
    store,
    tabs: createBus()(),
    holdsClean: false,
    events: recordEvents(told),
    read: () => Promise.resolve(undefined),
  });
  open.push(keeper);
  return { simulation, keeper, store, told, close: () => database.close() };
}

const retitle = ({ simulation }: Tab, title: string): void =>
  void simulation.document.getState().edit(namedEdit(`Call it ${title}`), (document) => ({ ...document, title }));

const importBoard = ({ simulation }: Tab, title: string): void =>
  simulation.open(board(title), { edit: namedEdit('Import'), clean: false, play: false });

/** What the next page finds. */
async function found(): Promise<readonly string[]> {
  const store = await newStore();
  await store.settle();
  return (await store.list()).map(({ title }) => title).toSorted();
}

test('an edit while a save gathers what it writes is saved after it', async () => {
  const tab = await newTab();
  importBoard(tab, 'first');
  let isDone = false;
  const saving = tab.keeper.save().then(() => (isDone = true));
  await pause();
  expect(isDone).toBe(false);
  retitle(tab, 'second');
  await saving;
  await expect.poll(found).toEqual(['second']);
  expect(tab.told).toEqual([]);
});

test('a page that is closed while a save gathers what it writes leaves the newest state', async () => {
  const tab = await newTab();
  importBoard(tab, 'first');
  await tab.keeper.save();
  importBoardAnew(tab);
  const saving = tab.keeper.save();
  retitle(tab, 'last words');
  tab.keeper.leave();
  tab.close();
  await saving;
  expect(await found()).toContain('last words');
});

/** All of its objects are new. */
function importBoardAnew({ simulation }: Tab): void {
  simulation.document
    .getState()
    .edit(namedEdit('Replace all'), (document) => ({ ...document, objects: board('x').objects }));
}

test('a page that is closed in the middle of its first save leaves all of it', async () => {
  const tab = await newTab();
  importBoard(tab, 'only');
  const saving = tab.keeper.save();
  tab.keeper.leave();
  tab.close();
  await saving;
  expect(await found()).toEqual(['only']);
  const store = await newStore();
  const [info] = await store.list();
  expect(await readBoard(store, info?.id ?? '')).toMatchObject({
    state: 'read',
    board: { problems: [], scenario: { document: { objects: board('only').objects } } },
  });
});

/** Saved once, then changed and left. */
async function leaving(): Promise<{ readonly id: string; readonly tab: Tab }> {
  const tab = await newTab();
  importBoard(tab, 'mine');
  await tab.keeper.save();
  const id = tab.keeper.current();
  retitle(tab, 'mine, left');
  tab.keeper.leave();
  tab.keeper.stop();
  await pause(20);
  return { id, tab };
}

/** As where the page was gone before the larger part had come through. */
async function loseTheRest(): Promise<void> {
  const database = await openDatabase();
  database.transaction('leftTexts', 'readwrite').objectStore('leftTexts').clear();
  await pause(20);
}

const objectsOf = async (store: BoardStore, id: string) => {
  const reading = await readBoard(store, id);
  return reading.state === 'read' ? reading.board.scenario.document.objects : reading.state;
};

test('of what a page leaves the new part is enough: the rest is what it had saved', async () => {
  const { id } = await leaving();
  await loseTheRest();
  expect(await found()).toEqual(['mine, left']);
  expect(await objectsOf(await newStore(), id)).toEqual(board('').objects);
});

test('what a page leaves is whole although another tab has saved something else since', async () => {
  const { id } = await leaving();
  const other = await newStore();
  const { info } = { ...(await other.read(id)) };
  const content = { document: { ...board('theirs'), objects: [] }, past: [], future: [] };
  const theirs = { id, title: 'theirs', clean: false, stamp: 'theirs', at: 1, content, moment: {} };
  expect(await other.write({ ...theirs, bases: [info?.stamp ?? ''] })).toBe(true);
  expect(await found()).toEqual(['mine, left (2)', 'theirs']);
  const copy = (await other.list()).find(({ title }) => title !== 'theirs');
  expect(await objectsOf(other, copy?.id ?? '')).toEqual(board('').objects);
});

test('what cannot be made whole any more is put aside', async () => {
  const { id } = await leaving();
  await loseTheRest();
  const other = await newStore();
  const { info } = { ...(await other.read(id)) };
  const content = { document: board('theirs'), past: [], future: [] };
  const theirs = { id, title: 'theirs', clean: false, stamp: 'theirs', at: 1, content, moment: {} };
  await other.write({ ...theirs, bases: [info?.stamp ?? ''] });
  expect(await found()).toEqual(['theirs']);
  expect(await other.aside()).toMatchObject([{ title: 'mine, left' }]);
});

test('a save that fails in the middle leaves the board as it was', async () => {
  const tab = await newTab();
  importBoard(tab, 'whole');
  await tab.keeper.save();
  const put = Reflect.get(IDBObjectStore.prototype, 'put') as () => IDBRequest<IDBValidKey>;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name === 'moments') throw new DOMException('no room', 'QuotaExceededError');
    return Reflect.apply(put, this, args);
  });
  importBoardAnew(tab);
  retitle(tab, 'half');
  await tab.keeper.save();
  tab.keeper.stop();
  vi.restoreAllMocks();
  expect(tab.told).toEqual(['failure: no room']);
  expect(await found()).toEqual(['whole']);
  expect(await readBoard(tab.store, tab.keeper.current())).toMatchObject({
    board: { scenario: { document: board('whole') }, problems: [] },
  });
});

test('a save after one edit writes the records of texts that it adds to', async () => {
  const tab = await newTab();
  const { simulation } = tab;
  const [node, pod] = board('').objects;
  if (node === undefined || pod === undefined) throw new Error('no objects');
  const pods = Array.from({ length: 60 }, (_, at) => ({
    ...pod,
    metadata: { ...pod.metadata, name: `pod-${at}`, annotations: { long: 'x'.repeat(10_000) } },
  }));
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  const saved = async (): Promise<number> => {
    put.mockClear();
    await tab.keeper.save();
    return (put.mock.contexts as IDBObjectStore[]).filter(({ name }) => name === 'texts').length;
  };
  simulation.open(
    { ...board('large'), objects: [node, ...pods] },
    { edit: namedEdit('Import'), clean: false, play: false },
  );
  expect(await saved()).toBeGreaterThan(8);
  retitle(tab, 'put away by now');
  await saved();
  simulation.document.getState().edit(namedEdit('Change one'), (document) => ({
    ...document,
    objects: document.objects.map((object) =>
      object.metadata.name === 'pod-7' ? { ...object, metadata: { ...object.metadata, labels: {} } } : object,
    ),
  }));
  expect(await saved()).toBeLessThanOrEqual(2);
});
