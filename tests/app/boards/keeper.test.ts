import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BoardStore } from '../../../src/app/boards/storage/board-store.ts';
import { createKeeper, type Keeper } from '../../../src/app/boards/keeper.ts';
import { type ReadBoard, readBoard } from '../../../src/app/boards/read-board.ts';
import type { Tabs } from '../../../src/app/boards/tabs.ts';
import { lookupLesson } from '../../../src/lessons/catalog/lookup-lesson.ts';
import type { Simulation } from '../../../src/simulation/workspace/simulation.ts';
import { board, createBus, newBrowser, newStore, pause, recordEvents } from './fixture.ts';
import { createSimulation } from '../../whole-simulation.ts';
import { namedEdit } from '../../named-edit.ts';

interface Tab {
  readonly simulation: Simulation;
  readonly keeper: Keeper;
  readonly store: BoardStore;
  readonly told: readonly string[];
}

const open: Keeper[] = [];
beforeEach(newBrowser);
afterEach(() => {
  for (const keeper of open.splice(0)) keeper.stop();
});

const read = async (store: BoardStore, id: string): Promise<ReadBoard | undefined> => {
  const reading = await readBoard(store, id);
  return reading.state === 'read' ? reading.board : undefined;
};

interface TabOptions {
  readonly tabs?: Tabs;
  readonly store?: BoardStore;
  readonly holdsClean?: boolean;
}

async function newTab({ tabs = createBus()(), store: given, holdsClean = false }: TabOptions = {}): Promise<Tab> {
  const store = given ?? (await newStore());
  const simulation = createSimulation();
  const told: string[] = [];
  const keeper = createKeeper({
    simulation,
    store,
    tabs,
    holdsClean,
    events: recordEvents(told),
    read: (id) => read(store, id),
  });
  open.push(keeper);
  return { simulation, keeper, store, told };
}

/** A page that starts with a stored board, as after a reload. */
async function reload(id: string, options: TabOptions = {}): Promise<Tab> {
  const tab = await newTab(options);
  await tab.store.settle();
  const kept = await read(tab.store, id);
  if (kept === undefined) throw new Error('not kept');
  tab.simulation.open(kept.scenario, { edit: namedEdit('Restore'), clean: kept.info.clean, play: false });
  tab.keeper.shows(kept);
  return tab;
}

const retitle = ({ simulation }: Tab, title: string): void =>
  void simulation.document.getState().edit(namedEdit(`Call it ${title}`), (document) => ({ ...document, title }));
const titleOf = ({ simulation }: Tab): string => simulation.document.getState().document.title;
const titles = async ({ store }: Tab): Promise<readonly string[]> =>
  (await store.list()).map(({ title }) => title).toSorted();

async function boardIn(tab: Tab, title: string): Promise<string> {
  tab.simulation.open(board(title), { edit: namedEdit('Import'), clean: false, play: false });
  await tab.keeper.save();
  return tab.keeper.current();
}

test('edits are saved by themselves, soon', async () => {
  const tab = await newTab();
  await boardIn(tab, 'shop');
  retitle(tab, 'shop 2');
  await pause(700);
  expect(await titles(tab)).toEqual(['shop 2']);
});

test('the step at which a board was left is there after a reload, however soon the page goes', async () => {
  const tab = await newTab();
  const document = await (await lookupLesson('pod-to-pod'))?.load();
  if (document === undefined) throw new Error('no lesson');
  tab.simulation.open(document, { edit: namedEdit('Open lesson'), clean: true, play: false });
  await tab.simulation.opened();
  await tab.keeper.save();
  const lesson = tab.keeper.current();
  tab.simulation.playback.getState().stepHop(1);
  tab.simulation.playback.getState().stepHop(1);
  const { step } = tab.simulation.snapshot();
  expect(step).toBeDefined();
  tab.simulation.open(board('mine'), { edit: namedEdit('Import'), clean: false, play: false });
  // Nobody saves any more.
  tab.keeper.stop();
  const again = await reload(lesson);
  expect(again.simulation.snapshot().step).toEqual(step);
});

test('what was sent on a board is listed after a reload, after what is sent there', async () => {
  const tab = await newTab();
  const id = await boardIn(tab, 'mine');
  const sent = ['http://a/', 'http://b/'].map((to) => ({ from: { pod: 'default/web' }, to }));
  for (const request of sent) tab.simulation.playback.getState().send(request, { play: false });
  await tab.keeper.save();
  const again = await reload(id);
  expect(again.simulation.view.getState().sent).toEqual(sent.toReversed());
  again.simulation.open(board('another'), { edit: namedEdit('Import'), clean: true, play: false });
  expect(again.simulation.view.getState().sent).toEqual([]);
  again.simulation.document.getState().undo();
  expect(again.simulation.view.getState().sent).toEqual(sent.toReversed());
});

