import type { KindFacts } from '../kind-table/kind.ts';
import type { Cursor } from '../model/reader.ts';
import type { GroupField } from './field.ts';
import { objectReader, type ReadFields } from './schema.ts';

/** All that is known of a kind whose objects are read. */
export interface Kind extends KindFacts {
  /** What bears on networking, beside apiVersion and kind: it is read, enters a share link and is compared after an edit. */
  readonly fields: GroupField['fields'];
}

/** `read`: what an object of the kind says, field by field; what of it cannot be used is noted. */
export function defineKind<const K extends Kind>(
  kind: K,
): K & { readonly read: (object: Cursor) => ReadFields<K['fields']> } {
  return { ...kind, read: objectReader<K['fields']>(kind.fields) };
}
