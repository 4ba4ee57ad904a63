import { objectKey, type RawObject } from '../../engine/kubernetes/object.ts';
import type { ElementId, Position, SharedScenario } from '../document.ts';
import { slimObjects } from './slim-object.ts';

/**
 * A scenario as rows for a table. First the head: title, settings, what is on the screen, and how many rows of each kind
 * follow. Positions name an object by its number, and the request by its number among the document's.
 */
export function toRows(scenario: SharedScenario): readonly unknown[] {
  const { document, request, choices, beat = 0, lens, ...rest } = scenario;
  const objects = slimObjects(document.objects);
  const numbers = new Map(objects.map((object, index) => [elementId(object), index]));
  const layout = Object.entries(document.layout).map(([id, { x, y }]) => [numbers.get(id) ?? id, x, y]);
  const known = request === undefined ? -1 : document.requests.findIndex((saved) => sameJson(saved, request));
  const head = {
    t: document.title,
    n: [objects.length, layout.length, document.requests.length, document.story.length].join(' '),
    ...(document.interventions.length > 0 && { i: document.interventions }),
    ...(Object.keys(document.overrides).length > 0 && { o: document.overrides }),
    ...(request !== undefined && { r: known < 0 ? request : known }),
    ...(choices.length > 0 && { c: choices.join(' ') }),
    ...(beat > 0 && { b: beat }),
    ...(lens === 'wires' && { w: true }),
    ...(Object.keys(rest).length > 0 && { s: rest }),
  };
  return [head, ...objects, ...layout, ...document.requests, ...document.story];
}

/** What the rows say, for restoreScenario to check. Throws an Error when they are not a scenario's. */
export function fromRows(rows: readonly unknown[]): unknown {
  const head = rows[0] as Readonly<Record<string, unknown>>;
  const counts = String(head['n']).split(' ').map(Number);
  let at = 1;
  const take = (kind: number): readonly unknown[] => rows.slice(at, (at += counts[kind] ?? 0));
  const objects = take(0);
  const layout = take(1) as readonly (readonly [number | string, number, number])[];
  const requests = take(2);
  const story = take(3);
  if (at !== rows.length) throw new Error('rows are missing');
  const ids = layout.map(([element, x, y]): readonly [ElementId, Position] => [
    typeof element === 'number' ? elementId(objects[element] as RawObject) : element,
    { x, y },
  ]);
  const request = typeof head['r'] === 'number' ? requests[head['r']] : head['r'];
  const rest = typeof head['s'] === 'object' && head['s'] !== null ? head['s'] : {};
  return {
    ...rest,
    document: {
      version: 1,
      title: head['t'],
      objects,
      interventions: head['i'] ?? [],
      overrides: head['o'] ?? {},
      layout: Object.fromEntries(ids),
      requests,
      story,
    },
    ...(request !== undefined && { request }),
    choices: typeof head['c'] === 'string' ? head['c'].split(' ').map(Number) : [],
    beat: head['b'] ?? 0,
    lens: head['w'] === true ? 'wires' : 'objects',
  };
}

/** Objects written without a namespace live in "default" on the canvas; cluster-scoped ones in none. */
const CLUSTER_SCOPED = new Set(['Node', 'Namespace', 'IngressClass', 'GatewayClass']);

function elementId({ kind, metadata: { name, namespace } }: RawObject): ElementId {
  return objectKey(CLUSTER_SCOPED.has(kind) ? { kind, name } : { kind, name, namespace: namespace ?? 'default' });
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
