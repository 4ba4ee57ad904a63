import type { RawObject } from '../engine/objects.ts';
import type { Path } from './sources/source.ts';

/**
 * The object with the value at the path set; undefined removes it (of a list: the item). What is missing on the way is
 * made: a list where the path has a number, else a mapping. The given object stays as it is.
 */
export function setAtPath(object: RawObject, path: Path, value: unknown): RawObject {
  return path.length === 0 ? object : (set(object, path, value) as RawObject);
}

function set(target: unknown, path: Path, value: unknown): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return value;
  if (target === undefined && value === undefined) return undefined;
  if (typeof segment === 'number') {
    const items: readonly unknown[] = Array.isArray(target) ? target : [];
    const item = set(items[segment], rest, value);
    if (item === undefined) return items.filter((_, index) => index !== segment);
    return segment < items.length ? items.with(segment, item) : [...items, item];
  }
  const fields = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const entry = set((fields as Readonly<Record<string, unknown>>)[segment], rest, value);
  if (entry !== undefined) return { ...fields, [segment]: entry };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== segment));
}
