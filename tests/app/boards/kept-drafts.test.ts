import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepBoards } from '../../../src/app/boards/keep-boards.ts';
import { openDatabase } from '../../../src/app/boards/storage/database.ts';
import type { Workspace } from '../../../src/app/opening/open.ts';
import { createPageStore } from '../../../src/app/opening/page-store.ts';
import { draftsOf, fieldKey, lookupTextDraft, setTextDraft } from '../../../src/simulation/workspace/text-drafts.ts';
import { namedEdit } from '../../named-edit.ts';
import { createSimulation } from '../../whole-simulation.ts';
import { board, newBrowser, newStore, pause, saveOf } from './fixture.ts';

const POD = 'Pod/default/web';
const marks = new Map<string, string>();
/** Characters that the browser takes. */
let room = Infinity;
const storage = {
  getItem: (key: string) => marks.get(key) ?? null,
  setItem: (key: string, value: string) => {
    if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
    marks.set(key, value);
  },
  removeItem: (key: string) => void marks.delete(key),
};
/** Boards of one test are no boards of another, whose page goes on as long. */
let one = 'a0';
let another = 'b0';
let tests = 0;
const hidden = new Set<() => void>();

beforeEach(async () => {
  newBrowser();
  tests += 1;
  [one, another] = [`a${tests}`, `b${tests}`];
  marks.clear();
  hidden.clear();
  room = Infinity;
  vi.stubGlobal('window', { addEventListener: () => undefined, matchMedia: () => ({ matches: true }) });
  const listen = (type: string, listener: () => void): void =>
    void (type === 'visibilitychange' && hidden.add(listener));
  vi.stubGlobal('document', { addEventListener: listen, hidden: true });
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('sessionStorage', storage);
  vi.stubGlobal('localStorage', storage);
  const store = await newStore();
  await store.write(saveOf('a', { id: one, title: 'one', at: 2, content: contentOf('one') }));
  await store.write(saveOf('b', { id: another, title: 'another', at: 1, content: contentOf('another') }));
});
afterEach(() => setTextDraft(POD, undefined));

const contentOf = (title: string) => ({ document: board(title), past: [], future: [] });

/** A page that starts with the board that was on the screen last. */
async function newPage(): Promise<Workspace> {
  const page: Workspace = { simulation: createSimulation(), page: createPageStore() };
  await keepBoards(page, new Promise<undefined>(() => undefined), openDatabase());
  return page;
}

const documentOf = ({ simulation }: Workspace) => simulation.document.getState().document;
const written = (page: Workspace): string | undefined => draftsOf(documentOf(page))[POD];
const toasts = ({ simulation }: Workspace): string => JSON.stringify(simulation.view.getState().toasts);
function write(page: Workspace, text: string): void {
  const base = documentOf(page).objects.find(({ kind }) => kind === 'Pod');
  if (base === undefined) throw new Error('no pod');
  setTextDraft(POD, { base, text });
}
function hide(): void {
  for (const listener of hidden) listener();
}

test('what is written of a board is there when it is opened from the list of boards', async () => {
  const page = await newPage();
  write(page, 'kind: [');
  await page.page.getState().shelf?.open(another);
  expect(documentOf(page).title).toBe('another');
  expect(written(page)).toBeUndefined();
  // Of another page: nothing of it is in memory.
  setTextDraft(POD, undefined);
  await page.page.getState().shelf?.open(one);
  await expect.poll(() => written(page)).toBe('kind: [');
  expect(toasts(page)).toContain('is here again');
});

test('what was found is kept until it is applied or discarded: a page that is stopped does not lose it', async () => {
  const kept = JSON.stringify({ [one]: { [POD]: 'kind: [' } });
  marks.set('packetwalk-drafts', kept);
  const page = await newPage();
  expect(written(page)).toBe('kind: [');
  await pause(500);
  expect(marks.get('packetwalk-drafts')).toBe(kept);
  setTextDraft(POD, undefined);
  hide();
  expect(marks.get('packetwalk-drafts')).toBeUndefined();
});

