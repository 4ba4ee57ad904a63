// Values that enter a link in some way, and are read by nobody in passing.

import { cleaned, type PrivateValue, type ValueField } from './field.ts';

/** Stands where a text was that nobody else is to see. */
export const MASK = '***';

/** Headers, and parameters of a query, that carry proof of who somebody is. */
const PROOF = /authorization|cookie|token|secret|password|passwd|api-?key|credential|session|signature/i;

/** True for the name of a header, or of a parameter, whose value is masked. */
export const provesWho = (name: string): boolean => PROOF.test(name);

/** A value that need not be said when it is this one. */
export function usually(usual: unknown): ValueField {
  return { type: 'value', usual };
}

/** It enters that there is something, not what. */
export const masked: ValueField = cleaned((given) => (given === '' ? given : MASK));

/** Values that decide, and may be private nevertheless. */
export function telling(tell: PrivateValue): ValueField {
  return { type: 'value', tell };
}

/** Never enters; one of these values is what the API server sets, and then nothing is left out. */
export function never(...usual: readonly unknown[]): ValueField {
  return { type: 'value', never: true, unless: (given) => usual.includes(given), clean: () => undefined };
}
