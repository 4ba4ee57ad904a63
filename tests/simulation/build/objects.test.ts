import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectKey, type ObjectRef } from '../../../src/engine/objects.ts';
import { formatManifests } from '../../../src/manifests/format.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { makeThing } from '../../../src/simulation/build/add.ts';
import { objectsOf } from '../../../src/simulation/build/board-objects.ts';
import { duplicateOf } from '../../../src/simulation/build/duplicate.ts';
import { type Fields, fieldsAt, listAt } from '../../../src/simulation/build/fields.ts';
import { BOARD_TEMPLATES, createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { goesWith } from '../../../src/simulation/build/remove.ts';
import { BUILD } from '../../../src/narration/en/page/later/build.ts';
import { nameProblem } from '../../../src/simulation/build/rename.ts';
import { THINGS, type Thing } from '../../../src/simulation/build/things.ts';
import { putObjects, removeObjects } from '../../../src/simulation/edits.ts';
import '../../property-seed.ts';
import { strictProblems } from '../../support/api-schema.ts';
import { buildCluster } from '../../whole-engine.ts';
import { createDocumentStore } from '../../whole-simulation.ts';
import { renamed } from './renamed.ts';

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

test('what goes with a Namespace is looked for once in each object', () => {
  let looks = 0;
  const objects = Array.from({ length: 300 }, (_, at) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `pod-${at}`,
      namespace: 'shop',
      get ownerReferences() {
        looks += 1;
        return at === 0 ? [] : [{ kind: 'Pod', name: `pod-${at - 1}` }];
      },
    },
  }));
  const board = { ...SHOP, objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }, ...objects] };
  expect(goesWith(board, [{ kind: 'Namespace', name: 'shop' }])).toHaveLength(301);
  expect(looks).toBeLessThanOrEqual(300);
});

describe('renaming', () => {
  test('a Service: its backends and the StatefulSet that it governs', () => {
    const once = renamed(SHOP, shop('Service', 'web'), 'front');
    const twice = renamed(once, shop('Service', 'db'), 'store');
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
    const gateway = renamed(SHOP, shop('Gateway', 'gateway'), 'edge');
    expect(find(gateway, 'HTTPRoute/shop/web')).toMatchObject({ spec: { parentRefs: [{ name: 'edge' }] } });
    const space = renamed(SHOP, { kind: 'Namespace', name: 'shop' }, 'store');
    expect(keysOf(space).filter((key) => key.includes('shop'))).toEqual([]);
    const pod = makeThing(SHOP, 'pod', { on: { kind: 'Node', name: 'node-1' } });
    const node = renamed(putObjects(SHOP, pod), { kind: 'Node', name: 'node-1' }, 'alpha');
    expect(buildCluster(node).pod('shop', 'shell')?.nodeName).toBe('alpha');
  });

  test('there and back is the same board', () => {
    for (const { ref } of objectsOf(SHOP)) {
      const there = renamed(SHOP, ref, 'other');
      expect(keysOf(there)).toContain(objectKey({ ...ref, name: 'other' }));
      expect(renamed(there, { ...ref, name: 'other' }, ref.name)).toEqual(SHOP);
    }
  });

  test.each([
    [shop('Service', 'web'), 'db', 'TAKEN'],
    [shop('Service', 'web'), '1st', 'SERVICE'],
    [shop('Service', 'web'), 'a.b', 'SERVICE'],
    [shop('Deployment', 'web'), 'a.b', undefined],
    [shop('Deployment', 'web'), 'Web', 'SUBDOMAIN'],
    [shop('Deployment', 'web'), '', 'SUBDOMAIN'],
    [{ kind: 'Namespace', name: 'shop' }, 'x'.repeat(64), 'LABEL'],
  ] as const)('%o as %s: %s', (ref, name, problem) => {
    const found = nameProblem(SHOP, ref, name);
    expect(found && (found.is === 'TAKEN' ? found.is : found.form)).toBe(problem);
  });
});

test.each([
  [shop('Service', 'web'), 'db', 'services "db" already exists.'],
  [shop('Service', 'web'), '1st', /^metadata\.name: Invalid value: "1st": a DNS-1035 label must consist of/],
  [{ kind: 'Namespace', name: 'shop' }, 'x'.repeat(64), /must be no more than 63 characters\.$/],
  [shop('Deployment', 'web'), '', 'metadata.name: Required value: name or generateName is required.'],
] as const)('why %o cannot be called %s is told in the API server’s words', (ref, name, words) => {
  const problem = nameProblem(SHOP, ref, name);
  const told = problem && BUILD.nameProblem(problem);
  if (typeof words === 'string') expect(told).toBe(words);
  else expect(told).toMatch(words);
});

