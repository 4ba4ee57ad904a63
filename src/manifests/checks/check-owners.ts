import type { RawObject } from '../../engine/objects.ts';
import { scalarText } from '../../engine/text.ts';
import { itemsOf } from '../refused/refuse.ts';
import type { Warn } from './check.ts';

/** Owners that cannot be one. // apimachinery pkg/api/validation ValidateOwnerReferences */
export function checkOwners({ kind, metadata }: RawObject, warn: Warn): void {
  const path = ['metadata', 'ownerReferences'];
  const controllers: string[] = [];
  for (const [owner, at] of itemsOf(metadata.ownerReferences, path)) {
    const named = `${scalarText(owner['kind']) ?? ''}/${scalarText(owner['name']) ?? ''}`;
    if (owner['controller'] === true) controllers.push(named);
    if (named === `${kind}/${metadata.name}`) warn(at, { code: 'OWNER_IS_ITSELF', detail: {} });
  }
  const [first, second] = controllers;
  if (first !== undefined && second !== undefined) warn(path, { code: 'TWO_CONTROLLERS', detail: { first, second } });
}
