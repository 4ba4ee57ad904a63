import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectKey, type ObjectRef } from '../../../src/engine/objects.ts';
import { formatManifests } from '../../../src/manifests/format.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { makeThing } from '../../../src/simulation/build/add.ts';
import { objectsOf } from '../../../src/simulation/build/board-objects.ts';
import { duplicateOf } from '../../../src/simulation/build/duplicate.ts';
import { createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { goesWith, removeObjects } from '../../../src/simulation/build/remove.ts';
import { nameProblem, renameObject } from '../../../src/simulation/build/rename.ts';
import { THINGS, type Thing } from '../../../src/simulation/build/things.ts';
import { putObjects } from '../../../src/simulation/edits.ts';
import '../../property-seed.ts';
import { buildCluster } from '../../whole-engine.ts';
import { createDocumentStore } from '../../whole-simulation.ts';

type Made = Exclude<Thing, 'client'>;
const MADE = THINGS.filter((thing): thing is Made => thing !== 'client');

function build(...things: readonly Made[]): ScenarioDocument {
  return things.reduce((board, thing) => putObjects(board, makeThing(board, thing)), createBoardFrom('empty'));
}

const SHOP = build('node', 'namespace', 'deployment', 'service', 'ingress', 'gateway', 'statefulset');
const shop = (kind: string, name: string): ObjectRef => ({ kind, namespace: 'shop', name });
const keysOf = (board: ScenarioDocument): readonly string[] => objectsOf(board).map(({ ref }) => objectKey(ref));
const find = (board: ScenarioDocument, key: string): unknown =>
  objectsOf(board).find(({ ref }) => objectKey(ref) === key)?.object;

describe('removing', () => {
  test('with a Namespace goes all that is in it, and where it stood', () => {
    const placed = { ...SHOP, layout: { 'Service/shop/web': { x: 1, y: 1 }, 'wires|Node/node-1': { x: 1, y: 1 } } };
    const gone = goesWith(placed, [{ kind: 'Namespace', name: 'shop' }]);
    const { objects, layout } = removeObjects(placed, gone);
    expect(objects.map(({ kind }) => kind)).toEqual(['Node']);
    expect(Object.keys(layout)).toEqual(['wires|Node/node-1']);
  });

  test('with an owner goes what it owns', () => {
    const owned = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-1', namespace: 'shop', ownerReferences: [{ kind: 'Deployment', name: 'web' }] },
    };
    const board = putObjects(SHOP, [owned]);
    expect(goesWith(board, [shop('Deployment', 'web')]).map(({ kind }) => kind)).toEqual(['Deployment', 'Pod']);
  });
});

describe('renaming', () => {
  test('a Service: its backends and the StatefulSet that it governs', () => {
    const once = renameObject(SHOP, shop('Service', 'web'), 'front');
    const twice = renameObject(once, shop('Service', 'db'), 'store');
    expect(find(twice, 'Ingress/shop/web')).toMatchObject({
      spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'front' } } }] } }] },
    });
    expect(find(twice, 'HTTPRoute/shop/web')).toMatchObject({
      spec: { rules: [{ backendRefs: [{ name: 'front' }] }] },
    });
    expect(find(twice, 'StatefulSet/shop/db')).toMatchObject({ spec: { serviceName: 'store' } });
    const namesNothing = ({ code }: { readonly code: string }): boolean => /NOT_FOUND/.test(code);
    expect(buildCluster(twice).findings.filter(namesNothing)).toEqual([]);
  });

  test('a Gateway: its routes; a Namespace: what is in it; a Node: what runs there by name', () => {
    const gateway = renameObject(SHOP, shop('Gateway', 'gateway'), 'edge');
    expect(find(gateway, 'HTTPRoute/shop/web')).toMatchObject({ spec: { parentRefs: [{ name: 'edge' }] } });
    const space = renameObject(SHOP, { kind: 'Namespace', name: 'shop' }, 'store');
    expect(keysOf(space).filter((key) => key.includes('shop'))).toEqual([]);
    const pod = makeThing(SHOP, 'pod', { on: { kind: 'Node', name: 'node-1' } });
    const node = renameObject(putObjects(SHOP, pod), { kind: 'Node', name: 'node-1' }, 'alpha');
    expect(buildCluster(node).pod('shop', 'shell')?.nodeName).toBe('alpha');
  });

  test('there and back is the same board', () => {
    for (const { ref } of objectsOf(SHOP)) {
      const there = renameObject(SHOP, ref, 'other');
      expect(keysOf(there)).toContain(objectKey({ ...ref, name: 'other' }));
      expect(renameObject(there, { ...ref, name: 'other' }, ref.name)).toEqual(SHOP);
    }
  });

  test.each([
    [shop('Service', 'web'), 'db', 'TAKEN'],
    [shop('Service', 'web'), '1st', 'NOT_A_LABEL'],
    [shop('Service', 'web'), 'a.b', 'NOT_A_LABEL'],
    [shop('Deployment', 'web'), 'a.b', undefined],
    [shop('Deployment', 'web'), 'Web', 'NOT_A_SUBDOMAIN'],
    [shop('Deployment', 'web'), '', 'NOT_A_SUBDOMAIN'],
    [{ kind: 'Namespace', name: 'shop' }, 'x'.repeat(64), 'NOT_A_LABEL'],
  ] as const)('%o as %s: %s', (ref, name, problem) => {
    expect(nameProblem(SHOP, ref, name)).toBe(problem);
  });
});

