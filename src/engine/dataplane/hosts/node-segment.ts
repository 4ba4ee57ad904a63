import { remembered } from '../../kubernetes/tools/ask.ts';
import type { InterfaceRef, Mac } from '../../linux/model/place.ts';
import type { Segment } from '../../linux/namespace/namespace.ts';
import { cidrAddress, cidrContains, createCidr } from '../../net/cidr.ts';
import { ipBits, ipFamily, IP_BITS, type Ip, type IpFamily } from '../../net/ip.ts';
import type { CniFabric } from './fabric.ts';
import { LOAD_BALANCER, nodeNamespace, ROUTER } from '../rules/namespace-names.ts';
import { once } from '../rules/once.ts';
import { perFamily } from './host.ts';
import { macFromName, macOf } from './mac.ts';
import { primaryIP } from './node-addresses.ts';
import type { WiredNode } from './wired-node.ts';

export const NODE_SEGMENT = 'nodes';

/** The Ethernet that joins the nodes, the router and the load balancer. */
export interface NodeSegment extends Segment {
  /** Prefix length of the nodes' addresses on it. */
  readonly prefixLength: (family: IpFamily) => number;
  /** The router's address: the first of the nodes' subnet, or the last one free; undefined: no node has the family. */
  readonly routerIP: (family: IpFamily) => Ip | undefined;
  readonly loadBalancerIP: (family: IpFamily) => Ip | undefined;
  readonly nodeMac: (node: WiredNode) => Mac;
  /** True for an address of the nodes' subnet, or of that of one of them. */
  readonly holds: (ip: Ip) => boolean;
  /** Who answers for an address. */
  readonly macOf: (ip: Ip) => Mac | undefined;
}

export const ROUTER_MAC = macFromName('router nodes');
export const LOAD_BALANCER_MAC = macFromName('load-balancer nodes');
const NARROWEST: Readonly<Record<IpFamily, number>> = { 4: 24, 6: 64 };
const WIDEST: Readonly<Record<IpFamily, number>> = { 4: 8, 6: 16 };

/**
 * Simplification: all nodes share one Ethernet segment. Its subnet is the smallest that holds all primary InternalIPs (at
 * least a /24 or /64); nodes that have nothing in common reach each other by the router.
 */
export const createNodeSegment = remembered((nodes: readonly WiredNode[]): NodeSegment => {
  const prefixLength = perFamily((family) => commonPrefix(nodes, family));
  const owned = once(() => new Set(nodes.flatMap((node) => node.ips)));
  const infrastructure = perFamily((family) => freeAddresses(nodes, family, prefixLength(family), owned()));
  const routerIP = (family: IpFamily): Ip | undefined => infrastructure(family)[0];
  const loadBalancerIP = (family: IpFamily): Ip | undefined => infrastructure(family)[1];
  const nodeMac = (node: WiredNode): Mac => {
    const ip = node.ips[0];
    return ip === undefined ? macFromName(`node ${node.name}`) : macOf(ip);
  };
  const stations = once(() => {
    const found = new Map<Mac, InterfaceRef>(
      nodes.map((node) => [nodeMac(node), { namespace: nodeNamespace(node.name), interface: 'eth0' }]),
    );
    found.set(ROUTER_MAC, { namespace: ROUTER, interface: 'eth0' });
    return found.set(LOAD_BALANCER_MAC, { namespace: LOAD_BALANCER, interface: 'eth0' });
  });
  const neighbors = once(() => {
    const found = new Map<Ip, Mac>(nodes.flatMap((node) => node.ips.map((ip) => [ip, nodeMac(node)] as const)));
    for (const family of [4, 6] as const) {
      const [router, loadBalancer] = infrastructure(family);
      if (router !== undefined) found.set(router, ROUTER_MAC);
      if (loadBalancer !== undefined) found.set(loadBalancer, LOAD_BALANCER_MAC);
    }
    return found;
  });
  return {
    id: NODE_SEGMENT,
    station: (mac) => stations().get(mac),
    prefixLength,
    routerIP,
    loadBalancerIP,
    nodeMac,
    holds: (ip) => {
      const primaries = nodes.flatMap((node) => primaryIP(node, ipFamily(ip)) ?? []);
      return primaries.some((own) => cidrContains(createCidr(own, prefixLength(ipFamily(ip))), ip));
    },
    macOf: (ip) => neighbors().get(ip),
  };
});

