import { cidrAddress, cidrContains, cidrParts, type Cidr } from '../net/cidr.ts';
import { ipBits, ipFamily, type Ip } from '../net/ip.ts';

/**
 * Pod addresses, per node and family. // containernetworking/plugins host-local
 * The network address and .1 (the gateway) are never given; neither is IPv4's broadcast address.
 */
export interface PodIpam {
  /** Keeps an address that a pod is known to have; false when another pod has it. */
  readonly reserve: (ip: Ip) => boolean;
  /** One address from each of the networks, or undefined when one of them is full. */
  readonly allocate: (podCIDRs: readonly Cidr[], from: 'start' | 'end') => readonly Ip[] | undefined;
  /** Gives the addresses back: they are used again only when all others have been. */
  readonly release: (ips: readonly Ip[]) => void;
}

interface Range {
  readonly cidr: Cidr;
  readonly last: bigint;
  /** Offsets of the next candidates from either end. */
  low: bigint;
  high: bigint;
}

export function createPodIpam(): PodIpam {
  const used = new Set<Ip>();
  const freed = new Set<Ip>();
  const ranges = new Map<Cidr, Range>();

  const rangeOf = (cidr: Cidr): Range => {
    let range = ranges.get(cidr);
    if (range === undefined) {
      const { family, prefixLength } = cidrParts(cidr);
      const size = 1n << BigInt((family === 4 ? 32 : 128) - prefixLength);
      // High addresses of an IPv6 network are out of sight: the end is that of its first 256.
      const last = family === 4 ? size - 2n : (size < 256n ? size : 256n) - 1n;
      range = { cidr, last: family === 4 ? last : size - 1n, low: 2n, high: last };
      ranges.set(cidr, range);
    }
    return range;
  };

  const isFree = (ip: Ip | undefined): ip is Ip => ip !== undefined && !used.has(ip) && !freed.has(ip);

  const next = (range: Range, from: 'start' | 'end'): Ip | undefined => {
    while (from === 'end' && range.high >= 2n) {
      const ip = cidrAddress(range.cidr, range.high--);
      if (isFree(ip)) return ip;
    }
    while (range.low <= range.last) {
      const ip = cidrAddress(range.cidr, range.low++);
      if (isFree(ip)) return ip;
    }
    return [...freed].filter((ip) => cidrContains(range.cidr, ip)).sort((a, b) => (ipBits(a) < ipBits(b) ? -1 : 1))[0];
  };

  const take = (ip: Ip): void => {
    used.add(ip);
    freed.delete(ip);
  };

  return {
    reserve: (ip) => {
      if (used.has(ip)) return false;
      take(ip);
      return true;
    },
    allocate: (podCIDRs, from) => {
      const ips: Ip[] = [];
      for (const cidr of podCIDRs) {
        if (ips.some((ip) => ipFamily(ip) === cidrParts(cidr).family)) continue;
        const ip = next(rangeOf(cidr), from);
        if (ip === undefined) {
          for (const taken of ips) used.delete(taken);
          return undefined;
        }
        take(ip);
        ips.push(ip);
      }
      return ips.length > 0 ? ips : undefined;
    },
    release: (ips) => {
      for (const ip of ips) {
        used.delete(ip);
        freed.add(ip);
      }
    },
  };
}
