import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cluster, type ObjectRef, objectKey } from '../../../src/engine/objects.ts';
import { formatManifests } from '../../../src/manifests/format.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { objectsOf, servicesNamed } from '../../../src/simulation/build/board-objects.ts';
import type { Connection } from '../../../src/simulation/build/connect/connection.ts';
import { linesFrom } from '../../../src/simulation/build/connect/connect.ts';
import { putObjects } from '../../../src/simulation/edits.ts';
import '../../property-seed.ts';
import { strictProblems } from '../../support/api-schema.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { CONNECTABLE } from './connectable-objects.ts';
import { NAMED } from './named-objects.ts';

const BOARD: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  objects: parseManifests([{ name: 'board.yaml', text: `${NAMED}---\n${CONNECTABLE}` }]).objects,
};
const CLUSTER = buildCluster(BOARD);
const REFS = objectsOf(BOARD).map(({ ref }) => ref);
const PODS = CLUSTER.pods.map(({ namespace, name }) => `Pod/${namespace}/${name}`);
const ENDS = [...new Set(['internet', ...REFS.map(objectKey), ...PODS])];

const draw = (from: string, to: string, board = BOARD, cluster = CLUSTER): Connection =>
  linesFrom(board, cluster, from)(to);

const applied = (found: Connection, board = BOARD): ScenarioDocument =>
  found.is === 'edit' ? putObjects(board, found.objects) : board;

/** What the engine makes of the first object, after a line to the second was drawn. */
function isSeen(
  cluster: Cluster,
  board: ScenarioDocument,
  found: Extract<Connection, { is: 'edit' }>,
  to: string,
): boolean {
  const [, namespace = '', name = ''] = objectKey(said(found)).split('/');
  const objects = objectsOf(board);
  const target = objects.find(
    ({ ref }) => objectKey(ref) === to || objectKey(ref) === objectKey(workloadOf(cluster, to)),
  );
  switch (found.relation) {
    case 'SELECTS': {
      const service = cluster.service(namespace, name);
      const [family = 4] = service?.ipFamilies ?? [];
      const mine = new Set(
        cluster.pods
          .filter(({ workload }) => objectKey(workload) === objectKey(workloadOf(cluster, to)))
          .map((pod) => pod.name),
      );
      const reached = service
        ?.endpoints(family)
        .filter(({ pod, ports }) => mine.has(pod?.name ?? '') && ports.length >= Math.min(service.ports.length, 1));
      return (reached?.length ?? 0) > 0;
    }
    case 'LEADS': {
      const entry = cluster.entries.find(
        (each) => each.kind === said(found).kind && each.namespace === namespace && each.name === name,
      );
      const isOf = (each: { readonly namespace: string; readonly service: string }): boolean =>
        `Service/${each.namespace}/${each.service}` === to;
      if (entry !== undefined) return entry.ways.some(({ backends }) => backends.some(isOf));
      const route = objects.find(({ ref }) => objectKey(ref) === objectKey(said(found)));
      return route !== undefined && servicesNamed(route).some((ref) => objectKey(ref) === to);
    }
    case 'ATTACHES': {
      const [, space = '', gateway = ''] = to.split('/');
      return cluster.gateway(space, gateway)?.routes.some((route) => route.name === name) ?? false;
    }
    case 'RESTRICTS':
      return target !== undefined && JSON.stringify(found.objects[0]?.spec).includes('"podSelector":{"matchLabels":{');
    case 'ALLOWS':
      return (
        JSON.stringify(found.objects[0]?.spec) !==
        JSON.stringify(objectsOf(BOARD).find(({ ref }) => objectKey(ref) === objectKey(said(found)))?.object.spec)
      );
  }
}

/** The object that says it. */
function said({ relation, from, to }: Extract<Connection, { is: 'edit' }>): ObjectRef {
  return relation === 'ALLOWS' && to.kind === 'NetworkPolicy' ? to : from;
}

function workloadOf(cluster: Cluster, element: string): ObjectRef {
  const [kind = '', namespace = '', name = ''] = element.split('/');
  const pod = kind === 'Pod' ? cluster.pod(namespace, name) : undefined;
  return pod?.workload ?? { kind, namespace, name };
}

const kindOf = (element: string): string => element.split('/')[0] ?? '';

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}

/** Every pair of things on the board, by their kinds and by what their line comes to. */
const PAIRS = groupBy(
  ENDS.flatMap((from) => {
    const lines = linesFrom(BOARD, CLUSTER, from);
    return ENDS.map((to) => ({ from, to, found: lines(to) }));
  }),
  ({ from, to, found }) => `${kindOf(from)} ${kindOf(to)} ${found.is} ${found.is === 'edit' ? found.relation : ''}`,
);

test('every two kinds come to an edit that the engine sees, a request that is walked, or a reason', () => {
  const count = (is: Connection['is']) => [...PAIRS.values()].filter(([first]) => first?.found.is === is).length;
  expect(count('edit')).toBeGreaterThan(20);
  expect(count('request')).toBeGreaterThan(20);
  const router = createRouter(CLUSTER);
  const drawn = fc.tuple(...[...PAIRS.values()].map((pairs) => fc.constantFrom(...pairs)));
  fc.assert(
    fc.property(drawn, (pairs) => {
      for (const { from, to, found } of pairs) expectKept(router, { from, to, found });
    }),
    { numRuns: 4 },
  );
});

interface Pair {
  readonly from: string;
  readonly to: string;
  readonly found: Connection;
}

function expectKept(router: ReturnType<typeof createRouter>, { from, to, found }: Pair): void {
  if (found.is === 'request') expect(router.trace(found.request).ok, `${from} to ${to}`).toBe(true);
  if (found.is !== 'edit') return;
  const board = applied(found);
  const cluster = buildCluster(board);
  expect(isSeen(cluster, board, found, to), `${from} to ${to}: ${found.relation}`).toBe(true);
  const { diagnostics } = parseManifests([{ name: 'made.yaml', text: formatManifests(found.objects) }]);
  expect(diagnostics, `${from} to ${to}`).toEqual([]);
  expect(found.objects.flatMap(strictProblems), `${from} to ${to}`).toEqual([]);
  const again = draw(from, to, board, cluster);
  expect(again, `${from} to ${to} once more`).toMatchObject({ is: 'refused', why: { code: 'ALREADY' } });
}
