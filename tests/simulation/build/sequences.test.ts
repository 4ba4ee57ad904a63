import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster, RawObject } from '../../../src/engine/objects.ts';
import { formatManifests } from '../../../src/manifests/format.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { setAtPath } from '../../../src/manifests/set-at-path.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { makeThing } from '../../../src/simulation/build/add.ts';
import { objectsOf } from '../../../src/simulation/build/board-objects.ts';
import { lineEnds, linesFrom } from '../../../src/simulation/build/connect/connect.ts';
import { duplicateOf } from '../../../src/simulation/build/duplicate.ts';
import { createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { goesWith } from '../../../src/simulation/build/remove.ts';
import { nameProblem } from '../../../src/simulation/build/rename.ts';
import { THINGS, type Thing } from '../../../src/simulation/build/things.ts';
import { intervene, putObjects, removeObjects } from '../../../src/simulation/edits.ts';
import type { DocumentStore } from '../../../src/simulation/stores/document-store.ts';
import '../../property-seed.ts';
import { buildCluster } from '../../whole-engine.ts';
import { createDocumentStore } from '../../whole-simulation.ts';
import { boardOf } from '../../features/canvas/fixture.ts';
import { renamed } from './renamed.ts';
import { changedGifts } from './changed-gifts.ts';

/** How many sequences are tried; `.ci/run` tries five hundred. */
const SEQUENCES = Number(process.env['PACKETWALK_SEQUENCES'] ?? 100);

type Made = Exclude<Thing, 'client'>;
const MADE = THINGS.filter((thing): thing is Made => thing !== 'client');
const ACTS = [
  'add',
  'add',
  'duplicate',
  'remove',
  'rename',
  'connect',
  'connect',
  'form',
  'form',
  'scale',
  'scale',
  'move',
  'yaml',
  'undo',
  'redo',
] as const;

interface Step {
  readonly act: (typeof ACTS)[number];
  readonly thing: Made;
  readonly one: number;
  readonly other: number;
  readonly name: string;
}

const STEP: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...ACTS),
  thing: fc.constantFrom(...MADE),
  one: fc.nat(60),
  other: fc.nat(60),
  name: fc.constantFrom('alpha', 'beta', 'web', 'shop'),
});

const START = ['node', 'node', 'node', 'namespace', 'deployment', 'service'].reduce<ScenarioDocument>(
  (board, thing) => putObjects(board, makeThing(board, thing as Made)),
  createBoardFrom('empty'),
);

const EDIT = { code: 'EDIT_BOARD', detail: {} } as const;

function take(store: DocumentStore, { act, thing, one, other, name }: Step): void {
  const { document, router, edit, undo, redo } = store.getState();
  if (act === 'undo') return void undo();
  if (act === 'redo') return void redo();
  const refs = objectsOf(document).map(({ ref }) => ref);
  const ref = refs[one % refs.length];
  edit(EDIT, (board) => {
    if (act === 'add' || ref === undefined) return putObjects(board, makeThing(board, thing, { to: ref }));
    switch (act) {
      case 'duplicate':
        return putObjects(board, duplicateOf(board, ref));
      case 'remove':
        return removeObjects(board, goesWith(board, [ref]));
      case 'rename':
        return nameProblem(board, ref, name) === undefined ? renamed(board, ref, name) : board;
      case 'connect':
        return connected(board, router.cluster, one, other);
      case 'scale':
        return putObjects(board, scaled(board, one, other % 5));
      case 'move':
        return moved(board, router.cluster, one, other);
      case 'form':
        return putObjects(board, [changed(board.objects[one % board.objects.length], other)]);
      case 'yaml': {
        const text = formatManifests([changed(board.objects[one % board.objects.length], other)]);
        return putObjects(board, parseManifests([{ name: '', text }]).objects);
      }
    }
  });
}

function connected(board: ScenarioDocument, cluster: Cluster, one: number, other: number): ScenarioDocument {
  const ends = lineEnds(board);
  const line = linesFrom(board, cluster, ends[one % ends.length] ?? '')(ends[other % ends.length] ?? '');
  return line.is === 'edit' ? putObjects(board, line.objects) : board;
}

