import type { RawObject } from '../../engine/objects.ts';
import { formatManifests } from '../../manifests/format.ts';

/** Texts as people wrote them, as long as their objects live: an object does not change, and comes back by Undo. */
const written = new WeakMap<RawObject, string>();

/** An object as the text it was written as, with comments and in its order; as it is printed where nobody wrote one. */
export function textOfObject(object: RawObject): string {
  return written.get(object) ?? formatManifests([object]);
}

/** Remembers the text that an object was read from. */
export function keepText(object: RawObject, text: string): void {
  written.set(object, text);
}
