import type { Cluster } from '../cluster/cluster.ts';
import { kindsOf } from '../kind-table/kinds.ts';
import { recordOf } from '../model/reader.ts';
import { objectKey, type ObjectRef } from '../model/object.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { StoredObject } from '../cluster/object-store.ts';

/** Kinds that controllers own, and that own pods: nobody else's owner changes a board. */
const KINDS = [...kindsOf('workload'), 'CronJob'];

/** Whether a pod is among its owners: where none owns anything, no pod is in a circle. */
function isOfPod({ raw }: StoredObject): boolean {
  const { ownerReferences } = recordOf(raw.metadata);
  return Array.isArray(ownerReferences) && ownerReferences.some((owner) => recordOf(owner)['kind'] === 'Pod');
}

/** Objects that own one another: who is at the top makes the pods, and here nobody is. Told at the first of each round. */
export function findOwnerCycles(cluster: Cluster, report: Report): void {
  const owned = new Map<string, StoredObject>();
  const kinds = ['Pod', ...KINDS].some((kind) => cluster.ofKind(kind).some(isOfPod)) ? ['Pod', ...KINDS] : KINDS;
  for (const kind of kinds)
    for (const object of cluster.ofKind(kind))
      if (object.controller !== undefined) owned.set(objectKey(object.ref), object);
  const done = new Set<string>();
  for (const start of owned.keys()) {
    const way: ObjectRef[] = [];
    const seen = new Set<string>();
    for (let key = start; !done.has(key); ) {
      const object = owned.get(key);
      if (object?.controller === undefined) break;
      if (seen.has(key)) {
        note(way.slice(way.findIndex((ref) => objectKey(ref) === key)), report);
        break;
      }
      seen.add(key);
      way.push(object.ref);
      key = objectKey(object.controller);
    }
    for (const key of seen) done.add(key);
  }
}

function note(round: readonly ObjectRef[], report: Report): void {
  const [first, ...others] = round;
  // One that owns itself is told where the object is read.
  if (first === undefined || others.length === 0) return;
  addFinding(report, {
    severity: 'warning',
    code: 'OWNERS_IN_A_CIRCLE',
    detail: { others },
    object: first,
    path: ['metadata', 'ownerReferences'],
  });
}
