import { kindOf } from '../../kubernetes/kind-table/kinds.ts';
import { objectKey, type RawObject } from '../../kubernetes/model/object.ts';
import type { Fix } from '../outcome/fix.ts';

/**
 * The objects with a fix applied; the same objects when the fix names none of them. Nothing else is changed. An empty path
 * stands for the whole object: it is put in, in place of one of that name or at the end.
 */
export function applyFix(objects: readonly RawObject[], fix: Fix): readonly RawObject[] {
  const { object, path, value } = fix;
  if (object === undefined || path === undefined) return objects;
  const namespaced = (each: RawObject) => ({
    kind: kindOf(each),
    name: each.metadata.name,
    namespace: each.metadata.namespace ?? 'default',
  });
  const wanted = objectKey(object);
  const isWanted = (each: RawObject): boolean =>
    objectKey(namespaced(each)) === wanted || objectKey({ kind: kindOf(each), name: each.metadata.name }) === wanted;
  if (path.length === 0 && !objects.some(isWanted)) return [...objects, value as RawObject];
  return objects.map((each) => (isWanted(each) ? (setIn(each, path, value) as RawObject) : each));
}

function setIn(target: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(target)) return target.map((each: unknown, at) => (at === key ? setIn(each, rest, value) : each));
  const fields = typeof target === 'object' && target !== null ? (target as Readonly<Record<string, unknown>>) : {};
  const { [key]: before, ...others } = fields;
  const after = setIn(before, rest, value);
  return after === undefined ? others : { ...fields, [key]: after };
}