describe('duplicating', () => {
  test('the pods of a second workload are told from those of the first', () => {
    const copy = duplicateOf(SHOP, shop('Deployment', 'web'));
    expect(copy).toMatchObject({
      metadata: { name: 'web-2', labels: { app: 'web-2' } },
      spec: { selector: { matchLabels: { app: 'web-2' } }, template: { metadata: { labels: { app: 'web-2' } } } },
    });
  });

  test('a second Service has no address of the first, a second Ingress a host of its own', () => {
    const board = putObjects(SHOP, makeThing(SHOP, 'nodeport', { to: shop('Deployment', 'web') }));
    const service = JSON.stringify(duplicateOf(board, shop('Service', 'web-2')));
    expect(service).not.toContain('nodePort');
    expect(JSON.stringify(duplicateOf(board, shop('Ingress', 'web')))).toContain('web-2.example.com');
  });
});

const step = fc.record({
  does: fc.constantFrom<Step['does']>('add', 'duplicate', 'remove', 'rename'),
  thing: fc.constantFrom(...MADE),
  at: fc.nat(30),
  name: fc.constantFrom('alpha', 'beta', 'web', 'shop'),
});

interface Step {
  readonly does: 'add' | 'duplicate' | 'remove' | 'rename';
  readonly thing: Made;
  readonly at: number;
  readonly name: string;
}

function apply(board: ScenarioDocument, { does, thing, at, name }: Step): ScenarioDocument {
  const refs = objectsOf(board).map(({ ref }) => ref);
  const ref = refs[at % Math.max(refs.length, 1)];
  if (does === 'add' || ref === undefined) return putObjects(board, makeThing(board, thing, { to: ref }));
  if (does === 'remove') return removeObjects(board, goesWith(board, [ref]));
  if (does === 'rename') return nameProblem(board, ref, name) === undefined ? renameObject(board, ref, name) : board;
  const copy = duplicateOf(board, ref);
  return copy === undefined ? board : putObjects(board, [copy]);
}

test('whatever is done, the board is text without an error, the cluster is that of the document, and undone it is the start', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const store = createDocumentStore(SHOP);
      for (const each of steps) {
        const object = { kind: 'Node', name: each.name };
        store.getState().edit({ code: 'EDIT_OBJECT', detail: { object } }, (board) => apply(board, each));
      }
      const { document, router } = store.getState();
      expect(new Set(keysOf(document)).size).toBe(document.objects.length);
      const { diagnostics } = parseManifests([{ name: 'board.yaml', text: formatManifests(document.objects) }]);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const anew = buildCluster(document);
      expect(router.cluster.pods.map(({ name, ips, nodeName }) => ({ name, ips, nodeName }))).toEqual(
        anew.pods.map(({ name, ips, nodeName }) => ({ name, ips, nodeName })),
      );
      expect(router.cluster.services.map(({ name, clusterIPs }) => [name, clusterIPs])).toEqual(
        anew.services.map(({ name, clusterIPs }) => [name, clusterIPs]),
      );
      while (store.getState().undo() !== undefined);
      expect(store.getState().document).toBe(SHOP);
    }),
    { numRuns: 15 },
  );
});
