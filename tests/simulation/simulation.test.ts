import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import type { Engine } from '../../src/engine/routing/engine/engine-of.ts';
import { putObjects, removeObjects, setPosition } from '../../src/simulation/edits.ts';
import type { SimulationOptions } from '../../src/simulation/workspace/simulation-options.ts';
import { connection, outcome, REQUEST, routerOf, trace } from './fixture.ts';
import { buildCluster, ENGINE } from '../whole-engine.ts';
import { createBareSimulation as createBare } from '../whole-simulation.ts';
import { namedEdit } from '../named-edit.ts';

const OUTCOMES = [0, 1].map((choice) =>
  outcome([connection(trace([2, 2]), trace([2]))], { choices: [choice], probability: 0.5 }),
);

// The stores are under test here, not the engine: every board has the same two walks.
const createRouter = vi.fn(() => routerOf(OUTCOMES));
const engine: Engine = { ...ENGINE, buildCluster: () => buildCluster({ objects: [] }), createRouter };
const createSimulation = (options: Partial<SimulationOptions> = {}) => createBare({ engine, ...options });

function pod(name: string): RawObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' } };
}

function board(title: string, ...names: readonly string[]): ScenarioDocument {
  return { ...EMPTY_DOCUMENT, title, objects: names.map(pod), requests: [REQUEST] };
}

const CLEAN = { edit: namedEdit('Open'), clean: true };
const names = (document: ScenarioDocument) => document.objects.map(({ metadata }) => metadata.name);

beforeEach(() => createRouter.mockClear());

describe('undo and redo', () => {
  test('any edits, undone one by one, give back every document there was; redone, every one again', () => {
    const edit = fc.oneof(
      fc.constantFrom('a', 'b', 'c').map((name) => (d: ScenarioDocument) => putObjects(d, [pod(name)])),
      fc
        .constantFrom('a', 'b', 'c')
        .map((name) => (d: ScenarioDocument) => removeObjects(d, [{ kind: 'Pod', namespace: 'default', name }])),
      fc.nat(3).map((x) => (d: ScenarioDocument) => setPosition(d, 'Pod/default/a', { x, y: 0 })),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const { document } = createSimulation({ initial: board('start', 'a') });
        const seen = [document.getState().document];
        for (const change of edits) {
          document.getState().edit(namedEdit('Change'), change);
          const now = document.getState().document;
          if (now !== seen.at(-1)) seen.push(now);
        }
        for (const expected of seen.slice(0, -1).toReversed()) {
          expect(document.getState().undo()).toEqual(namedEdit('Change'));
          expect(document.getState().document).toBe(expected);
        }
        expect(document.getState().undo()).toBeUndefined();
        for (const expected of seen.slice(1)) {
          document.getState().redo();
          expect(document.getState().document).toBe(expected);
        }
        expect(document.getState().redo()).toBeUndefined();
      }),
    );
  });

  test('a change that changes nothing is no step and keeps what could be redone', () => {
    const { document } = createSimulation({ initial: board('start', 'a') });
    document
      .getState()
      .edit(namedEdit('Remove'), (d) => removeObjects(d, [{ kind: 'Pod', namespace: 'default', name: 'none' }]));
    expect(document.getState()).toMatchObject({ past: [], dirty: false });
  });

  test('whoever makes a change is given its step of the history, by which it knows whether it is the last one', () => {
    const { document } = createSimulation({ initial: board('start') });
    const last = () => document.getState().past.at(-1);
    expect(document.getState().open(board('first', 'a'), { edit: namedEdit('Open'), clean: true })).toBeUndefined();
    const opened = document.getState().open(board('second', 'b'), { edit: namedEdit('Open'), clean: true });
    expect(opened).toBe(last());
    expect(document.getState().edit(namedEdit('Nothing'), (d) => d)).toBeUndefined();
    const edited = document
      .getState()
      .edit(namedEdit('Remove'), (d) => removeObjects(d, [{ kind: 'Pod', namespace: 'default', name: 'b' }]));
    expect(edited).toMatchObject({ edit: namedEdit('Remove') });
    expect(edited).toBe(last());
    document.getState().undo();
    expect(opened).toBe(last());
  });

  test('moving an element on the canvas does not make a new cluster', () => {
    const { document } = createSimulation({ initial: board('start', 'a') });
    createRouter.mockClear();
    document.getState().edit(namedEdit('Move'), (d) => setPosition(d, 'Pod/default/a', { x: 1, y: 1 }));
    expect(createRouter).not.toHaveBeenCalled();
    document.getState().edit(namedEdit('Add'), (d) => putObjects(d, [pod('b')]));
    expect(createRouter).toHaveBeenCalledTimes(1);
  });

  test('an object put in replaces the one of the same name, a missing namespace being "default"', () => {
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: {} };
    const changed = putObjects(board('start', 'a', 'b'), [bare, pod('c')]);
    expect(changed.objects).toEqual([bare, pod('b'), pod('c')]);
  });
});

describe('opening', () => {
  test('sends the first request and plays', () => {
    const simulation = createSimulation();
    simulation.open(board('one', 'a'), CLEAN);
    expect(simulation.playback.getState()).toMatchObject({ request: REQUEST, playing: true, cue: 0 });
    expect(simulation.view.getState().draft).toEqual({ from: 'node/n', to: 'http://web' });
  });

  test('what was open, walked and changed comes back with one undo', () => {
    const simulation = createSimulation();
    const { document, playback } = simulation;
    simulation.open(board('mine', 'a'), CLEAN);
    document.getState().edit(namedEdit('Add'), (d) => putObjects(d, [pod('mine')]));
    playback.getState().send({ ...REQUEST, to: 'http://mine' }, { choices: [1], cue: 3, play: false });

    simulation.open(board('other', 'x'), CLEAN);
    expect(document.getState().dirty).toBe(false);
    expect(playback.getState().request?.to).toBe('http://web');

    document.getState().undo();
    expect(names(document.getState().document)).toEqual(['a', 'mine']);
    expect(document.getState().dirty).toBe(true);
    expect(playback.getState()).toMatchObject({ request: { to: 'http://mine' }, cue: 3, playing: false });
    expect(playback.getState().outcome?.choices).toEqual([1]);

    document.getState().redo();
    expect(document.getState().document.title).toBe('other');
    expect(playback.getState().request?.to).toBe('http://web');
  });

  test('a shared moment is shown exactly, and paused', () => {
    const first = createSimulation();
    first.open(board('one', 'a'), CLEAN);
    first.playback.getState().send({ ...REQUEST, to: 'http://there' }, { choices: [1], cue: 4 });
    first.view.getState().setLens('wires');

    const second = createSimulation();
    second.open(first.snapshot(), CLEAN);
    expect(second.snapshot()).toEqual(first.snapshot());
    expect(second.playback.getState()).toMatchObject({ playing: false, cue: 4 });
    expect(second.view.getState().lens).toBe('wires');
  });

  test('a read-only page opens and plays but changes nothing', () => {
    const simulation = createSimulation({ readOnly: true });
    simulation.open(board('one', 'a'), CLEAN);
    simulation.document.getState().edit(namedEdit('Add'), (d) => putObjects(d, [pod('b')]));
    expect(names(simulation.document.getState().document)).toEqual(['a']);
    expect(simulation.view.getState().readOnly).toBe(true);
    expect(simulation.playback.getState().playing).toBe(true);
  });
});
