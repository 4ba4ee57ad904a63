import type { Cidr } from '../../net/cidr.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import type { BpfPrograms } from './bpf.ts';
import type { IpvsTable } from './ipvs.ts';
import type { Ruleset } from './netfilter.ts';
import type { Origin } from './origin.ts';
import type { Next, Transit } from './transit.ts';

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
  /** `noprefixroute`: the kernel adds no route for the prefix. */
  readonly noPrefixRoute?: true;
}

interface InterfaceBase {
  readonly name: string;
  readonly mac: Mac;
  readonly mtu: number;
  /** In the order they were added; the first of a family is its primary address. */
  readonly addresses: readonly InterfaceAddress[];
  /** The bridge this interface is a port of; absent when it is none. */
  readonly master?: string;
  /** net.ipv4.conf.NAME.proxy_arp (and proxy_ndp): it answers for every address it has a route to by another device. */
  readonly proxyArp?: boolean;
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
/** How packets get into a tunnel device and out of it (tunnel.ts); `towards` is whom the device is told to send to. */
export interface TunnelDriver<Device, Towards> {
  readonly enter: (transit: Transit, namespace: NetworkNamespace, device: Device, towards: Towards) => Next;
  /** undefined: no tunnel device of the host takes the packet. */
  readonly leave: (transit: Transit, namespace: NetworkNamespace) => Next | undefined;
}
/** An entry of a VXLAN device's forwarding database (`bridge fdb append MAC dev NAME dst IP self permanent`). */
export interface VxlanFdbEntry {
  readonly mac: Mac;
  /** The tunnel end behind which the station is. */
  readonly ip: Ip;
}
/**
 * Puts Ethernet frames into UDP (RFC 7348): to the tunnel end of the frame's destination MAC. Linux drivers/net/vxlan. What is
 * in it is seen by the host as a packet of its own, from `local` to that end.
 */
export interface Vxlan extends InterfaceBase {
  readonly kind: 'vxlan';
  readonly vni: number;
  /** UDP port of all ends: 4789 by IANA, 8472 as Linux has it by default. */
  readonly port: Port;
  /** This host's end: the outer source address. */
  readonly local: Ip;
  /** nolearning: undefined for a station that no program has told it of. */
  readonly fdb: (mac: Mac) => Ip | undefined;
  /** All of it, for display. */
  readonly fdbEntries: () => readonly VxlanFdbEntry[];
  /** Towards the station of a frame. */
  readonly driver: TunnelDriver<Vxlan, Mac>;
}
/**
 * Puts IPv4 packets into IPv4 (RFC 2003). It has no remote end of its own: the packet's next hop is the outer destination, and
 * the outer source the address of the route there. Linux net/ipv4/ipip.c (`ip link add … type ipip local any remote any`).
 */
export interface Ipip extends InterfaceBase {
  readonly kind: 'ipip';
  /** Towards the packet's next hop. */
  readonly driver: TunnelDriver<Ipip, Ip>;
}
export type Tunnel = Vxlan | Ipip;
export type Interface = Loopback | Veth | Bridge | Ethernet | Dummy | Tunnel;

/** One next hop. No `via` means the destination is on the link itself. */
export interface Nexthop {
  readonly device: string;
  readonly via?: Ip;
  /** `onlink`: `via` is taken to be on the link although no route says so. */
  readonly onlink?: boolean;
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
  /** Absent: table local for type 'local', main for all others. */
  readonly table?: number;
  /** Path MTU of the route (`mtu`); absent: the device's. */
  readonly mtu?: number;
  /** `proto` where the program names one: "bird". Absent: kernel for the kernel's own, else none is shown. */
  readonly protocol?: string;
  readonly origin: Origin;
}

/** A rule of the routing policy (`ip rule`): packets that have all it asks for look into its table. */
export interface RoutingRule {
  /** Lower ones are asked first. */
  readonly priority: number;
  readonly from?: Cidr;
  readonly to?: Cidr;
  readonly fwmark?: { readonly value: number; readonly mask: number };
  /** The device the packet came in by; "lo" for what a local process sends. */
  readonly iif?: string;
  /** `not`: it holds where the rest does not. */
  readonly not?: boolean;
  readonly table: 'local' | 'main' | 'default' | number;
  readonly origin: Origin;
}

/** What rules can ask of a packet besides its destination. A field that is absent equals no rule's. */
export interface RouteKey {
  readonly source?: Ip;
  readonly mark?: number;
  readonly inInterface?: string;
}

/** Forwarding information base of one family: the rules' tables in order, in each the longest prefix, then the lowest metric. */
export interface Fib {
  readonly lookup: (destination: Ip, key?: RouteKey) => Route | undefined;
  /** The route together with the rule that led to its table. */
  readonly decide: (
    destination: Ip,
    key: RouteKey,
  ) => { readonly route: Route; readonly rule: RoutingRule } | undefined;
  /** All routes, for display: local ones first, then main, then other tables by number; most specific first. */
  readonly routes: () => readonly Route[];
  /** `ip rule`: local (0), main (32766) and default (32767), and what programs added; by priority. */
  readonly rules: () => readonly RoutingRule[];
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
  /** Entries a program wrote (`ip neigh … PERMANENT`), for display; absent: none. `neighbor` finds them too. */
  readonly permanentNeighbors?: () => readonly NeighborEntry[];
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
