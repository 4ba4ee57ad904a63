import { isRecord } from '../../engine/text.ts';
import type { Path } from '../sources/source.ts';
import type { ValueRefusal } from './value-refusal.ts';

/** Tells of what is not taken at a field. */
export type Refuse = (path: Path, what: ValueRefusal) => void;

export type Fields = Readonly<Record<string, unknown>>;

export const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
export const DNS_SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The mappings in a list, with their places; of anything else none. */
export function* itemsOf(value: unknown, path: Path): Generator<readonly [Readonly<Record<string, unknown>>, Path]> {
  if (!Array.isArray(value)) return;
  for (const [index, item] of (value as readonly unknown[]).entries())
    if (isRecord(item)) yield [item, [...path, index]];
}