/** One of the workloads with another number of pods. */
function scaled({ objects }: ScenarioDocument, one: number, replicas: number): readonly RawObject[] {
  const workloads = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  const workload = workloads[one % Math.max(workloads.length, 1)];
  return workload === undefined ? [] : [setAtPath(workload, ['spec', 'replicas'], replicas)];
}

/** A pod that comes to another node, or gets another sandbox. */
function moved(board: ScenarioDocument, { pods, nodes }: Cluster, one: number, other: number): ScenarioDocument {
  const pod = pods[one % Math.max(pods.length, 1)];
  const node = nodes[other % Math.max(nodes.length, 1)];
  if (pod === undefined || node === undefined) return board;
  const at = { namespace: pod.namespace, pod: pod.name };
  return intervene(
    board,
    other % 2 === 0 ? { type: 'kill-sandbox', ...at } : { type: 'reschedule', ...at, node: node.name },
  );
}

type Path = readonly (string | number)[];

/** Another value in one of the fields of an object's labels and spec, or none: whatever a person may type. */
function changed(object: RawObject | undefined, at: number): RawObject {
  if (object === undefined) throw new Error('the board is empty');
  const fields = [...leaves(object.metadata.labels, ['metadata', 'labels']), ...leaves(object.spec, ['spec'])];
  const field = fields[at % Math.max(fields.length, 1)];
  if (field === undefined) return setAtPath(object, ['metadata', 'labels', 'typed'], `${at}`);
  const { path, value } = field;
  if (at % 5 === 0) return setAtPath(object, path, undefined);
  if (typeof value === 'number') return setAtPath(object, path, value + 1);
  return setAtPath(object, path, typeof value === 'boolean' ? !value : `${at % 3 === 0 ? 'web' : 'typed'}`);
}

function leaves(value: unknown, path: Path): readonly { readonly path: Path; readonly value: unknown }[] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [{ path, value }];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, each]) => leaves(each, [...path, key]));
}

/** What the canvas draws of a cluster: every box with its place, and every line. */
function drawn(cluster: Cluster, layout: ScenarioDocument['layout']): string {
  const { elements, lines } = boardOf({ cluster }, { layout });
  const pods = cluster.pods.map(({ name, namespace, ips, nodeName, phase }) => [name, namespace, ips, nodeName, phase]);
  const services = cluster.services.map(({ name, namespace, clusterIPs }) => [name, namespace, clusterIPs]);
  const boxes = elements.map(({ id, x, y, left, top, width, height, quiet }) => [
    id,
    x,
    y,
    left,
    top,
    width,
    height,
    quiet,
  ]);
  return JSON.stringify([boxes, lines, pods, services]);
}

test(`of ${SEQUENCES} sequences of whatever can be done to a board, after every step the canvas is that of the document, and undone it is the start`, () => {
  fc.assert(
    fc.property(fc.array(STEP, { minLength: 1, maxLength: 10 }), (steps) => {
      const store = createDocumentStore(START);
      const start = drawn(store.getState().router.cluster, START.layout);
      for (const step of steps) {
        const { document: was, router: before } = store.getState();
        take(store, step);
        const { document, router } = store.getState();
        const keys = document.objects.map(({ kind, metadata: { namespace, name } }) => `${kind}/${namespace}/${name}`);
        expect(new Set(keys).size).toBe(keys.length);
        if (router === before) continue;
        // Who undoes gets back what there was.
        if (step.act !== 'undo' && step.act !== 'redo')
          expect(
            changedGifts({ document: was, cluster: before.cluster }, { document, cluster: router.cluster }),
          ).toEqual([]);
        expect(drawn(router.cluster, document.layout)).toBe(drawn(buildCluster(document), document.layout));
      }
      const { document, router } = store.getState();
      const end = drawn(router.cluster, document.layout);
      while (store.getState().undo() !== undefined);
      expect(store.getState().document).toBe(START);
      expect(drawn(store.getState().router.cluster, START.layout)).toBe(start);
      while (store.getState().future.length > 0 && store.getState().document !== document) store.getState().redo();
      if (store.getState().document === document)
        expect(drawn(store.getState().router.cluster, document.layout)).toBe(end);
    }),
    { numRuns: SEQUENCES },
  );
}, 900_000);
