import { type ObjectRef, objectKey, type RawObject } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { type BoardObject, objectsOf } from './board-objects.ts';
import { listAt } from './fields.ts';

/**
 * What goes when these objects do, themselves first: with a Namespace all that is in it, with an owner what it owns, as the garbage
 * collector has it. What names them stays, and is told of by findings. // Kubernetes v1.35 pkg/controller/garbagecollector, pkg/controller/namespace
 */
export function goesWith(document: ScenarioDocument, refs: readonly ObjectRef[]): readonly ObjectRef[] {
  const all = objectsOf(document);
  const gone = new Map<string, ObjectRef>();
  const take = ({ ref, object }: BoardObject): void => {
    const key = objectKey(ref);
    if (gone.has(key)) return;
    gone.set(key, ref);
    for (const each of all) if (isIn(each, ref) || isOwnedBy(each, ref, object)) take(each);
  };
  const wanted = new Set(refs.map(objectKey));
  for (const each of all) if (wanted.has(objectKey(each.ref))) take(each);
  return [...gone.values()];
}

function isIn({ ref }: BoardObject, { kind, name }: ObjectRef): boolean {
  return kind === 'Namespace' && ref.namespace === name;
}

function isOwnedBy({ ref, object }: BoardObject, owner: ObjectRef, owning: RawObject): boolean {
  if (ref.namespace !== owner.namespace && owner.namespace !== undefined) return false;
  const { uid } = owning.metadata;
  const { ownerReferences } = object.metadata;
  return listAt(ownerReferences).some(
    (each) => each['kind'] === owner.kind && each['name'] === owner.name && (uid === undefined || each['uid'] === uid),
  );
}

/** Takes objects off the board, with where they stood. */
export function removeObjects(document: ScenarioDocument, refs: readonly ObjectRef[]): ScenarioDocument {
  const keys = new Set(refs.map(objectKey));
  const kept = objectsOf(document).filter(({ ref }) => !keys.has(objectKey(ref)));
  if (kept.length === document.objects.length) return document;
  const layout = Object.entries(document.layout).filter(([id]) => !keys.has(id.split('|').at(-1) ?? id));
  return {
    ...document,
    objects: kept.map(({ object }) => object),
    layout: Object.fromEntries(layout),
  };
}
