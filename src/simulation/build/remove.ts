import { type ObjectRef, objectKey } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { type BoardObject, objectsOf } from './board-objects.ts';
import { listAt } from './fields.ts';

/**
 * What goes when these objects do, themselves first: with a Namespace all that is in it, with an owner what it owns, as the garbage
 * collector has it. What names them stays, and is told of by findings. // Kubernetes v1.35 pkg/controller/garbagecollector, pkg/controller/namespace
 */
export function goesWith(document: ScenarioDocument, refs: readonly ObjectRef[]): readonly ObjectRef[] {
  const all = objectsOf(document);
  const following = followers(all);
  const gone = new Map<string, ObjectRef>();
  const wanted = new Set(refs.map(objectKey));
  const open = all.filter(({ ref }) => wanted.has(objectKey(ref))).reverse();
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const key = objectKey(each.ref);
    if (gone.has(key)) continue;
    gone.set(key, each.ref);
    const { uid } = each.object.metadata;
    const next = following.get(key) ?? [];
    open.push(
      ...next
        .filter((other) => isFor(other.uid, uid))
        .map(({ follower }) => follower)
        .reverse(),
    );
  }
  return [...gone.values()];
}

interface Follower {
  readonly follower: BoardObject;
  /** That of the owner it names. */
  readonly uid?: unknown;
}

const isFor = (named: unknown, uid: string | undefined): boolean =>
  named === undefined || uid === undefined || named === uid;

/** What goes with each, by its key: an owner is in the namespace of what it owns, or in none. */
function followers(all: readonly BoardObject[]): ReadonlyMap<string, readonly Follower[]> {
  const found = new Map<string, Follower[]>();
  const add = (ref: ObjectRef, follower: Follower): void => {
    const key = objectKey(ref);
    const known = found.get(key);
    if (known === undefined) found.set(key, [follower]);
    else known.push(follower);
  };
  for (const follower of all) {
    const { namespace } = follower.ref;
    if (namespace !== undefined) add({ kind: 'Namespace', name: namespace }, { follower });
    for (const { kind, name, uid } of listAt(follower.object.metadata.ownerReferences)) {
      if (typeof kind !== 'string' || typeof name !== 'string') continue;
      add({ kind, name }, { follower, uid });
      if (namespace !== undefined) add({ kind, namespace, name }, { follower, uid });
    }
  }
  return found;
}
