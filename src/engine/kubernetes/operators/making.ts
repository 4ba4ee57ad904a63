import type { StoredObject } from '../cluster/object-store.ts';
import type { RawObject } from '../model/object.ts';
import type { MakingObject } from '../pods/draft-pods.ts';

/** The object as one that makes pods as this `spec` says. `status` absent: nobody has told how many there are. */
export function making(
  { ref, labels, annotations, controller, raw }: StoredObject,
  spec: unknown,
  status?: unknown,
): MakingObject {
  const { apiVersion, kind, metadata } = raw;
  const made: RawObject = { apiVersion, kind, metadata, spec, ...(status !== undefined && { status }) };
  return { ref, labels, annotations, controller, raw: made };
}

/** A stored object as one that makes pods as it says itself. */
export function plain({ ref, labels, annotations, controller, raw }: StoredObject): MakingObject {
  return { ref, labels, annotations, controller, raw };
}
