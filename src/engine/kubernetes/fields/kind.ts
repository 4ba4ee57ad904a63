import type { GroupField } from './field.ts';
import type { KindFacts } from '../model/kind.ts';

/** Versions in which an API group's kinds were ever served, the newest first; absent: whatever is written is taken. */
export interface ApiGroup {
  readonly group: string;
  readonly versions?: readonly string[];
}

/** All that is known of a kind whose objects are read. */
export interface Kind extends KindFacts {
  readonly versions?: readonly string[];
  /** What bears on networking, beside apiVersion and kind: it is read, enters a share link and is compared after an edit. */
  readonly fields: GroupField['fields'];
}

export function defineKind<const K extends Kind>(kind: K): K {
  return kind;
}
