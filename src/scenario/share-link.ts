import { deflateSync, Inflate, strToU8 } from 'fflate';
import type { SharedScenario } from './document/document.ts';
import { decodeBase64url, encodeBase64url } from './link/base64url.ts';
import { formatColumns, parseColumns } from './link/columns.ts';
import { DICTIONARY_P1 } from './link/dictionary-p1.ts';
import { DICTIONARY_P2 } from './link/dictionary-p2.ts';
import { fromRowsP1 } from './link/rows-p1.ts';
import { fromRows, toRows } from './link/rows.ts';
import { type Restored, restoreScenario } from './restore/restore.ts';
import type { Unreadable } from './restore/unreadable.ts';

interface Codec {
  readonly dictionary: Uint8Array;
  readonly fromRows: (rows: readonly unknown[]) => unknown;
}

export type Decoded = ({ readonly ok: true } & Restored) | { readonly ok: false; readonly why: Unreadable };

const TAG = 'p2';
/** How links of each tag are read; a tag that was once written stays for ever. */
const CODECS: Readonly<Record<string, Codec>> = {
  p1: { dictionary: strToU8(DICTIONARY_P1), fromRows: fromRowsP1 },
  p2: { dictionary: strToU8(DICTIONARY_P2), fromRows },
};
/** Characters of a hash; more is refused unread. */
export const HASH_LIMIT = 1_000_000;
/** Bytes a hash may inflate to. */
const INFLATED_LIMIT = 4_000_000;
/** Compressed bytes inflated at a time, so that the limit is noticed soon after it is passed. */
const INFLATE_STEP = 1024;
const CHECKSUM_BYTES = 2;

/**
 * The hash of a link, without "#": "<codec>:<data>". What of the document stays out is told by describeOmissions. Codec p2: rows
 * in columns, raw deflate with a dictionary, behind a checksum, in base64url.
 */
export function encodeShareLink(scenario: SharedScenario): string {
  const text = new TextEncoder().encode(formatColumns(toRows(scenario)));
  const deflated = deflateSync(text, { level: 9, mem: 9, dictionary: strToU8(DICTIONARY_P2) });
  const sum = checksum(text);
  const bytes = new Uint8Array(CHECKSUM_BYTES + deflated.length);
  bytes.set([sum >> 8, sum & 0xff]);
  bytes.set(deflated, CHECKSUM_BYTES);
  return `${TAG}:${encodeBase64url(bytes)}`;
}

/** Reads a hash (with or without "#"). Size-limited before and while inflating; says why it cannot be read; never throws. */
export function decodeShareLink(hash: string): Decoded {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  if (text.length > HASH_LIMIT) {
    return failure({ code: 'TOO_LONG', detail: { found: text.length, most: HASH_LIMIT } });
  }
  const colon = text.indexOf(':');
  if (colon < 0) return failure({ code: 'NO_TAG', detail: {} });
  const tag = text.slice(0, colon);
  const codec = Object.hasOwn(CODECS, tag) ? CODECS[tag] : undefined;
  if (codec === undefined) return failure({ code: 'TAG_UNKNOWN', detail: { tag: tag.slice(0, LONGEST_TAG) } });
  const data = text.slice(colon + 1);
  if (data === '') return failure({ code: 'NOTHING_BEHIND_TAG', detail: { tag } });
  const bytes = decodeBase64url(data);
  if (bytes === undefined) return failure({ code: 'FOREIGN_CHARACTERS', detail: {} });
  const inflated = inflate(bytes.subarray(CHECKSUM_BYTES), codec.dictionary);
  if ('code' in inflated) return failure(inflated);
  if (((bytes[0] ?? 0) << 8) + (bytes[1] ?? 0) !== checksum(inflated)) return failure(DAMAGED);
  try {
    return {
      ok: true,
      ...restoreScenario(codec.fromRows(parseColumns(new TextDecoder('utf-8', { fatal: true }).decode(inflated)))),
    };
  } catch {
    return failure(DAMAGED);
  }
}

/** Characters of an unknown tag that are told. */
const LONGEST_TAG = 20;
const DAMAGED: Unreadable = { code: 'DAMAGED', detail: {} };

function failure(why: Unreadable): Decoded {
  return { ok: false, why };
}

/** The bytes, or why there are none. */
function inflate(deflated: Uint8Array, dictionary: Uint8Array): Uint8Array | Unreadable {
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const stream = new Inflate({ dictionary }, (part, final) => {
    parts.push(part);
    size += part.length;
    ended ||= final;
  });
  try {
    for (let at = 0; at < deflated.length; at += INFLATE_STEP) {
      stream.push(deflated.slice(at, at + INFLATE_STEP), at + INFLATE_STEP >= deflated.length);
      if (size > INFLATED_LIMIT) return { code: 'TOO_LARGE', detail: { most: INFLATED_LIMIT } };
    }
  } catch {
    return DAMAGED;
  }
  if (!ended) return DAMAGED;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Fletcher-16 (RFC 1146). */
function checksum(bytes: Uint8Array): number {
  let low = 0xff;
  let high = 0xff;
  for (const byte of bytes) {
    low = (low + byte) % 255;
    high = (high + low) % 255;
  }
  return (high << 8) | low;
}
