import { cidrParts, parseCidr } from './cidr.ts';
import { IP_BITS, type Ip, ipBits, type IpFamily, ipFamily, ipFromBits, parseIp } from './ip.ts';

/** Addresses one after the other, the first and the last among them. */
export interface IpRange {
  readonly family: IpFamily;
  readonly first: bigint;
  readonly last: bigint;
}

/** "10.0.0.0/24" or "10.0.0.5-10.0.0.9", with blanks around either; undefined when it is neither, or ends before it begins. */
export function parseIpRange(text: string): IpRange | undefined {
  const cidr = parseCidr(text.trim());
  if (cidr !== undefined) {
    const { family, bits, prefixLength } = cidrParts(cidr);
    return { family, first: bits, last: bits + (1n << BigInt(IP_BITS[family] - prefixLength)) - 1n };
  }
  const [from, to, ...more] = text.split('-').map((each) => parseIp(each.trim()));
  return from === undefined || to === undefined || more.length > 0 ? undefined : createIpRange(from, to);
}

/** undefined when the two are of different families, or the second comes before the first. */
export function createIpRange(from: Ip, to: Ip): IpRange | undefined {
  const family = ipFamily(from);
  const [first, last] = [ipBits(from), ipBits(to)];
  return ipFamily(to) === family && first <= last ? { family, first, last } : undefined;
}

export function rangeHolds({ family, first, last }: IpRange, ip: Ip): boolean {
  if (ipFamily(ip) !== family) return false;
  const bits = ipBits(ip);
  return first <= bits && bits <= last;
}

/** Its addresses, one by one and in order. */
export function* rangeAddresses({ family, first, last }: IpRange): Generator<Ip> {
  for (let bits = first; bits <= last; bits++) yield ipFromBits(family, bits);
}
