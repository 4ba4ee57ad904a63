import { type Cidr, cidrParts } from '../../net/cidr.ts';
import { IP_BITS, ipBits, type IpFamily, ipFromBits } from '../../net/ip.ts';

/** Addresses from the first to the last. */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * An anonymous set of networks as nft prints it: in order, what overlaps or meets as one; a set of one as its element.
 * nftables v1.0 src/intervals.c
 */
export function formatNetworks(cidrs: readonly Cidr[]): string {
  const [first, ...others] = cidrs;
  if (first === undefined) return '{ }';
  if (others.length === 0) return formatNetwork(first);
  const { family } = cidrParts(first);
  const ranges = merge(cidrs.map(rangeOf));
  return `{ ${ranges.map((range) => formatRange(range, family)).join(', ')} }`;
}

export function formatNetwork(cidr: Cidr): string {
  const { family, network, prefixLength } = cidrParts(cidr);
  return prefixLength === IP_BITS[family] ? network : cidr;
}

function rangeOf(cidr: Cidr): Range {
  const { family, network, prefixLength } = cidrParts(cidr);
  const first = ipBits(network);
  return { first, last: first + (1n << BigInt(IP_BITS[family] - prefixLength)) - 1n };
}

function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
    const before = merged.at(-1);
    if (before === undefined || range.first > before.last + 1n) merged.push(range);
    else if (range.last > before.last) merged[merged.length - 1] = { ...before, last: range.last };
  }
  return merged;
}

/** A prefix where it is one, else "FIRST-LAST". */
function formatRange({ first, last }: Range, family: IpFamily): string {
  const start = ipFromBits(family, first);
  const size = last - first + 1n;
  if (size === 1n) return start;
  const host = size.toString(2).length - 1;
  const isPrefix = size === 1n << BigInt(host) && first % size === 0n;
  return isPrefix ? `${start}/${IP_BITS[family] - host}` : `${start}-${ipFromBits(family, last)}`;
}
