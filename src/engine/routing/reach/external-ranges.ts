import type { BlockTerm, Direction, Policy, PolicyPeer } from '../../kubernetes/network-policy/policy.ts';
import { cidrParts, type Cidr } from '../../net/cidr.ts';
import { IP_BITS, ipFromBits, type Ip, type IpFamily } from '../../net/ip.ts';

/** Neighbouring addresses that every policy treats alike. */
export interface AddressRange {
  readonly first: Ip;
  readonly last: Ip;
}

/** All addresses of a family, cut at the borders of the blocks that rules of a direction name; without any, one range. */
export function externalRanges(
  policies: readonly Policy[],
  direction: Direction,
  family: IpFamily,
): readonly AddressRange[] {
  const size = 1n << BigInt(IP_BITS[family]);
  const borders = new Set([0n]);
  for (const policy of policies) {
    for (const { peers = [] } of policy[direction] ?? []) {
      for (const block of peers.flatMap(blocksOf)) {
        if (cidrParts(block.cidr).family !== family) continue;
        for (const border of bordersOf(block)) if (border < size) borders.add(border);
      }
    }
  }
  const sorted = [...borders].sort((a, b) => (a < b ? -1 : 1));
  return sorted.map((first, index) => ({
    first: ipFromBits(family, first),
    last: ipFromBits(family, (sorted[index + 1] ?? size) - 1n),
  }));
}

type Block = Pick<BlockTerm, 'cidr' | 'except'>;

/** What of a peer goes by address. */
function blocksOf(peer: PolicyPeer): readonly Block[] {
  if (peer.kind === 'block') return [peer];
  if (peer.kind !== 'side') return [];
  const { endpoints, notEndpoints, nets = [], notNets = [] } = peer;
  const all = [...nets, ...notNets, ...(endpoints?.cidrs ?? []), ...(notEndpoints?.cidrs ?? [])];
  return all.map((cidr) => ({ cidr, except: [] }));
}

/** From the first address of a network to the one after its last. */
type Span = readonly [bigint, bigint];

function spanOf(cidr: Cidr): Span {
  const { bits, prefixLength, family } = cidrParts(cidr);
  return [bits, bits + (1n << BigInt(IP_BITS[family] - prefixLength))];
}

/** Where the parts of a block begin and end; exceptions that touch have no border between them. */
function bordersOf({ cidr, except }: Block): readonly bigint[] {
  const { family } = cidrParts(cidr);
  const [start, end] = spanOf(cidr);
  const cut = except
    .filter((part) => cidrParts(part).family === family)
    .map(spanOf)
    .filter(([from, to]) => from < end && to > start)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const borders: bigint[] = [];
  let next = start;
  for (const [from, to] of cut) {
    if (from > next) borders.push(next, from);
    if (to > next) next = to;
  }
  return next < end ? [...borders, next, end] : borders;
}
