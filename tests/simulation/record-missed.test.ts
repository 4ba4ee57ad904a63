import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import type { Cluster, RawObject } from '../../src/engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { createDocumentStore } from '../whole-simulation.ts';

const service = (name: string, spec: object = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec: { ports: [{ port: 80 }], ...spec },
});

const BOARD: ScenarioDocument = { ...EMPTY_DOCUMENT, objects: ['a', 'b', 'c', 'd'].map((name) => service(name)) };

const remove = (name: string) => (board: ScenarioDocument) => ({
  ...board,
  objects: board.objects.filter(({ metadata }) => metadata.name !== name),
});

const given = ({ services }: Cluster) => Object.fromEntries(services.map(({ name, clusterIPs }) => [name, clusterIPs]));

type Store = ReturnType<typeof createDocumentStore>;

const edit = (store: Store, name: string) => store.getState().edit({ code: 'EDIT_BOARD', detail: {} }, remove(name));
const historyOf = (store: Store) => {
  const { past, document, future } = store.getState();
  return [...past.map((each) => each.document), document, ...future.map((each) => each.document)].map(
    ({ overrides }) => overrides,
  );
};

const PATIENCE = { timeout: 20_000 };

/** A page that has fetched nothing yet but what walks. */
const bare = () => createDocumentStore(BOARD, { engine: createEngine() });
const hasAll = (store: Store) => store.getState().engine.programs.keepAllocations !== undefined;

test('edits that are made before what records is there are recorded once it is, one after the other, undone ones too', async () => {
  const [early, late] = [bare(), createDocumentStore(BOARD)];
  for (const store of [early, late]) {
    edit(store, 'a');
    edit(store, 'b');
    edit(store, 'c');
    store.getState().undo();
  }
  expect(hasAll(early)).toBe(false);
  await expect.poll(() => hasAll(early), PATIENCE).toBe(true);
  await expect.poll(() => historyOf(early), PATIENCE).toEqual(historyOf(late));
  expect(historyOf(early).at(-1)).not.toEqual({});
  expect(given(early.getState().router.cluster)).toEqual(given(late.getState().router.cluster));
  expect(early.getState().past).toHaveLength(2);
  early.getState().undo();
  early.getState().redo();
  edit(early, 'd');
  edit(late, 'd');
  expect(historyOf(early)).toEqual(historyOf(late));
});

test('the step of one early edit stays the one that its message undoes', async () => {
  const early = bare();
  const step = edit(early, 'a');
  await expect.poll(() => hasAll(early), PATIENCE).toBe(true);
  await expect.poll(() => early.getState().document.overrides.allocated, PATIENCE).toBeDefined();
  expect(early.getState().past.at(-1)).toBe(step);
});

test('a document with a record that comes from another tab is built by it', async () => {
  const other = createDocumentStore(BOARD);
  edit(other, 'a');
  const { document } = other.getState();
  expect(document.overrides.allocated).toBeDefined();
  const early = bare();
  early.getState().load({ document });
  await expect
    .poll(() => given(early.getState().router.cluster), PATIENCE)
    .toEqual(given(other.getState().router.cluster));
});

test('an edit that brings a Service which the API server refuses has that found out, whatever was fetched before', async () => {
  const early = bare();
  const bad = service('bad', { type: 'ExternalName', externalName: 'http://example.com' });
  early
    .getState()
    .edit({ code: 'EDIT_BOARD', detail: {} }, (board) => ({ ...board, objects: [...board.objects, bad] }));
  const refused = () => early.getState().router.cluster.service('default', 'bad')?.refused;
  expect(refused()).toBeUndefined();
  await expect.poll(refused, PATIENCE).toBeDefined();
});
