import type { Flow } from '../../net/flow.ts';

/** What a packet carries that rules and routes can see. Immutable: a change makes a new header. */
export interface PacketHeader extends Flow {
  /** Hop limit. */
  readonly ttl: number;
  /** The kernel's packet mark; it does not leave the namespace. */
  readonly mark: number;
}

/** TTL a Linux host sends with (net.ipv4.ip_default_ttl). */
export const DEFAULT_TTL = 64;

export type HeaderField = keyof PacketHeader;

/** One changed field. */
export interface HeaderChange {
  readonly field: HeaderField;
  readonly before: string;
  readonly after: string;
}

const HEADER_FIELDS: readonly HeaderField[] = [
  'protocol',
  'sourceIP',
  'sourcePort',
  'destinationIP',
  'destinationPort',
  'ttl',
  'mark',
];

/** The fields in which two headers differ, in header order; empty for equal ones. */
export function headerChanges(before: PacketHeader, after: PacketHeader): readonly HeaderChange[] {
  if (before === after) return [];
  return HEADER_FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    field,
    before: String(before[field]),
    after: String(after[field]),
  }));
}
