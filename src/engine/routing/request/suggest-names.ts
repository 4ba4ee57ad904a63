import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { KnownNames } from './request-error.ts';

/** What a name that nobody has could have meant. */
export function suggest(name: string, known: readonly string[]): { readonly others?: KnownNames } {
  return { others: { near: nearestNames(name, known), known } };
}
