import type { Protocol } from '../../net/flow.ts';
import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import type { Origin } from './origin.ts';
import type { Mac, InterfaceRef } from './place.ts';

export type TunnelKind = 'vxlan' | 'ipip';
export type InterfaceKind = 'loopback' | 'veth' | 'bridge' | 'ethernet' | 'dummy' | TunnelKind;

export interface InterfaceAddress {
  readonly ip: Ip;
  readonly prefixLength: number;
  /** `noprefixroute`: the kernel adds no route for the prefix. */
  readonly noPrefixRoute?: true;
}

export interface InterfaceBase {
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

/** Holds addresses and sends nothing anywhere. Linux v6.12 drivers/net/dummy.c. */
export interface Dummy extends InterfaceBase {
  readonly kind: 'dummy';
}

/** An entry of a VXLAN device's forwarding database (`bridge fdb append MAC dev NAME dst IP self permanent`). */
export interface VxlanFdbEntry {
  readonly mac: Mac;
  /** The tunnel end behind which the station is. */
  readonly ip: Ip;
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
  /** Of the wildcard address that it is bound to; undefined: both. */
  readonly family?: IpFamily;
  readonly port: Port;
  /** Shown to people: a process or container name. */
  readonly process: string;
  readonly origin: Origin;
  /** Set when nothing says that it listens, it was only taken to (the code names the assumption). */
  readonly assumption?: string;
  /** It is known to listen at every address; absent: nobody said more than its port. */
  readonly everywhere?: true;
}

export interface Sysctls {
  readonly ipForward: boolean;
  readonly bridgeNfCallIptables: boolean;
  readonly routeLocalnet: boolean;
}
