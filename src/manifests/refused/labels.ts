import type { InvalidReason } from './value-refusal.ts';

export const NAME_PART = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LONGEST = 63;

/** // apimachinery pkg/util/validation IsValidLabelValue; undefined: it is one, or no text */
export function wrongLabelValue(value: unknown): InvalidReason | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  if (value.length > LONGEST) return 'LABEL_VALUE_LENGTH';
  return NAME_PART.test(value) ? undefined : 'LABEL_VALUE';
}

/** // apimachinery pkg/util/validation IsQualifiedName, of its name part */
export function wrongLabelKey(key: string): InvalidReason | undefined {
  const name = key.slice(key.lastIndexOf('/') + 1);
  if (name.length > LONGEST) return 'KEY_LENGTH';
  return NAME_PART.test(name) ? undefined : 'LABEL_KEY';
}
