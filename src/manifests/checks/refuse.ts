import type { Path } from '../sources/source.ts';
import type { ValueRefusal } from './value-refusal.ts';

/** Tells of what is not taken at a field. */
export type Refuse = (path: Path, what: ValueRefusal) => void;

export type Fields = Readonly<Record<string, unknown>>;

export const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
export const DNS_SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