test('what is written is noted soon, without the page being left', async () => {
  const page = await newPage();
  write(page, 'kind: {');
  await pause(500);
  expect(marks.get('packetwalk-drafts')).toContain('kind: {');
});

test('a tab of the same board that has nothing written leaves what another one wrote', async () => {
  const page = await newPage();
  marks.set('packetwalk-drafts', JSON.stringify({ [one]: { [POD]: 'of another tab' } }));
  expect(written(page)).toBeUndefined();
  hide();
  expect(marks.get('packetwalk-drafts')).toContain('of another tab');
});

test('what is too long to be kept is said, once', async () => {
  const page = await newPage();
  room = 1000;
  write(page, 'x'.repeat(2000));
  hide();
  expect(toasts(page).split('too long to be kept')).toHaveLength(2);
  write(page, 'x'.repeat(2001));
  hide();
  expect(toasts(page).split('too long to be kept')).toHaveLength(2);
});

test('what is written goes on where another tab changes something else of the board', async () => {
  const page = await newPage();
  write(page, 'kind: [');
  const state = page.simulation.document.getState();
  state.load({ document: { ...structuredClone(state.document), title: 'as in the other tab' } });
  expect(written(page)).toBe('kind: [');
  state.edit(namedEdit('Remove all'), (document) => ({ ...document, objects: [] }));
  expect(written(page)).toBeUndefined();
  expect(lookupTextDraft(POD)?.text).toBe('kind: [');
});

test('what is typed into a field goes on where something else of its object changes, and not where the field does', async () => {
  const page = await newPage();
  const key = fieldKey({ kind: 'Pod', namespace: 'default', name: 'web' }, ['spec', 'hostname']);
  const state = () => page.simulation.document.getState();
  const setPod = (field: string, value: unknown): void =>
    void state().edit(namedEdit('Change'), (document) => ({
      ...document,
      objects: document.objects.map((object) =>
        object.kind === 'Pod' ? { ...object, spec: { ...(object['spec'] as object), [field]: value } } : object,
      ),
    }));
  const base = documentOf(page).objects.find(({ kind }) => kind === 'Pod');
  if (base === undefined) throw new Error('no pod');
  setTextDraft(key, { base, text: 'we' });
  setPod('subdomain', 'shop');
  expect(draftsOf(documentOf(page))).toEqual({ [key]: 'we' });
  hide();
  expect(marks.get('packetwalk-drafts')).toContain('we');
  setPod('hostname', 'other');
  expect(draftsOf(documentOf(page))).toEqual({});
  setTextDraft(key, undefined);
});

test('a kept draft whose name nobody can read is left out', async () => {
  marks.set(
    'packetwalk-drafts',
    JSON.stringify({ [one]: { '[': 'x', '{}': 'y', '["Pod/default/gone","spec"]': 'z' } }),
  );
  const page = await newPage();
  expect(draftsOf(documentOf(page))).toEqual({});
  expect(toasts(page)).not.toContain('is here again');
});

test('what is written of many boards is kept of each, until a board is gone for good', async () => {
  const store = await newStore();
  const others = Array.from({ length: 12 }, (_, at) => `other-${tests}-${at}`);
  // oxlint-disable-next-line no-await-in-loop
  for (const [at, id] of others.entries())
    await store.write(saveOf(`s${at}`, { id, title: id, at: -at, content: contentOf(id) }));
  const noted = Object.fromEntries([...others, 'lesson pods', 'gone'].map((name) => [name, { [POD]: `of ${name}` }]));
  marks.set('packetwalk-drafts', JSON.stringify(noted));
  const page = await newPage();
  write(page, 'kind: [');
  hide();
  const { gone: _, ...kept } = noted;
  await expect
    .poll(() => JSON.parse(marks.get('packetwalk-drafts') ?? '{}') as unknown)
    .toEqual({ [one]: { [POD]: 'kind: [' }, ...kept });
});
