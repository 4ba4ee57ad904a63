import type { RawObject } from '../../engine/objects.ts';

/** Texts as people wrote them, as long as their objects live: an object does not change, and comes back by Undo. */
const written = new WeakMap<RawObject, string>();

/** Of which object one was made. */
const madeOf = new WeakMap<RawObject, RawObject>();

/** Remembers the text that an object was read from. */
export function keepText(object: RawObject, text: string): void {
  written.set(object, text);
}

/** Remembers that one object was made of another, whose text it is to keep as far as it can. */
export function followText(before: RawObject, after: RawObject): void {
  if (before !== after) madeOf.set(after, before);
}

/** The text that was written of the object, or of the one it was made of in the end; undefined: nobody wrote one. */
export function lookupText(object: RawObject): { readonly text: string; readonly isOwn: boolean } | undefined {
  for (let at: RawObject | undefined = object; at !== undefined; at = madeOf.get(at)) {
    const text = written.get(at);
    if (text !== undefined) return { text, isOwn: at === object };
  }
  return undefined;
}
