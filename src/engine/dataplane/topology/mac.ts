import type { Mac } from '../../linux/namespace.ts';
import { ipFamily, ipv4Number, type Ip } from '../../net/ip.ts';
import { sha256 } from '../sha256.ts';

const encoder = new TextEncoder();
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/**
 * The Ethernet address of an interface with this IP: 0a:58 and the four bytes of the IPv4 address, as the CNI bridge plugin
 * gives them; for IPv6 four bytes of a hash, so that every walk sees the same one. containernetworking/plugins pkg/utils/hwaddr.
 */
export function macOf(ip: Ip): Mac {
  const bytes =
    ipFamily(ip) === 4 ? [24, 16, 8, 0].map((shift) => (ipv4Number(ip) >>> shift) & 0xff) : hashBytes(ip, 4);
  return ['0a', '58', ...bytes.map(hex)].join(':');
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
