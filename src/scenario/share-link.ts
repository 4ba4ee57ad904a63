import { strToU8 } from 'fflate';
import type { SharedScenario } from './document/document.ts';
import { formatColumns, parseColumns } from './link/columns.ts';
import { DICTIONARY_P1 } from './link/dictionary-p1.ts';
import { DICTIONARY_P2 } from './link/dictionary-p2.ts';
import { fromRowsP1 } from './link/rows-p1.ts';
import { DAMAGED, packData, unpackData } from './link/packed-data.ts';
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
/**
 * The hash of a link, without "#": "<codec>:<data>". What of the document stays out is told by describeOmissions. Codec p2: rows
 * in columns, raw deflate with a dictionary, behind a checksum, in base64url.
 */
export function encodeShareLink(scenario: SharedScenario): string {
  return `${TAG}:${packData(formatColumns(toRows(scenario)), strToU8(DICTIONARY_P2))}`;
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
  const unpacked = unpackData(data, codec.dictionary);
  if (typeof unpacked !== 'string') return failure(unpacked);
  try {
    return { ok: true, ...restoreScenario(codec.fromRows(parseColumns(unpacked))) };
  } catch {
    return failure(DAMAGED);
  }
}

/** Characters of an unknown tag that are told. */
const LONGEST_TAG = 20;

function failure(why: Unreadable): Decoded {
  return { ok: false, why };
}
