import type { RawObject } from '../../engine/objects.ts';
import { scalarText } from '../../engine/text.ts';
import { itemsOf, type Warn } from './check.ts';

/** Owners that cannot be one. // apimachinery pkg/api/validation ValidateOwnerReferences */
export function checkOwners({ kind, metadata }: RawObject, warn: Warn): void {
  const path = ['metadata', 'ownerReferences'];
  const controllers: string[] = [];
  for (const [owner, at] of itemsOf(metadata.ownerReferences, path)) {
    const named = `${scalarText(owner['kind']) ?? ''}/${scalarText(owner['name']) ?? ''}`;
    if (owner['controller'] === true) controllers.push(named);
    if (named === `${kind}/${metadata.name}`)
      warn('OWNER_IS_ITSELF', at, 'an object cannot own itself; who made it is not known.');
  }
  const [first, second] = controllers;
  if (second !== undefined)
    warn(
      'TWO_CONTROLLERS',
      path,
      `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${second}.`,
    );
}
