import type { SourceDetails } from './source-details.ts';

type Found = SourceDetails['NOT_TEXT'];

/** How files of formats that are no text begin, a letter for each byte. */
const FORMATS: readonly (readonly [beginning: string, found: Found])[] = [
  // W3C PNG, 5.2; ITU-T T.81, B.1; GIF89a, 17
  ['\x89PNG\r\n\x1a\n', { is: 'PICTURE', format: 'PNG' }],
  ['\xff\xd8\xff', { is: 'PICTURE', format: 'JPEG' }],
  ['GIF87a', { is: 'PICTURE', format: 'GIF' }],
  ['GIF89a', { is: 'PICTURE', format: 'GIF' }],
  // RFC 1952, 2.3.1; PKWARE APPNOTE, 4.3.7; RFC 8878, 3.1.1; The .xz File Format, 2.1.1.1
  ['\x1f\x8b', { is: 'PACKED', format: 'gzip' }],
  ['PK\x03\x04', { is: 'PACKED', format: 'ZIP' }],
  ['\x28\xb5\x2f\xfd', { is: 'PACKED', format: 'Zstandard' }],
  ['\xfd7zXZ\0', { is: 'PACKED', format: 'XZ' }],
  // ISO 32000-1, 7.5.2; System V gABI, ELF header
  ['%PDF-', { is: 'BINARY', format: 'PDF' }],
  ['\x7fELF', { is: 'BINARY', format: 'ELF' }],
];

/** Bytes that the longest beginning has. */
const LONGEST = 8;

/** Of a file that begins as one of a format that is no text; undefined: it may be text. */
export function binaryFormat(bytes: Uint8Array): Found | undefined {
  const beginning = String.fromCharCode(...bytes.subarray(0, LONGEST));
  return FORMATS.find(([format]) => beginning.startsWith(format))?.[1];
}
