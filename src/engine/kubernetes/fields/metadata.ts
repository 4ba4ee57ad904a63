import type { AnnotatedObjects, GroupField } from './field.ts';
import { part } from './schema.ts';

/** What every object has, with the annotations that decide something on objects of this kind, and what others of them programs act on. */
export function metadata<A extends GroupField['fields'] = {}, M extends GroupField['fields'] = {}>(
  annotations: A = {} as A,
  more: M = {} as M,
  others?: AnnotatedObjects,
) {
  const known = part(annotations, { filled: true, ...(others !== undefined && { others }) });
  return part({ annotations: known, ...more }, { common: true });
}
