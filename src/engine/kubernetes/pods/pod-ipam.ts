import { cidrAddress, cidrContains, cidrParts, type Cidr } from '../../net/cidr.ts';
import { ipBits, ipFamily, type Ip } from '../../net/ip.ts';
import type { ClusterNode } from '../cluster/cluster.ts';
import { onceEach } from '../tools/once.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import { allHolders, holderAmong, type PodClaims } from './pod-claims.ts';

/**
 * Pod addresses, per node and family. // containernetworking/plugins host-local
 * The network address and .1 (the gateway) are never given; neither is IPv4's broadcast address.
 * Simplification: pods that are assumed take addresses from the end of the range, so that given pods keep theirs.
 */
export interface PodIpam<P extends PodAsk = PlannedPod> {
  /** The pod an address was reserved for or given to. */
  readonly holder: (ip: Ip) => P | undefined;
  /** Keeps an address that a pod is known to have; false when another pod has it. */
  readonly reserve: (ip: Ip, pod: P) => boolean;
  /** One address from each of the node's networks; undefined when one of them is full or the node has all it may have. */
  readonly allocate: (node: AddressPool, pod: P) => readonly Ip[] | undefined;
  /** Gives the addresses back: they are used again only when all others have been. */
  readonly release: (ips: readonly Ip[]) => void;
}

/** What says which addresses a node's pods can have. */
export type AddressPool = Pick<ClusterNode, 'name' | 'podCIDRs' | 'podSubnets' | 'podAddressLimit'>;

interface Range {
  readonly cidr: Cidr;
  readonly last: bigint;
  /** Offsets of the next candidates from either end. */
  low: bigint;
  high: bigint;
}

function openRange(cidr: Cidr): Range {
  const { family, prefixLength } = cidrParts(cidr);
  const size = 1n << BigInt((family === 4 ? 32 : 128) - prefixLength);
  // High addresses of an IPv6 network are out of sight: the end is that of its first 256.
  const last = family === 4 ? size - 2n : (size < 256n ? size : 256n) - 1n;
  return { cidr, last: family === 4 ? last : size - 1n, low: 2n, high: last };
}

/** `kept`: addresses no pod can have; `claims`: those that pods say they have. */
export function createPodIpam<P extends PodAsk = PlannedPod>(
  kept: ReadonlySet<Ip> = new Set(),
  claims?: Pick<PodClaims<P>, 'holders'>,
): PodIpam<P> {
  /** undefined: claimed, and given back. */
  const own = new Map<Ip, P | undefined>();
  const holder = (ip: Ip): P | undefined =>
    own.has(ip) || claims === undefined ? own.get(ip) : holderAmong(claims.holders, ip);
  const freed = new Set<Ip>();
  /** By node, of addresses handed out: asked of nodes that may have only so many. */
  const given = new Map<Ip, string>();

  const rangeOf = onceEach(openRange);

  const isFree = (ip: Ip | undefined): ip is Ip =>
    ip !== undefined && holder(ip) === undefined && !freed.has(ip) && !kept.has(ip);

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

  const take = (ip: Ip, pod: P): void => {
    own.set(ip, pod);
    freed.delete(ip);
  };

  /** Addresses of pods that say where they are, and those handed out since. */
  const countOn = (name: string): number =>
    [...new Map<Ip, P | undefined>([...(claims === undefined ? [] : allHolders(claims.holders)), ...own])].filter(
      ([ip, pod]) => pod !== undefined && (given.get(ip) ?? pod.facts.nodeName) === name,
    ).length;

  return {
    holder,
    reserve: (ip, pod) => {
      if (holder(ip) !== undefined) return false;
      take(ip, pod);
      return true;
    },
    allocate: ({ name, podCIDRs, podSubnets, podAddressLimit }, pod) => {
      if (podAddressLimit !== undefined && countOn(name) >= podAddressLimit) return undefined;
      const ips: Ip[] = [];
      const from = pod.assumed === undefined ? 'start' : 'end';
      for (const cidr of podSubnets ?? podCIDRs) {
        if (ips.some((ip) => ipFamily(ip) === cidrParts(cidr).family)) continue;
        const ip = next(rangeOf(cidr), from);
        if (ip === undefined) {
          for (const taken of ips) own.set(taken, undefined);
          return undefined;
        }
        take(ip, pod);
        given.set(ip, name);
        ips.push(ip);
      }
      return ips.length > 0 ? ips : undefined;
    },
    release: (ips) => {
      for (const ip of ips) {
        own.set(ip, undefined);
        given.delete(ip);
        freed.add(ip);
      }
    },
  };
}
