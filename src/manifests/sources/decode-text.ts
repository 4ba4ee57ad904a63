import { binaryFormat } from './binary-format.ts';
import type { Place, SyntaxProblem } from './source.ts';
import type { SourceDetails } from './source-details.ts';

/** A file's bytes as text, and what is wrong with them. */
export interface DecodedText {
  readonly text: string;
  readonly problem?: SyntaxProblem;
}

/**
 * Text of a file: UTF-8, or UTF-16 in either byte order, as YAML and JSON streams say it by a byte order mark or by where their
 * first character has its zero byte (YAML 1.2.2, 5.2). Bytes that are no text are told with their place and read as U+FFFD. Of a
 * file that is none as a whole (a known format, or a NUL near its beginning, as git tells: xdiff-interface.c) nothing is read.
 * `decodeUtf8`: a faster way than what every browser has.
 */
export function decodeText<Bytes extends Uint8Array>(
  bytes: Bytes,
  decodeUtf8: (bytes: Bytes) => string = (utf8) => decode('utf-8', utf8),
): DecodedText {
  const format = binaryFormat(bytes);
  if (format !== undefined) return notText(format);
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-32') {
    return { text: '', problem: badEncoding({ is: 'UTF_32' }, START) };
  }
  const text = encoding === 'utf-8' ? decodeUtf8(bytes) : decode(encoding, bytes);
  if (text.slice(0, HEAD).includes('\0')) return notText({ is: 'BINARY' });
  if (text.trim() === '') return { text, problem: { severity: 'warning', code: 'FILE_EMPTY', detail: {}, ...START } };
  const offset = encoding === 'utf-8' && text.includes('\uFFFD') ? invalidOffset(bytes) : undefined;
  if (offset === undefined) return { text };
  const before = decode('utf-8', bytes.subarray(0, offset));
  const line = before.split(/\r\n?|\n/).length;
  const column = before.length - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  return { text, problem: badEncoding({ is: 'BYTE', byte: bytes[offset] ?? 0 }, { line, column }) };
}

const START: Place = { line: 1, column: 1 };
/** Characters among which a NUL tells that a file is no text. */
const HEAD = 8000;

function notText(detail: SourceDetails['NOT_TEXT']): DecodedText {
  return { text: '', problem: { severity: 'error', code: 'NOT_TEXT', detail, ...START } };
}

function badEncoding(detail: SourceDetails['NOT_UTF8'], place: Place): SyntaxProblem {
  return { severity: 'error', code: 'NOT_UTF8', detail, ...place };
}

function decode(encoding: 'utf-8' | 'utf-16le' | 'utf-16be', bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32' {
  const [a, b, c, d] = bytes;
  const isLittle = a === 0xff && b === 0xfe;
  if (isLittle && c === 0 && d === 0) return 'utf-32';
  if (a === 0 && b === 0) return (c === 0 && isFirst(d)) || (c === 0xfe && d === 0xff) ? 'utf-32' : 'utf-8';
  if (isLittle) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && isFirst(b)) return 'utf-16be';
  if (!isFirst(a) || b !== 0) return 'utf-8';
  return c === 0 && d === 0 ? 'utf-32' : 'utf-16le';
}

/** A stream without a byte order mark begins with a printable character of ASCII. */
function isFirst(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

/** Offset of the first byte that belongs to no character; undefined: there is none. */
function invalidOffset(bytes: Uint8Array): number | undefined {
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return undefined;
}

/** Bytes of the character that begins here; 0: none does (RFC 3629, section 4). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let n = 2; n < length; n += 1) if (((bytes[at + n] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** The text behind standard base64; undefined when it is none. */
export function decodeBase64(encoded: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    return new TextDecoder('utf-8').decode(bytes);
  } catch {
    return undefined;
  }
}