test('undo and redo are there after a reload, across an opening too', async () => {
  const tab = await newTab();
  await boardIn(tab, 'mine');
  retitle(tab, 'mine, changed');
  tab.simulation.open(board('lesson'), { edit: namedEdit('Open lesson'), clean: true, play: false });
  retitle(tab, 'lesson, changed');
  await tab.keeper.save();
  const again = await reload(tab.keeper.current());
  expect(titleOf(again)).toBe('lesson, changed');
  const { undo, redo } = again.simulation.document.getState();
  expect(undo()).toEqual(namedEdit('Call it lesson, changed'));
  expect(undo()).toEqual(namedEdit('Open lesson'));
  expect(titleOf(again)).toBe('mine, changed');
  expect(undo()).toEqual(namedEdit('Call it mine, changed'));
  expect(titleOf(again)).toBe('mine');
  expect(redo()).toEqual(namedEdit('Call it mine, changed'));
});

test('undoing an opening after a reload goes on with the board that was there, not with another', async () => {
  const tab = await newTab();
  const mine = await boardIn(tab, 'mine');
  tab.simulation.open(board('lesson'), { edit: namedEdit('Open lesson'), clean: false, play: false });
  await tab.keeper.save();
  const lesson = tab.keeper.current();
  const again = await reload(lesson);
  again.simulation.document.getState().undo();
  await again.keeper.save();
  expect(again.keeper.current()).toBe(mine);
  retitle(again, 'mine, later');
  await again.keeper.save();
  expect(again.told).toEqual([]);
  expect(await titles(again)).toEqual(['lesson', 'mine, later']);
});

test('an undo that leads back to a board another tab changed meanwhile goes on beside it', async () => {
  const tab = await newTab();
  const mine = await boardIn(tab, 'mine');
  tab.simulation.open(board('lesson'), { edit: namedEdit('Open lesson'), clean: false, play: false });
  await tab.keeper.save();
  const other = await reload(mine);
  retitle(other, 'changed elsewhere');
  await other.keeper.save();
  const again = await reload(tab.keeper.current());
  again.simulation.document.getState().undo();
  await again.keeper.save();
  await again.keeper.save();
  expect(await titles(again)).toEqual(['changed elsewhere', 'lesson', 'mine (2)']);
});

test('the last edit before something is opened over a board is not lost with it', async () => {
  const tab = await newTab();
  const mine = await boardIn(tab, 'mine');
  retitle(tab, 'mine, last edit');
  tab.simulation.open(board('link'), { edit: namedEdit('Open the link'), clean: true, play: false });
  await tab.keeper.save();
  expect((await tab.store.read(mine))?.info.title).toBe('mine, last edit');
});

test('a board over which something is opened stays in the list', async () => {
  const tab = await newTab();
  const mine = await boardIn(tab, 'mine');
  tab.simulation.open(board('link'), { edit: namedEdit('Open the link'), clean: true, play: false });
  await tab.keeper.save();
  expect(tab.keeper.current()).not.toBe(mine);
  expect(await titles(tab)).toEqual(['link', 'mine']);
});

test('what was only looked at is as a deleted board once something else is on the screen, and none when it comes back', async () => {
  const tab = await newTab();
  const shown = async (): Promise<readonly string[]> =>
    (await tab.store.list()).filter(({ deleted }) => deleted === undefined).map(({ title }) => title);
  tab.simulation.open(board('looked at'), { edit: namedEdit('Open'), clean: true, play: false });
  await tab.keeper.save();
  expect(await shown()).toEqual(['looked at']);
  const { document, past, future, dirty, opening } = tab.simulation.document.getState();
  const id = tab.keeper.idOf(opening);
  tab.simulation.open(board('next'), { edit: namedEdit('Open'), clean: true, play: false });
  await tab.keeper.save();
  expect(await shown()).toEqual(['next']);
  // As the browser's Back does.
  tab.simulation.document.getState().load({ document, past, future, dirty, opening });
  await tab.keeper.save();
  expect(tab.keeper.current()).toBe(id);
  expect(await shown()).toEqual(['looked at']);
  retitle(tab, 'changed');
  await tab.keeper.save();
  expect(await shown()).toEqual(['changed']);
  expect(tab.told).toEqual([]);
});

test('an edit appears in another tab that has none of its own, and can be undone there', async () => {
  const bus = createBus();
  const one = await newTab({ tabs: bus() });
  const id = await boardIn(one, 'shop');
  const other = await reload(id, { tabs: bus() });
  retitle(one, 'shop 2');
  await one.keeper.save();
  await expect.poll(() => titleOf(other)).toBe('shop 2');
  expect(other.told).toEqual(['taken over']);
  expect(other.simulation.document.getState().undo()).toEqual(namedEdit('Call it shop 2'));
  await other.keeper.save();
  await expect.poll(() => titleOf(one)).toBe('shop');
  expect(await titles(one)).toEqual(['shop']);
});

