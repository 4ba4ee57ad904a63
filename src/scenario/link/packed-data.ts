import { deflateSync, Inflate } from 'fflate';
import type { Unreadable } from '../restore/unreadable.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';

/** Bytes that data may inflate to. */
const INFLATED_LIMIT = 4_000_000;
/** Compressed bytes inflated at a time, so that the limit is noticed soon after it is passed. */
const INFLATE_STEP = 1024;
const CHECKSUM_BYTES = 2;

export const DAMAGED: Unreadable = { code: 'DAMAGED', detail: {} };

/** What stands behind the tag of a link: raw deflate with a dictionary, behind a checksum, in base64url. */
export function packData(text: string, dictionary: Uint8Array): string {
  const plain = new TextEncoder().encode(text);
  const deflated = deflateSync(plain, { level: 9, mem: 9, dictionary });
  const sum = checksum(plain);
  const bytes = new Uint8Array(CHECKSUM_BYTES + deflated.length);
  bytes.set([sum >> 8, sum & 0xff]);
  bytes.set(deflated, CHECKSUM_BYTES);
  return encodeBase64url(bytes);
}

/** The text again, or why there is none. Size-limited while inflating; never throws. */
export function unpackData(data: string, dictionary: Uint8Array): string | Unreadable {
  const bytes = decodeBase64url(data);
  if (bytes === undefined) return { code: 'FOREIGN_CHARACTERS', detail: {} };
  const inflated = inflate(bytes.subarray(CHECKSUM_BYTES), dictionary);
  if ('code' in inflated) return inflated;
  if (((bytes[0] ?? 0) << 8) + (bytes[1] ?? 0) !== checksum(inflated)) return DAMAGED;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(inflated);
  } catch {
    return DAMAGED;
  }
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
