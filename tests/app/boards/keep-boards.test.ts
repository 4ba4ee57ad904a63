import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../../src/app/boards/storage/database.ts';
import { keepBoards, keepFromNowOn } from '../../../src/app/boards/keep-boards.ts';
import type { Workspace } from '../../../src/app/opening/open.ts';
import { createPageStore } from '../../../src/app/opening/page-store.ts';
import { board, newBrowser, newStore, pause, saveOf } from './fixture.ts';
import { createSimulation } from '../../whole-simulation.ts';
import { namedEdit } from '../../named-edit.ts';

const marks = new Map<string, string>();
const storage = {
  getItem: (key: string) => marks.get(key) ?? null,
  setItem: (key: string, value: string) => void marks.set(key, value),
  removeItem: (key: string) => void marks.delete(key),
};

const timers: ReturnType<typeof setTimeout>[] = [];
const wait = setTimeout;

// A page of one test does nothing any more in the next.
afterEach(() => {
  for (const timer of timers.splice(0)) clearTimeout(timer);
});

beforeEach(() => {
  newBrowser();
  vi.stubGlobal('setTimeout', (run: () => void, milliseconds?: number) => {
    const timer = wait(run, milliseconds);
    timers.push(timer);
    return timer;
  });
  marks.clear();
  vi.stubGlobal('window', { addEventListener: () => undefined, matchMedia: () => ({ matches: true }) });
  vi.stubGlobal('document', { addEventListener: () => undefined, hidden: false });
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('sessionStorage', storage);
  vi.stubGlobal('localStorage', storage);
});

const never = new Promise<undefined>(() => undefined);
const over = Promise.resolve(undefined);

function newPage(): Workspace {
  return { simulation: createSimulation(), page: createPageStore() };
}

const titleOf = ({ simulation }: Workspace): string => simulation.document.getState().document.title;
const toasts = ({ simulation }: Workspace): string => JSON.stringify(simulation.view.getState().toasts);
const act = ({ simulation }: Workspace): void => simulation.view.getState().toasts.at(-1)?.action?.run();

async function keptBefore(title: string, id = 'a', at = 1): Promise<void> {
  const store = await newStore();
  await store.write(saveOf(id, { id, title, at, content: { document: board(title), past: [], future: [] } }));
}

async function titles(): Promise<readonly string[]> {
  return (await (await newStore()).list()).map(({ title }) => title).toSorted();
}

test('the board that was changed last is shown', async () => {
  await keptBefore('older', 'a', 1);
  await keptBefore('newer', 'b', 2);
  const page = newPage();
  await keepBoards(page, never, openDatabase());
  expect(titleOf(page)).toBe('newer');
});

test('a tab comes back with its own board, whatever another one changed since', async () => {
  await keptBefore('own', 'a', 1);
  await keptBefore('another', 'b', 2);
  marks.set('packetwalk-board', 'a');
  const page = newPage();
  await keepBoards(page, never, openDatabase());
  expect(titleOf(page)).toBe('own');
});

test('a board that comes too late is offered; until then, and until something is changed, nothing is written', async () => {
  await keptBefore('kept');
  const page = newPage();
  let answer: ((opened: IDBDatabase) => void) | undefined;
  const opening = new Promise<IDBDatabase>((resolve) => {
    answer = resolve;
  });
  await keepBoards(page, over, opening);
  expect(toasts(page)).toContain('does not answer');
  page.simulation.open(board('lesson'), { edit: namedEdit('Open'), clean: true, play: false });
  page.simulation.document.getState().edit(namedEdit('Call it mine'), (document) => ({ ...document, title: 'mine' }));
  await pause(600);
  expect(await titles()).toEqual(['kept']);
  answer?.(await openDatabase());
  await expect.poll(() => toasts(page)).toContain('“kept” has been read now');
  expect(titleOf(page)).toBe('mine');
  await expect.poll(titles).toEqual(['kept', 'mine']);
  act(page);
  await expect.poll(() => titleOf(page)).toBe('kept');
  expect(await titles()).toEqual(['kept', 'mine']);
});

test('a refusal is told with a way to try again, and what is kept is offered once it can be read', async () => {
  await keptBefore('kept');
  const page = newPage();
  await keepBoards(page, never, Promise.reject(new DOMException('denied', 'SecurityError')));
  expect(toasts(page)).toContain('refuses its storage');
  act(page);
  await expect.poll(() => toasts(page)).toContain('“kept” has been read now');
});

test('a board that stopped the page is not opened by itself again, but when the person says so', async () => {
  await keptBefore('heavy');
  marks.set('packetwalk-opening', 'a');
  const page = newPage();
  await keepBoards(page, never, openDatabase());
  expect(toasts(page)).toContain('The page stopped while opening “heavy”');
  expect(titleOf(page)).not.toBe('heavy');
  act(page);
  await expect.poll(() => titleOf(page)).toBe('heavy');
});

