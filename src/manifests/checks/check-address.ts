import { readWrittenCidr } from '../../engine/text.ts';
import type { SpecialRange } from '../../engine/objects.ts';
import type { Warn } from './check.ts';
import type { Path } from '../sources/source.ts';

/** The range of addresses that no host has for itself; undefined: it may be one's own. // pkg/apis/core/validation ValidateNonSpecialIP */
function specialRange(text: string): SpecialRange | undefined {
  if (/^(?:0\.0\.0\.0|::)$/.test(text)) return 'UNSPECIFIED';
  if (/^(?:127\.|::1$)/.test(text)) return 'LOOPBACK';
  if (/^(?:169\.254\.|fe[89ab][0-9a-f]:)/i.test(text)) return 'LINK_LOCAL';
  if (/^(?:224\.0\.0\.|ff02:)/i.test(text)) return 'LINK_LOCAL_MULTICAST';
  return undefined;
}

/** Tells where a text in the place of an address of one host is a special one. */
export function checkHostAddress(value: unknown, path: Path, warn: Warn): void {
  if (typeof value !== 'string') return;
  const range = specialRange(value);
  if (range !== undefined) warn(path, { code: 'SPECIAL_ADDRESS', detail: { address: value, range } });
}

/** Tells of bits behind a network's prefix. // apimachinery pkg/util/validation GetWarningsForCIDR */
export function checkHostBits(value: unknown, path: Path, warn: Warn): void {
  const { cidr, alone } = readWrittenCidr(value) ?? {};
  if (cidr === undefined || alone === undefined) return;
  warn(path, { code: 'CIDR_AMBIGUOUS', detail: { written: String(value), cidr, alone } });
}
