import type { RawObject } from '../../engine/objects.ts';
import { formatManifests } from '../../manifests/format.ts';
import { patchText } from '../../manifests/patch-text.ts';
import { keepText, lookupText } from './written-text.ts';

/** An object as the text it was written as, with comments and in its order; as it is printed where nobody wrote one. */
export function textOfObject(object: RawObject): string {
  const found = lookupText(object);
  if (found === undefined) return formatManifests([object]);
  if (found.isOwn) return found.text;
  const text = patchText(found.text, object);
  keepText(object, text);
  return text;
}
