import { isRecord, recordOf } from '../../engine/text.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The object at a field; none where there is something else, or nothing. */
export function fieldsAt(object: unknown, ...path: readonly string[]): Fields {
  return recordOf(path.reduce<unknown>((at, part) => recordOf(at)[part], object));
}

/** The objects in a list; none where there is something else. */
export function listAt(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Labels, as far as they are texts. */
export function labelsAt(object: unknown, ...path: readonly string[]): Readonly<Record<string, string>> {
  const entries = Object.entries(fieldsAt(object, ...path));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The same object with another value at a path: mappings on the way are made where there are none. */
export function withField<T extends object>(
  object: T,
  [first, ...rest]: readonly [string, ...string[]],
  value: unknown,
): T {
  const [next, ...others] = rest;
  const inner = next === undefined ? value : withField(fieldsAt(object, first), [next, ...others], value);
  return { ...object, [first]: inner };
}
