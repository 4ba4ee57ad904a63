import type { ObjectRef, RawObject } from '../../engine/objects.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The object at a field; none where there is something else, or nothing. */
export function fieldsAt(object: unknown, ...path: readonly string[]): Fields {
  let at: unknown = object;
  for (const part of path) at = isFields(at) ? at[part] : undefined;
  return isFields(at) ? at : {};
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; none where there is something else. */
export function listAt(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** Labels, as far as they are texts. */
export function labelsAt(object: unknown, ...path: readonly string[]): Readonly<Record<string, string>> {
  const entries = Object.entries(fieldsAt(object, ...path));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Which object it is; a namespace that it does not name is that of the board. */
export function refOf(
  { kind, metadata: { name, namespace } }: RawObject,
  home: string,
  namespaced: boolean,
): ObjectRef {
  return namespaced ? { kind, namespace: namespace ?? home, name } : { kind, name };
}