/** By which somebody outside is on it. */
export const LINK_DEVICE = 'eth1';
const NEIGHBOR_MAC = macFromName('neighbor nodes');

/** A host beside the nodes that is none of the cluster's. */
export interface SegmentNeighbor {
  readonly ip: Ip;
  readonly mac: Mac;
}

/** The host on the segment that has an address; undefined: it is elsewhere, or somebody who is known. */
export function neighborOn(segment: NodeSegment, ip: Ip): SegmentNeighbor | undefined {
  return segment.holds(ip) && segment.macOf(ip) === undefined ? { ip, mac: NEIGHBOR_MAC } : undefined;
}

/** The segment with such a host on it, at an interface of what stands for everybody outside. */
export function joinNeighbor(segment: NodeSegment, { ip, mac }: SegmentNeighbor, at: InterfaceRef): NodeSegment {
  return {
    ...segment,
    station: (sought) => (sought === mac ? at : segment.station(sought)),
    macOf: (sought) => (sought === ip ? mac : segment.macOf(sought)),
  };
}

/** The segment on which load balancers have addresses: whoever has them already keeps them. */
export function joinBalancers(segment: NodeSegment, ips: readonly Ip[]): NodeSegment {
  if (ips.length === 0) return segment;
  const balanced = new Set(ips);
  return { ...segment, macOf: (ip) => segment.macOf(ip) ?? (balanced.has(ip) ? LOAD_BALANCER_MAC : undefined) };
}

/** The segment of a cloud's network, which also delivers what it knows of pods. */
export function joinFabric(segment: NodeSegment, fabric: CniFabric | undefined): NodeSegment {
  if (fabric === undefined) return segment;
  return {
    ...segment,
    station: (mac) => segment.station(mac) ?? fabric.station(mac),
    macOf: (ip) => segment.macOf(ip) ?? fabric.macOf(ip),
  };
}

function commonPrefix(nodes: readonly WiredNode[], family: IpFamily): number {
  let length = NARROWEST[family];
  let first: bigint | undefined;
  for (const node of nodes) {
    const ip = primaryIP(node, family);
    if (ip === undefined) continue;
    const bits = ipBits(ip);
    first ??= bits;
    while (length > 0 && first >> BigInt(IP_BITS[family] - length) !== bits >> BigInt(IP_BITS[family] - length))
      length -= 1;
  }
  return length >= WIDEST[family] ? length : NARROWEST[family];
}

/** Two addresses of the first node's subnet that no node has: its first (or next) one and its last. */
function freeAddresses(
  nodes: readonly WiredNode[],
  family: IpFamily,
  length: number,
  owned: ReadonlySet<Ip>,
): readonly Ip[] {
  const first = nodes.map((node) => primaryIP(node, family)).find((ip) => ip !== undefined);
  if (first === undefined || ipFamily(first) !== family) return [];
  const subnet = createCidr(first, length);
  const size = 1n << BigInt(IP_BITS[family] - length);
  const router = freeFrom(1n, 1n);
  return router === undefined
    ? []
    : [router, ...([freeFrom(size - 2n, -1n)].filter((ip) => ip !== undefined && ip !== router) as Ip[])];

  function freeFrom(start: bigint, step: bigint): Ip | undefined {
    for (let index = start; index > 0n && index < size; index += step) {
      const ip = cidrAddress(subnet, index);
      if (ip !== undefined && !owned.has(ip)) return ip;
    }
    return undefined;
  }
}
