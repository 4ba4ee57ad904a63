import { createIp, IP_BITS, ipBits, ipFamily, ipFromBits, ipv4Number, parseIp, type Ip, type IpFamily } from './ip.ts';
import { remember } from './remember.ts';

/** A network in canonical form: host bits cleared, e.g. "10.244.1.0/24". Equal networks are equal strings. */
export type Cidr = string & { readonly __brand: 'Cidr' };

export const ANY_IPV4 = '0.0.0.0/0' as Cidr;
export const ANY_IPV6 = '::/0' as Cidr;

/** Network and prefix length; host bits are cleared. undefined when the text is no CIDR (a bare address is none). */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const ip = parseIp(text.slice(0, slash));
  const lengthText = text.slice(slash + 1);
  if (ip === undefined || !/^(0|[1-9]\d{0,2})$/.test(lengthText)) return undefined;
  const length = Number(lengthText);
  return length <= IP_BITS[ipFamily(ip)] ? createCidr(ip, length) : undefined;
}

/** The network of that prefix length that holds `ip`; throws a RangeError for an impossible length. */
export function createCidr(ip: Ip, prefixLength: number): Cidr {
  const family = ipFamily(ip);
  const width = IP_BITS[family];
  if (!Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > width) {
    throw new RangeError(`an IPv${family} prefix length is 0–${width}, not ${prefixLength}`);
  }
  const host = BigInt(width - prefixLength);
  return `${ipFromBits(family, (ipBits(ip) >> host) << host)}/${prefixLength}` as Cidr;
}

/** The /32 or /128 of one address. */
export function hostCidr(ip: Ip): Cidr {
  return `${ip}/${IP_BITS[ipFamily(ip)]}` as Cidr;
}

interface CidrParts {
  readonly family: IpFamily;
  readonly network: Ip;
  readonly bits: bigint;
  readonly prefixLength: number;
  /** For IPv4: the network and its mask as 32-bit numbers (0 for IPv6). */
  readonly network32: number;
  readonly mask32: number;
}

const REMEMBERED = 200_000;

/** Family, network address, its bits and prefix length. */
export const cidrParts = remember(REMEMBERED, (cidr: Cidr): CidrParts => {
  const [address = '', length = ''] = cidr.split('/');
  const network = createIp(address);
  const family = ipFamily(network);
  const prefixLength = Number(length);
  const mask32 = family === 4 ? ipv4Mask(prefixLength) : 0;
  const network32 = family === 4 ? ipv4Number(network) >>> 0 : 0;
  return { family, network, bits: ipBits(network), prefixLength, network32, mask32 };
});

/** The mask of an IPv4 prefix as an unsigned 32-bit number. */
export function ipv4Mask(prefixLength: number): number {
  return prefixLength === 0 ? 0 : (0xffffffff << (32 - prefixLength)) >>> 0;
}

/** True when the address is of the network's family and inside it. */
export function cidrContains(cidr: Cidr, ip: Ip): boolean {
  const { family, bits, prefixLength, network32, mask32 } = cidrParts(cidr);
  if (ipFamily(ip) !== family) return false;
  if (family === 4) return (ipv4Number(ip) & mask32) >>> 0 === network32;
  const host = BigInt(IP_BITS[family] - prefixLength);
  return ipBits(ip) >> host === bits >> host;
}

/** True when an address is in both. */
export function cidrsOverlap(a: Cidr, b: Cidr): boolean {
  return cidrContains(a, cidrParts(b).network) || cidrContains(b, cidrParts(a).network);
}

/** The `index`-th address of the network (0 is the network address); undefined past its end. */
export function cidrAddress(cidr: Cidr, index: number | bigint): Ip | undefined {
  const { family, bits, prefixLength } = cidrParts(cidr);
  const size = 1n << BigInt(IP_BITS[family] - prefixLength);
  const offset = BigInt(index);
  return offset < 0n || offset >= size ? undefined : ipFromBits(family, bits + offset);
}

/** The `index`-th subnet of length `prefixLength`; undefined past the end; throws when it would be larger. */
export function cidrSubnet(cidr: Cidr, prefixLength: number, index: number): Cidr | undefined {
  const { family, bits, prefixLength: own } = cidrParts(cidr);
  if (prefixLength < own) throw new RangeError(`a /${prefixLength} does not fit in ${cidr}`);
  const count = 1n << BigInt(prefixLength - own);
  if (index < 0 || BigInt(index) >= count) return undefined;
  const step = BigInt(IP_BITS[family] - prefixLength);
  return `${ipFromBits(family, bits + (BigInt(index) << step))}/${prefixLength}` as Cidr;
}
