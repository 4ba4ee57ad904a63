import type { KindClass } from '../../../kubernetes/other-kinds/classify.ts';
import type { StoredObject } from '../../../kubernetes/cluster/object-store.ts';
import type { Coded } from '../../../kubernetes/tools/coded.ts';
import type { NotConsidered, NotConsideredDetails } from '../../outcome/not-considered.ts';
import type { Parties } from './parties.ts';

/** What an object that is not read could do to the outcomes of a request. */
export interface Power {
  /** Make a success fail. */
  readonly breaks?: boolean;
  /** Make a failure succeed. */
  readonly mends?: boolean;
}

/** An object that concerns a party of a request, and what it could do. */
export type Concern = NotConsidered & Power;

/** An object whose kind is not read, and what kind that is. */
export interface UnreadObject extends StoredObject {
  readonly unread: Extract<KindClass, { readonly group: 'unread' }>;
}

/** What an unread object could do to a request: undefined, it concerns no party of it. */
export type ConcernOf = (object: UnreadObject, parties: Parties) => Concern | undefined;

/** A concern of an object. */
export function concern(
  { ref }: Pick<StoredObject, 'ref'>,
  what: Coded<NotConsideredDetails>,
  power: Power = {},
): Concern {
  return { object: ref, ...what, ...power };
}

type Fields = Readonly<Record<string, unknown>>;

/** The mapping at a path; empty when there is none. */
export function fieldsAt(value: unknown, ...path: readonly string[]): Fields {
  const found = valueAt(value, ...path);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Fields) : {};
}

export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Fields)[key];
  }
  return at;
}

/** The list at a path; empty when there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The strings of the list at a path, or the one string there. */
export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  const found = valueAt(value, ...path);
  return (Array.isArray(found) ? found : [found]).filter((each) => typeof each === 'string');
}
