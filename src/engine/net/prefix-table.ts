import { cidrParts, ipv4Mask, type Cidr } from './cidr.ts';
import { IP_BITS, ipBits, ipFamily, ipv4Number, type Ip } from './ip.ts';

/** Longest-prefix lookup over networks of both families. */
export interface PrefixTable<T> {
  /** The value of the most specific network that holds the address; undefined when none does. */
  readonly lookup: (ip: Ip) => T | undefined;
}

interface Level<K, T> {
  readonly prefixLength: number;
  readonly values: Map<K, T>;
}

/**
 * A table of these networks; of two entries for one network the later counts where it replaces the earlier. A lookup costs
 * one Map read per distinct prefix length, whatever the number of entries.
 */
export function createPrefixTable<T>(
  entries: Iterable<readonly [Cidr, T]>,
  replaces: (value: T, earlier: T) => boolean = () => true,
): PrefixTable<T> {
  // IPv4 networks as signed 32-bit numbers: as unsigned ones, half of them would be floating-point keys.
  const levels4 = new Map<number, Map<number, T>>();
  const levels6 = new Map<number, Map<bigint, T>>();
  for (const [cidr, value] of entries) {
    const { family, prefixLength, bits, network32 } = cidrParts(cidr);
    if (family === 4) place(level(levels4, prefixLength), network32 | 0, value);
    else place(level(levels6, prefixLength), bits >> BigInt(IP_BITS[6] - prefixLength), value);
  }
  const sorted4 = mostSpecificFirst(levels4);
  const sorted6 = mostSpecificFirst(levels6);
  return {
    lookup: (ip) => (ipFamily(ip) === 4 ? lookup4(sorted4, ip) : lookup6(sorted6, ip)),
  };

  function place<K>(values: Map<K, T>, network: K, value: T): void {
    const earlier = values.get(network);
    if (earlier === undefined || replaces(value, earlier)) values.set(network, value);
  }
}

function level<K, T>(levels: Map<number, Map<K, T>>, prefixLength: number): Map<K, T> {
  let values = levels.get(prefixLength);
  if (values === undefined) {
    values = new Map();
    levels.set(prefixLength, values);
  }
  return values;
}

function mostSpecificFirst<K, T>(levels: ReadonlyMap<number, Map<K, T>>): readonly Level<K, T>[] {
  return [...levels]
    .map(([prefixLength, values]) => ({ prefixLength, values }))
    .sort((a, b) => b.prefixLength - a.prefixLength);
}

function lookup4<T>(levels: readonly Level<number, T>[], ip: Ip): T | undefined {
  const number = ipv4Number(ip);
  for (const { prefixLength, values } of levels) {
    const value = values.get(number & ipv4Mask(prefixLength));
    if (value !== undefined) return value;
  }
  return undefined;
}

function lookup6<T>(levels: readonly Level<bigint, T>[], ip: Ip): T | undefined {
  const bits = ipBits(ip);
  for (const { prefixLength, values } of levels) {
    const value = values.get(bits >> BigInt(IP_BITS[6] - prefixLength));
    if (value !== undefined) return value;
  }
  return undefined;
}
