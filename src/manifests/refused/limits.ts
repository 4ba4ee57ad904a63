import type { Limits } from '../published/published.ts';
import type { ValueRefusal } from './value-refusal.ts';

/** Tells of a value that is none of those there are, or outside of the limits, in the words of a schema. */
export function refusedByLimits(value: unknown, limits: Limits, refuse: (what: ValueRefusal) => void): void {
  const { oneOf, pattern } = limits;
  if (oneOf !== undefined && typeof value === 'string' && !oneOf.includes(value))
    refuse({
      is: 'UNSUPPORTED',
      value,
      supported: oneOf.filter((each) => typeof each === 'string' && each !== '') as string[],
    });
  if (typeof value === 'string') {
    if (pattern !== undefined && !new RegExp(pattern).test(value))
      refuse({ is: 'INVALID_BY', value, why: 'PATTERN', of: [pattern] });
    refusedLength(value, limits, refuse);
  } else if (Array.isArray(value)) refusedCount(value.length, limits, refuse);
  else if (typeof value === 'number') refusedNumber(value, limits, refuse);
}

function refusedLength(
  value: string,
  { least = 0, most = Infinity }: Limits,
  refuse: (what: ValueRefusal) => void,
): void {
  if (value.length < least) refuse({ is: 'INVALID_BY', value, why: 'LEAST_CHARACTERS', of: [least] });
  if (value.length > most) refuse({ is: 'TOO_LONG', most, count: value.length });
}

function refusedCount(
  count: number,
  { least = 0, most = Infinity }: Limits,
  refuse: (what: ValueRefusal) => void,
): void {
  if (count < least) refuse({ is: 'INVALID_BY', value: count, why: 'LEAST_ITEMS', of: [least] });
  if (count > most) refuse({ is: 'TOO_MANY', most, count });
}

function refusedNumber(
  value: number,
  { least = -Infinity, most = Infinity }: Limits,
  refuse: (what: ValueRefusal) => void,
): void {
  if (value < least) refuse({ is: 'INVALID_BY', value, why: 'LEAST', of: [least] });
  if (value > most) refuse({ is: 'INVALID_BY', value, why: 'MOST', of: [most] });
}
