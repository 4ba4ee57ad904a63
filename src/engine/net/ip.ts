import ipaddr from 'ipaddr.js';
import { remember } from './remember.ts';

/** Address family: 4 or 6. */
export type IpFamily = 4 | 6;

/**
 * An IP address in its one canonical spelling (dotted quad, or RFC 5952 for IPv6; IPv4-mapped IPv6 stays IPv6).
 * Equal addresses are equal strings, so `===`, Map keys and JSON just work.
 */
export type Ip = string & { readonly __brand: 'Ip' };

/** A transport port, 1–65535. 0 means "none" for protocols without ports. */
export type Port = number;

/** Bits of an address by family. */
export const IP_BITS: Readonly<Record<IpFamily, number>> = { 4: 32, 6: 128 };

/** Strict parse of one address (no prefix, no leading zeros, no brackets, no zone); undefined when it is none. */
export function parseIp(text: string): Ip | undefined {
  if (text.includes(':')) {
    if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
    return ipaddr.IPv6.parse(text).toRFC5952String() as Ip;
  }
  return isDottedQuad(text) ? (text as Ip) : undefined;
}

/** Four decimal octets without leading zeros; a loop, as large clusters have hundreds of thousands of addresses. */
function isDottedQuad(text: string): boolean {
  let octets = 1;
  let octet = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (octet < 0) return false;
      octets += 1;
      octet = -1;
    } else {
      if (code < ZERO || code > ZERO + 9 || octet === 0) return false;
      octet = (octet < 0 ? 0 : octet * 10) + code - ZERO;
      if (octet > 255) return false;
    }
  }
  return octets === 4 && octet >= 0;
}

/** As {@link parseIp}; throws a RangeError that names the text. For constants and checked input. */
export function createIp(text: string): Ip {
  const ip = parseIp(text);
  if (ip === undefined) throw new RangeError(`not an IP address: ${JSON.stringify(text)}`);
  return ip;
}

export function ipFamily(ip: Ip): IpFamily {
  return ip.includes(':') ? 6 : 4;
}

/** An IPv4 address as an unsigned 32-bit number, without the cost of a bigint. Only for a value of family 4. */
export function ipv4Number(ip: Ip): number {
  let number = 0;
  let octet = 0;
  for (let at = 0; at < ip.length; at += 1) {
    const code = ip.charCodeAt(at);
    if (code === DOT) {
      number = number * 256 + octet;
      octet = 0;
    } else octet = octet * 10 + code - ZERO;
  }
  return number * 256 + octet;
}

const DOT = 46;
const ZERO = 48;
const REMEMBERED = 200_000;

const ipv6Bits = remember(REMEMBERED, (ip: Ip): bigint =>
  ipaddr
    .parse(ip)
    .toByteArray()
    .reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n),
);

/** The address as an unsigned integer, most significant bit first. */
export function ipBits(ip: Ip): bigint {
  return ipFamily(ip) === 4 ? BigInt(ipv4Number(ip)) : ipv6Bits(ip);
}

/** The address with these bits; throws a RangeError outside the family's range. */
export function ipFromBits(family: IpFamily, bits: bigint): Ip {
  if (bits < 0n || bits >> BigInt(IP_BITS[family]) !== 0n)
    throw new RangeError(`no IPv${family} address has these bits`);
  if (family === 4) return ipv4Text(Number(bits)) as Ip;
  const bytes: number[] = [];
  for (let shift = IP_BITS[family] - 8; shift >= 0; shift -= 8) bytes.push(Number((bits >> BigInt(shift)) & 0xffn));
  const address = ipaddr.fromByteArray(bytes);
  return (address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString()) as Ip;
}

function ipv4Text(number: number): string {
  return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
}

/** 127.0.0.0/8 and ::1. */
export function isLoopbackIp(ip: Ip): boolean {
  return ip === '::1' || ip.startsWith('127.');
}

/** "10.0.0.1:80", "[fd00::1]:80"; without a port (0) the address alone. */
export function formatEndpoint(ip: Ip, port: Port): string {
  if (port === 0) return ip;
  return ipFamily(ip) === 6 ? `[${ip}]:${port}` : `${ip}:${port}`;
}
