import { readWrittenCidr } from '../../engine/text.ts';
import type { Warn } from './check.ts';
import type { Path } from '../sources/source.ts';

/** Why an address is none that one host alone has; undefined: it may be. // pkg/apis/core/validation ValidateNonSpecialIP */
function specialAddress(text: string): string | undefined {
  if (/^(?:0\.0\.0\.0|::)$/.test(text)) return 'may not be unspecified (0.0.0.0 or ::)';
  if (/^(?:127\.|::1$)/.test(text)) return 'may not be in the loopback range (127.0.0.0/8, ::1/128)';
  if (/^(?:169\.254\.|fe[89ab][0-9a-f]:)/i.test(text))
    return 'may not be in the link-local range (169.254.0.0/16, fe80::/10)';
  if (/^(?:224\.0\.0\.|ff02:)/i.test(text))
    return 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)';
  return undefined;
}

/** Tells where a text in the place of an address of one host is a special one. */
export function checkHostAddress(value: unknown, path: Path, warn: Warn): void {
  const why = typeof value === 'string' ? specialAddress(value) : undefined;
  if (why !== undefined) warn('SPECIAL_ADDRESS', path, `Invalid value: ${JSON.stringify(value)}: ${why}.`);
}

/** Tells of bits behind a network's prefix. // apimachinery pkg/util/validation GetWarningsForCIDR */
export function checkHostBits(value: unknown, path: Path, warn: Warn): void {
  const { cidr, alone } = readWrittenCidr(value) ?? {};
  if (alone === undefined) return;
  const message = `CIDR value ${JSON.stringify(value)} is ambiguous in this context (should be "${cidr}" or "${alone}"?); ${cidr} is taken.`;
  warn('CIDR_AMBIGUOUS', path, message);
}
