import type { Cidr } from '../net/cidr.ts';
import type { Protocol } from '../net/flow.ts';
import type { Ip, IpFamily, Port } from '../net/ip.ts';
import type { BpfPrograms } from './bpf.ts';
import type { IpvsTable } from './ipvs.ts';
import type { Ruleset } from './netfilter.ts';
import type { Origin } from './origin.ts';

/** Identifies a network namespace in a Network, e.g. "node/node-1", "pod/shop/web-0", "internet". Opaque to Linux. */
export type NamespaceId = string;

/** "0a:58:0a:f4:01:05" */
export type Mac = string;

export interface InterfaceRef {
  readonly namespace: NamespaceId;
  readonly interface: string;
}

export interface InterfaceAddress {
  readonly ip: Ip;
  readonly prefixLength: number;
}

interface InterfaceBase {
  readonly name: string;
  readonly mac: Mac;
  readonly mtu: number;
  /** In the order they were added; the first of a family is its primary address. */
  readonly addresses: readonly InterfaceAddress[];
  /** The bridge this interface is a port of; absent when it is none. */
  readonly master?: string;
  readonly origin: Origin;
}

export interface Loopback extends InterfaceBase {
  readonly kind: 'loopback';
}
export interface Veth extends InterfaceBase {
  readonly kind: 'veth';
  readonly peer: InterfaceRef;
  /** Bridge port option: a frame may leave by the port it came in. */
  readonly hairpin?: boolean;
}
export interface Bridge extends InterfaceBase {
  readonly kind: 'bridge';
  /** Forwarding database: the port behind which a station is; undefined for an unknown one. */
  readonly fdb: (mac: Mac) => string | undefined;
}
export interface Ethernet extends InterfaceBase {
  readonly kind: 'ethernet';
  readonly segment: string;
}
/** Holds addresses and sends nothing anywhere. Linux drivers/net/dummy.c. */
export interface Dummy extends InterfaceBase {
  readonly kind: 'dummy';
}
export type Interface = Loopback | Veth | Bridge | Ethernet | Dummy;

/** One next hop. No `via` means the destination is on the link itself. */
export interface Nexthop {
  readonly device: string;
  readonly via?: Ip;
  /** Relative weight among a multipath route's next hops. */
  readonly weight: number;
}

/** A route of a namespace (`ip route`, and table local for `type: 'local'`). */
export interface Route {
  readonly destination: Cidr;
  readonly type: 'unicast' | 'local' | 'blackhole' | 'unreachable' | 'prohibit';
  /** Empty for blackhole, unreachable and prohibit; more than one is equal-cost multipath: the walk branches. */
  readonly nexthops: readonly Nexthop[];
  /** `src`: the address a local process uses when it did not bind one. */
  readonly preferredSource?: Ip;
  readonly metric: number;
  readonly origin: Origin;
}

/** Forwarding information base of one family: local table first, then main, longest prefix, then lowest metric. */
export interface Fib {
  readonly lookup: (destination: Ip) => Route | undefined;
  /** All routes, for display: local ones first, then main, most specific first. */
  readonly routes: () => readonly Route[];
}

export interface NeighborEntry {
  readonly ip: Ip;
  readonly mac: Mac;
  readonly device: string;
  readonly origin: Origin;
}

/** A listening socket. */
export interface Socket {
  readonly protocol: Protocol;
  /** undefined: bound to the wildcard address. */
  readonly ip?: Ip;
  readonly port: Port;
  /** Shown to people: a process or container name. */
  readonly process: string;
  readonly origin: Origin;
  /** Set when nothing says that it listens, it was only taken to (the code names the assumption). */
  readonly assumption?: string;
}

export interface Sysctls {
  readonly ipForward: boolean;
  readonly bridgeNfCallIptables: boolean;
  readonly routeLocalnet: boolean;
}

/** One Linux network stack. Everything but `id` may be computed on first use and must then stay the same. */
export interface NetworkNamespace {
  readonly id: NamespaceId;
  readonly origin: Origin;
  readonly sysctls: Sysctls;
  /** Stands for everything outside: a packet that arrives here for an address nobody owns has left (EXITS_NETWORK). */
  readonly outside?: boolean;
  readonly interfaces: () => readonly Interface[];
  readonly interface: (name: string) => Interface | undefined;
  readonly fib: (family: IpFamily) => Fib;
  /** Neighbours are warm: what ARP or ND would learn. undefined: nobody on that link has the address. */
  readonly neighbor: (device: string, ip: Ip) => NeighborEntry | undefined;
  readonly ruleset: (family: IpFamily) => Ruleset;
  /** Virtual servers; absent: the ip_vs module is not in use. */
  readonly ipvs?: (family: IpFamily) => IpvsTable;
  /** Programs attached to sockets and devices; absent: none. */
  readonly bpf?: BpfPrograms;
  /** Who takes a packet for this local address and port; a socket bound to the address wins over a wildcard. */
  readonly socket: (protocol: Protocol, ip: Ip, port: Port) => Socket | undefined;
}

/** An Ethernet segment between namespaces. */
export interface Segment {
  readonly id: string;
  readonly station: (mac: Mac) => InterfaceRef | undefined;
}

/** All hosts. Namespaces and segments are made when first asked for. */
export interface Network {
  readonly namespace: (id: NamespaceId) => NetworkNamespace | undefined;
  readonly segment: (id: string) => Segment | undefined;
}
