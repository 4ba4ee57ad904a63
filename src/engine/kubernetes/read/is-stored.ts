import type { RawObject } from '../model/object.ts';

/** An API server has given it what only those give: it took the object. */
export function isStored({ metadata }: RawObject): boolean {
  return metadata.uid !== undefined || metadata.resourceVersion !== undefined;
}
