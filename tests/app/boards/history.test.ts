import { expect, test } from 'vitest';
import { packHistory, unpackHistory } from '../../../src/app/boards/storage/history.ts';
import { atOnce } from '../../../src/app/files/in-tasks.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { restoreScenario } from '../../../src/scenario/restore/restore.ts';
import { board } from './fixture.ts';
import { createDocumentStore } from '../../whole-simulation.ts';
import { namedEdit } from '../../named-edit.ts';

/** A board with this many edits behind it, each with positions for `size` pods. */
function edited(times: number, size = 1) {
  const store = createDocumentStore();
  store.getState().open(board('start'), { edit: namedEdit('Open'), clean: true });
  for (let time = 1; time <= times; time += 1) {
    store.getState().edit(namedEdit(`Edit ${time}`), (document) => ({
      ...document,
      layout: Object.fromEntries(
        Array.from({ length: size }, (_, at) => [`Pod/default/pod-${at}`, { x: time, y: at }]),
      ),
    }));
  }
  return store;
}

/** Through the store and back. */
function keep(store: ReturnType<typeof edited>) {
  const state = store.getState();
  const {
    document: raw,
    past,
    future,
  } = structuredClone({
    document: state.document,
    ...atOnce(packHistory(state, (opening) => ({ id: `board ${opening}`, stamp: undefined }))),
  });
  const { document } = restoreScenario({ document: raw }).scenario;
  const history = unpackHistory({ raw, document, past, future }, restoreScenario, (name) => Number(name.split(' ')[1]));
  return { document, ...history };
}

test('undo and redo come back as they were', () => {
  const store = edited(3);
  store.getState().undo();
  const { past, future } = store.getState();
  const kept = keep(store);
  expect(kept.past).toEqual(past);
  expect(kept.future).toEqual(future);
});

test('what the steps shared with the document they share again', () => {
  const { document, past } = keep(edited(3));
  expect(past).toHaveLength(3);
  for (const step of past) expect(step.document.objects).toBe(document.objects);
});

test('steps that differ in one object share the others, also in lists of their own', () => {
  const store = edited(0);
  const replace = (document: ScenarioDocument): ScenarioDocument => {
    const [node, pod] = document.objects;
    if (node === undefined || pod === undefined) throw new Error('no objects');
    return { ...document, objects: [node, { ...pod, spec: { ...(pod['spec'] as object), hostNetwork: true } }] };
  };
  store.getState().edit(namedEdit('Change the pod'), replace);
  const { document, past } = keep(store);
  expect(past[0]?.document.objects[0]).toBe(document.objects[0]);
  expect(past[0]?.document.objects[1]).not.toBe(document.objects[1]);
});

test('only so many steps are kept, the nearest', () => {
  const { past } = keep(edited(150));
  expect(past).toHaveLength(100);
  expect(past.at(-1)?.edit).toEqual(namedEdit('Edit 150'));
});

test('only so much is kept, the nearest', () => {
  const { past } = keep(edited(10, 25_000));
  expect(past.length).toBeGreaterThan(2);
  expect(past.length).toBeLessThan(6);
  expect(past.at(-1)?.edit).toEqual(namedEdit('Edit 10'));
});

test('a step that cannot be read ends the history, and what is nearer stays', () => {
  const store = edited(4);
  const state = store.getState();
  const packed = atOnce(packHistory(state, (opening) => ({ id: String(opening), stamp: undefined })));
  const past = packed.past.map((step, at) => (at === 1 ? { ...step, document: { objects: ['nonsense'] } } : step));
  const kept = unpackHistory(
    { raw: state.document, document: state.document, past, future: 'no list' },
    restoreScenario,
    Number,
  );
  expect(kept.past.map(({ edit }) => edit)).toEqual([namedEdit('Edit 3'), namedEdit('Edit 4')]);
  expect(kept.future).toEqual([]);
});
