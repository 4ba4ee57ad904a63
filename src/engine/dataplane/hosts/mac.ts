import type { Mac } from '../../linux/model/place.ts';
import { ipFamily, ipv4Number, type Ip } from '../../net/ip.ts';
import { sha256 } from '../rules/sha256.ts';

const encoder = new TextEncoder();
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex = (byte: number): string => HEX[byte & 0xff] ?? '';

/**
 * The Ethernet address of an interface with this IP: 0a:58 and the four bytes of the IPv4 address, as the CNI bridge plugin
 * gives them; for IPv6 four bytes of a hash, so that every walk sees the same one. containernetworking/plugins pkg/utils/hwaddr.
 */
export function macOf(ip: Ip): Mac {
  if (ipFamily(ip) === 6) return `0a:58:${hashBytes(ip, 4).map(hex).join(':')}`;
  const number = ipv4Number(ip);
  return `0a:58:${hex(number >>> 24)}:${hex(number >>> 16)}:${hex(number >>> 8)}:${hex(number)}`;
}

/** An Ethernet address for an interface without an IP, from any text that names it. Locally administered. */
export function macFromName(name: string): Mac {
  return ['fe', ...hashBytes(name, 5).map(hex)].join(':');
}

/**
 * The host end of a veth pair: "veth" and eight hex digits, as the CNI plugins name them, and its Ethernet address. Theirs are
 * random, these follow from any text that names it.
 */
export function vethEnd(text: string): { readonly name: string; readonly mac: Mac } {
  const digits = hashBytes(text, 5).map(hex);
  return { name: `veth${digits.slice(0, 4).join('')}`, mac: ['fe', ...digits].join(':') };
}

function hashBytes(text: string, count: number): readonly number[] {
  return [...sha256(encoder.encode(text)).subarray(0, count)];
}