test('edits in two tabs at once are both kept, and both people are told', async () => {
  const bus = createBus();
  const one = await newTab({ tabs: bus() });
  const id = await boardIn(one, 'shop');
  const other = await reload(id, { tabs: bus() });
  retitle(one, 'shop one');
  retitle(other, 'shop two');
  await one.keeper.save();
  await other.keeper.save();
  await other.keeper.save();
  await pause();
  expect(await titles(one)).toEqual(['shop one', 'shop two (2)']);
  expect(titleOf(one)).toBe('shop one');
  expect(titleOf(other)).toBe('shop two (2)');
  expect(other.told).toEqual(['copy: shop two (2)']);
  expect(one.told).toEqual(['other copy: shop two (2)']);
  retitle(other, 'shop three');
  await other.keeper.save();
  expect(await titles(one)).toEqual(['shop one', 'shop three']);
});

test('a tab that was asleep shows what another one made when it is looked at again, unless it has edits of its own', async () => {
  const one = await newTab();
  const id = await boardIn(one, 'shop');
  const [idle, busy] = [await reload(id), await reload(id)];
  retitle(busy, 'my own');
  retitle(one, 'shop 2');
  await one.keeper.save();
  await Promise.all([idle.keeper.refresh(), busy.keeper.refresh()]);
  expect(titleOf(idle)).toBe('shop 2');
  expect(titleOf(busy)).toContain('my own');
  await idle.keeper.refresh();
  expect(idle.told).toEqual(['taken over']);
});

test('a tab that is looked at again reads its board only when another one saved it', async () => {
  const store = await newStore();
  let reads = 0;
  const counted: BoardStore = {
    ...store,
    read: (id) => {
      reads += 1;
      return store.read(id);
    },
  };
  const tab = await newTab({ store: counted });
  await boardIn(tab, 'shop');
  await tab.keeper.refresh();
  expect(reads).toBe(0);
});

test('tabs that cannot hear each other keep both as well', async () => {
  const one = await newTab();
  const id = await boardIn(one, 'shop');
  const other = await reload(id);
  for (const title of ['b', 'c', 'd']) {
    retitle(one, title);
    await one.keeper.save();
  }
  retitle(other, 'mine');
  await other.keeper.save();
  await other.keeper.save();
  expect(await titles(one)).toEqual(['d', 'mine (2)']);
});

/** A store that fails while `refuses` is set. */
function failing(store: BoardStore): { readonly store: BoardStore; refuses: boolean } {
  const result = {
    refuses: false,
    store: {
      ...store,
      write: (save: Parameters<BoardStore['write']>[0]) =>
        result.refuses ? Promise.reject(new Error('full')) : store.write(save),
    },
  };
  return result;
}

test('a failure is told once, its end too, and the next one again', async () => {
  const disk = failing(await newStore());
  const tab = await newTab({ store: disk.store });
  await boardIn(tab, 'shop');
  for (const [refuses, title] of [
    [true, 'a'],
    [true, 'b'],
    [false, 'c'],
    [true, 'd'],
  ] as const) {
    disk.refuses = refuses;
    retitle(tab, title);
    await tab.keeper.save();
  }
  expect(tab.told).toEqual(['failure: full', 'recovery', 'failure: full']);
  expect(await titles(tab)).toEqual(['c']);
});

test('a page that goes hands over what it had not saved', async () => {
  const tab = await newTab();
  const id = await boardIn(tab, 'shop');
  retitle(tab, 'shop, last edit');
  tab.keeper.leave();
  tab.keeper.stop();
  const again = await reload(id);
  expect(titleOf(again)).toBe('shop, last edit');
  expect(await titles(again)).toEqual(['shop, last edit']);
});

test('a page that goes while it saves hands over what came after', async () => {
  const tab = await newTab();
  const id = await boardIn(tab, 'shop');
  retitle(tab, 'being saved');
  const saving = tab.keeper.save();
  retitle(tab, 'after that');
  tab.keeper.leave();
  tab.keeper.stop();
  await saving;
  const again = await reload(id);
  expect(titleOf(again)).toBe('after that');
  expect(await titles(again)).toEqual(['after that']);
});

test('while another board waits to be shown, what is merely open is not kept; once changed it is', async () => {
  const tab = await newTab({ holdsClean: true });
  tab.simulation.open(board('lesson'), { edit: namedEdit('Open'), clean: true, play: false });
  await tab.keeper.save();
  expect(await titles(tab)).toEqual([]);
  retitle(tab, 'lesson, changed');
  await tab.keeper.save();
  expect(await titles(tab)).toEqual(['lesson, changed']);
});

test('an empty board is not kept', async () => {
  const tab = await newTab();
  await tab.keeper.save();
  expect(await titles(tab)).toEqual([]);
});

test('the moment is kept as it moves on, without another version of the board', async () => {
  const tab = await newTab();
  const id = await boardIn(tab, 'shop');
  const before = await tab.store.read(id);
  tab.simulation.view.getState().setLens('wires');
  await tab.keeper.save();
  const after = await tab.store.read(id);
  expect(after?.info).toEqual(before?.info);
  expect(after?.moment).toMatchObject({ lens: 'wires' });
});
