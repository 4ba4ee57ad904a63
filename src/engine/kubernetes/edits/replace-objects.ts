import { objectKey, type ObjectKey, type RawObject } from '../model/object.ts';
import type { ObjectStore, StoredObject } from '../model/object-store.ts';

interface Layer {
  readonly base: ObjectStore;
  /** By what the base has. */
  readonly replaced: ReadonlyMap<RawObject, StoredObject>;
}

const layers = new WeakMap<ObjectStore, Layer>();

/** Of 100,000 objects only those that are replaced are looked at. */
function replaceListed(base: ObjectStore, kind: string, replacing: Iterable<StoredObject>): readonly StoredObject[] {
  const before = base.ofKind(kind);
  let list: StoredObject[] | undefined;
  for (const object of replacing) {
    const was = object.ref.kind === kind ? base.get(object.ref) : undefined;
    const at = was === undefined ? -1 : before.indexOf(was);
    if (at >= 0) (list ??= [...before])[at] = object;
  }
  return list ?? before;
}

/** The store with some objects replaced by others of the same kind and key. `replaced`: by what was there. */
export function replaceObjects(store: ObjectStore, replaced: ReadonlyMap<RawObject, StoredObject>): ObjectStore {
  // One edit after the other stays one layer.
  const { base, replaced: earlier } = layers.get(store) ?? {
    base: store,
    replaced: new Map<RawObject, StoredObject>(),
  };
  const later = new Map([...earlier].map(([old, object]) => [old, replaced.get(object.raw) ?? object]));
  const known = new Set([...earlier.values()].map(({ raw }) => raw));
  for (const [old, object] of replaced) if (!known.has(old)) later.set(old, object);
  const ofKinds = new Map<string, readonly StoredObject[]>();
  const byKey = new Map([...later.values()].map((object) => [objectKey(object.ref), object]));
  let all: ReadonlyMap<ObjectKey, RawObject> | undefined;
  const made: ObjectStore = {
    get all() {
      all ??= new Map([...base.all].map(([key, raw]) => [key, later.get(raw)?.raw ?? raw]));
      return all;
    },
    ofKind: (kind) => {
      const list = ofKinds.get(kind) ?? replaceListed(base, kind, later.values());
      ofKinds.set(kind, list);
      return list;
    },
    refsOf: base.ofKind,
    // Edits in place are of kinds that are read.
    get notRead() {
      return base.notRead;
    },
    get: (ref) => byKey.get(objectKey(ref)) ?? base.get(ref),
  };
  layers.set(made, { base, replaced: later });
  return made;
}
