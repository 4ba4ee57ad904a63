import { objectKey, type RawObject } from '../../engine/objects.ts';
import type { ElementId, Position } from '../document/document.ts';

/**
 * What the rows of a p1 link say, for restoreScenario to check: first the head, with how many rows of each kind follow. Throws
 * an Error when they are not a scenario's. No link is written so any more.
 */
export function fromRowsP1(rows: readonly unknown[]): unknown {
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
  return {
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