test('a board that opened well does not count as one that stopped the page', async () => {
  await keptBefore('light');
  const page = newPage();
  await keepBoards(page, never, openDatabase());
  expect(marks.get('packetwalk-opening')).toBe('a');
  await pause(1100);
  expect(marks.get('packetwalk-opening')).toBeUndefined();
});

test('a board that cannot be read is told, and put aside for the person to see', async () => {
  const store = await newStore();
  await store.write(saveOf('1', { content: { document: 'garbage', past: [], future: [] } }));
  const page = newPage();
  await keepBoards(page, never, openDatabase());
  expect(toasts(page)).toContain('put aside');
  act(page);
  expect(page.simulation.view.getState().dialog).toBe('boards');
  const listed = await page.page.getState().shelf?.list();
  expect(listed).toMatchObject({ boards: [], aside: [{ title: 'at 1' }] });
});

test('from a first touch on, what is on the screen is kept; what another tab made meanwhile stays what it is', async () => {
  const page = newPage();
  const opening = openDatabase();
  await opening;
  await keptBefore('from another tab');
  page.simulation.open(board('lesson'), { edit: namedEdit('Open'), clean: true, play: false });
  await keepFromNowOn(page, opening);
  await expect.poll(titles).toEqual(['from another tab', 'lesson']);
  expect(titleOf(page)).toBe('lesson');
  expect(toasts(page)).toBe('[]');
});

test('a database of a newer version is left alone, and the person told to reload', async () => {
  const page = newPage();
  await keepBoards(page, never, Promise.reject(new DOMException('higher', 'VersionError')));
  expect(toasts(page)).toContain('newer packetwalk');
});

test('while nothing is kept the page says so, and no longer once it is', async () => {
  const page = newPage();
  await keepBoards(page, never, Promise.reject(new DOMException('denied', 'SecurityError')));
  expect(page.page.getState().isUnkept).toBe(true);
  act(page);
  await expect.poll(() => page.page.getState().isUnkept).toBe(false);
});

test('a link of which not all could be used is put aside as it was, also when that was before boards were kept', async () => {
  const page = newPage();
  const link = {
    title: 'shared',
    hash: 'p9:abc',
    problems: [{ code: 'OBJECT_NAMELESS', detail: { number: 1, kind: 'Pod' } }],
  } as const;
  page.page.whenKept((shelf) => shelf.putLinkAside(link));
  await keepBoards(page, never, openDatabase());
  page.page.whenKept((shelf) => shelf.putLinkAside(link));
  const store = await newStore();
  await expect.poll(() => store.aside()).toMatchObject([{ title: 'shared', value: { link: 'p9:abc' } }]);
});

test('the list: a board is renamed, deleted and brought back, and opened beside the one on the screen', async () => {
  await keptBefore('first', 'a', 1);
  await keptBefore('second', 'b', 2);
  const page = newPage();
  await keepBoards(page, never, openDatabase());
  const { shelf } = page.page.getState();
  if (shelf === undefined) throw new Error('no list');
  await shelf.rename('a', 'first, renamed');
  await shelf.rename('b', 'second, renamed');
  expect(titleOf(page)).toBe('second, renamed');
  await shelf.setDeleted('a', true);
  expect((await shelf.list()).boards.find(({ id }) => id === 'a')?.isDeleted).toBe(true);
  await shelf.setDeleted('a', false);
  await shelf.open('a');
  expect(titleOf(page)).toBe('first, renamed');
  expect((await shelf.list()).boards).toMatchObject([
    { title: 'second, renamed', isOpen: false },
    { title: 'first, renamed', isOpen: true },
  ]);
});

test('what was opened and not changed is not in the list; with the first change it is', async () => {
  await keptBefore('mine');
  const page = newPage();
  await keepBoards(page, never, openDatabase());
  const { shelf } = page.page.getState();
  const listed = async () => (await shelf?.list())?.boards.map(({ title, isOpen }) => `${title} ${isOpen}`);
  page.simulation.open(board('lesson'), { edit: namedEdit('Open'), clean: true, play: false });
  expect(await listed()).toEqual(['mine false']);
  page.simulation.document
    .getState()
    .edit(namedEdit('Change it'), (document) => ({ ...document, title: 'lesson, changed' }));
  expect(await listed()).toEqual(['lesson, changed true', 'mine false']);
});

test('a first touch of a page whose browser refuses its storage is told of it', async () => {
  const page = newPage();
  await keepFromNowOn(page, Promise.reject(new DOMException('denied', 'SecurityError')));
  expect(toasts(page)).toContain('refuses its storage');
  expect(page.page.getState().isUnkept).toBe(true);
});
