import type { RawObject } from '../model/object.ts';
import type { StoredObject } from '../model/object-store.ts';

/** An object that an edit replaces, and what stands in its place. */
export interface EditedObject {
  readonly old: RawObject;
  readonly object: StoredObject;
}