describe('duplicating', () => {
  test('the pods of a second workload are told from those of the first', () => {
    const [copy] = duplicateOf(SHOP, shop('Deployment', 'web'));
    expect(copy).toMatchObject({
      metadata: { name: 'web-2', labels: { app: 'web-2' } },
      spec: { selector: { matchLabels: { app: 'web-2' } }, template: { metadata: { labels: { app: 'web-2' } } } },
    });
  });

  test('with a StatefulSet comes the Service that its pods have their names by', () => {
    const board = putObjects(SHOP, duplicateOf(SHOP, shop('StatefulSet', 'db')));
    const { findings, pods } = buildCluster(board);
    expect(findings).toEqual(buildCluster(SHOP).findings);
    expect(pods.filter(({ workload }) => workload.name === 'db-2')).toHaveLength(3);
    expect(find(board, 'StatefulSet/shop/db-2')).toMatchObject({ spec: { serviceName: 'db-2' } });
    expect(buildCluster(board).service('shop', 'db-2')?.endpoints(4)).toHaveLength(3);
    expect(buildCluster(board).service('shop', 'db')?.endpoints(4)).toHaveLength(3);
  });

  const expression = (operator: string, ...values: readonly string[]) => ({
    matchExpressions: [{ key: 'app', operator, ...(values.length > 0 && { values }) }],
  });
  test.each<readonly [string, string, object | undefined]>([
    ['ReplicationController', 'v1', { app: 'one' }],
    ['ReplicationController', 'v1', undefined],
    ['Deployment', 'apps/v1', expression('In', 'one', 'other')],
    ['Deployment', 'apps/v1', expression('Exists')],
    ['Deployment', 'apps/v1', { ...expression('NotIn', 'x'), matchLabels: { tier: 'front' } }],
    ['StatefulSet', 'apps/v1', expression('NotIn', 'other')],
    ['DaemonSet', 'apps/v1', { matchLabels: { app: 'one' }, ...expression('In', 'one') }],
  ])('a copy of a %s selects its own pods alone: %s %o', (kind, apiVersion, selector) => {
    const labels = { app: 'one', tier: 'front' };
    const containers = [{ name: 'one', image: 'nginx' }];
    const spec = { ...(selector && { selector }), template: { metadata: { labels }, spec: { containers } } };
    const first = { apiVersion, kind, metadata: { name: 'one', namespace: 'shop' }, spec };
    const [copy] = duplicateOf(putObjects(SHOP, [first]), shop(kind, 'one'));
    expect(copy?.metadata.name).toBe('one-2');
    if (copy === undefined) return;
    const own = (object: unknown) => fieldsAt(object, 'spec', 'template', 'metadata', 'labels');
    expect(selectsBy(fieldsAt(copy, 'spec', 'selector'), own(copy))).toBe(true);
    if (selector === undefined) expect(own(copy)).not.toEqual(labels);
    else expect(selectsBy(selector, own(copy))).toBe(false);
    expect(selectsBy(fieldsAt(copy, 'spec', 'selector'), labels)).toBe(selector === undefined);
  });

  test('a copy of a Job has no label of the controller of the first', () => {
    const labels = { 'batch.kubernetes.io/controller-uid': 'u', 'batch.kubernetes.io/job-name': 'one', app: 'one' };
    const selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } };
    const spec = { selector, template: { metadata: { labels }, spec: { containers: [{ name: 'one', image: 'x' }] } } };
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'one', namespace: 'shop' }, spec };
    const [copy] = duplicateOf(putObjects(SHOP, [job]), shop('Job', 'one'));
    expect(copy?.spec).toEqual({ template: { ...spec.template, metadata: { labels: { app: 'one-2' } } } });
  });

  test('a second Service has no address of the first, a second Ingress a host of its own', () => {
    const board = putObjects(SHOP, makeThing(SHOP, 'nodeport', { to: shop('Deployment', 'web') }));
    const service = JSON.stringify(duplicateOf(board, shop('Service', 'web-2')));
    expect(service).not.toContain('nodePort');
    expect(JSON.stringify(duplicateOf(board, shop('Ingress', 'web')))).toContain('web-2.example.com');
  });
});

/** By the rules of metav1.LabelSelector; a ReplicationController has its labels without. */
function selectsBy(selector: object, labels: Fields): boolean {
  const { matchLabels, matchExpressions, ...plain } = selector as Record<string, unknown>;
  const wanted = Object.entries(fieldsAt(matchLabels ?? plain));
  return (
    wanted.every(([label, value]) => labels[label] === value) &&
    listAt(matchExpressions).every(({ key, operator, values }) => {
      const value = labels[String(key)];
      const listed = Array.isArray(values) && values.includes(value);
      return { In: listed, NotIn: !listed, Exists: value !== undefined, DoesNotExist: value === undefined }[
        String(operator)
      ];
    })
  );
}

test.each(BOARD_TEMPLATES)('of a board %s everything that can be added is taken by an API server', (start) => {
  const board = MADE.reduce((before, thing) => putObjects(before, makeThing(before, thing)), createBoardFrom(start));
  const { objects } = parseManifests([{ name: 'board.yaml', text: formatManifests(board.objects) }]);
  expect(objects).toHaveLength(board.objects.length);
  expect(objects.flatMap(strictProblems)).toEqual([]);
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
  if (does === 'rename') return nameProblem(board, ref, name) === undefined ? renamed(board, ref, name) : board;
  return putObjects(board, duplicateOf(board, ref));
}

test('whatever is done, the board is text that an API server takes without a warning, the cluster is that of the document, and undone it is the start', () => {
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
      expect(diagnostics).toEqual([]);
      expect(document.objects.flatMap(strictProblems)).toEqual([]);
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
