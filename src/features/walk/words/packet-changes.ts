import type { RoomWords } from '../../../narration/page/language.ts';
import { type HeaderField, type PacketHeader, formatEndpoint } from '../../../engine/packets.ts';

type HeaderWords = RoomWords['walk']['header'];
type PartName = Exclude<keyof HeaderWords, 'none'>;

/** A part of the header as people read it: an address with its port, or a single field. */
export interface HeaderPart {
  readonly name: PartName;
  readonly fields: readonly HeaderField[];
  readonly text: (header: PacketHeader, words: HeaderWords) => string;
}

/** A line of the header panel. */
export interface HeaderLine {
  readonly name: PartName;
  readonly now: string;
  /** What it was where the packet set off, when it differs. */
  readonly was?: string;
  /** True when the step shown is the one that changed it. */
  readonly fresh: boolean;
}

/** One part of the header that a step changed. */
export interface PacketChange {
  readonly name: PartName;
  readonly before: string;
  readonly after: string;
}

const PARTS: readonly HeaderPart[] = [
  {
    name: 'source',
    fields: ['sourceIP', 'sourcePort'],
    text: ({ sourceIP, sourcePort }) => formatEndpoint(sourceIP, sourcePort),
  },
  {
    name: 'destination',
    fields: ['destinationIP', 'destinationPort'],
    text: ({ destinationIP, destinationPort }) => formatEndpoint(destinationIP, destinationPort),
  },
  { name: 'protocol', fields: ['protocol'], text: ({ protocol }) => protocol },
  { name: 'TTL', fields: ['ttl'], text: ({ ttl }) => `${ttl}` },
  { name: 'mark', fields: ['mark'], text: ({ mark }, { none }) => (mark === 0 ? none : `0x${mark.toString(16)}`) },
];

/** The header now against the header at the start of its trace and just before the step shown. */
export function headerLines(
  { now, start, before }: Readonly<Record<'now' | 'start' | 'before', PacketHeader>>,
  words: HeaderWords,
): readonly HeaderLine[] {
  return PARTS.map((part) => ({
    name: part.name,
    now: part.text(now, words),
    ...(differs(part, now, start) ? { was: part.text(start, words) } : {}),
    fresh: differs(part, now, before),
  }));
}

/** What a step did to the header; empty when nothing. */
export function packetChanges(before: PacketHeader, after: PacketHeader, words: HeaderWords): readonly PacketChange[] {
  if (before === after) return [];
  return PARTS.filter((part) => differs(part, before, after)).map((part) => ({
    name: part.name,
    before: part.text(before, words),
    after: part.text(after, words),
  }));
}

function differs(part: HeaderPart, a: PacketHeader, b: PacketHeader): boolean {
  return part.fields.some((field) => a[field] !== b[field]);
}
