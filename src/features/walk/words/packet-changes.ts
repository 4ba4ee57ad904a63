import { type HeaderField, type PacketHeader, formatEndpoint } from '../../../engine/packets.ts';

/** A part of the header as people read it: an address with its port, or a single field. */
export interface HeaderPart {
  readonly label: string;
  readonly fields: readonly HeaderField[];
  readonly text: (header: PacketHeader) => string;
}

/** A line of the header panel. */
export interface HeaderLine {
  readonly label: string;
  readonly now: string;
  /** What it was where the packet set off, when it differs. */
  readonly was?: string;
  /** True when the step shown is the one that changed it. */
  readonly fresh: boolean;
}

/** One part of the header that a step changed. */
export interface PacketChange {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

const PARTS: readonly HeaderPart[] = [
  {
    label: 'source',
    fields: ['sourceIP', 'sourcePort'],
    text: ({ sourceIP, sourcePort }) => formatEndpoint(sourceIP, sourcePort),
  },
  {
    label: 'destination',
    fields: ['destinationIP', 'destinationPort'],
    text: ({ destinationIP, destinationPort }) => formatEndpoint(destinationIP, destinationPort),
  },
  { label: 'protocol', fields: ['protocol'], text: ({ protocol }) => protocol },
  { label: 'TTL', fields: ['ttl'], text: ({ ttl }) => `${ttl}` },
  { label: 'mark', fields: ['mark'], text: ({ mark }) => (mark === 0 ? 'none' : `0x${mark.toString(16)}`) },
];

/** The header now against the header at the start of its trace and just before the step shown. */
export function headerLines(now: PacketHeader, start: PacketHeader, before: PacketHeader): readonly HeaderLine[] {
  return PARTS.map((part) => ({
    label: part.label,
    now: part.text(now),
    ...(differs(part, now, start) ? { was: part.text(start) } : {}),
    fresh: differs(part, now, before),
  }));
}

/** What a step did to the header; empty when nothing. */
export function packetChanges(before: PacketHeader, after: PacketHeader): readonly PacketChange[] {
  if (before === after) return [];
  return PARTS.filter((part) => differs(part, before, after)).map((part) => ({
    label: part.label,
    before: part.text(before),
    after: part.text(after),
  }));
}

function differs(part: HeaderPart, a: PacketHeader, b: PacketHeader): boolean {
  return part.fields.some((field) => a[field] !== b[field]);
}
