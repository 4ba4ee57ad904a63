import {
  type BpfPrograms,
  type IpvsTable,
  type Interface,
  type NetworkNamespace,
  EMPTY_RULESET,
  type Ruleset,
} from '../../linux/namespace/namespace.ts';
import { createFib } from '../../linux/namespace/fib.ts';
import { kernelRoutes } from '../../linux/namespace/kernel-routes.ts';
import type {
  Ethernet,
  InterfaceAddress,
  Loopback,
  NeighborEntry,
  Socket,
  Sysctls,
} from '../../linux/model/devices.ts';
import type { Fib, Route, RoutingRule } from '../../linux/model/routes.ts';
import type { Mac } from '../../linux/model/place.ts';
import { KERNEL, type Origin } from '../../linux/model/origin.ts';
import { hostCidr, type Cidr } from '../../net/cidr.ts';
import type { Protocol } from '../../net/flow.ts';
import { createIp, type Ip, type IpFamily, type Port } from '../../net/ip.ts';
import { once, onceEach } from '../rules/once.ts';

export const MTU = 1500;
export const FAMILIES: readonly IpFamily[] = [4, 6];

/** What makes one network namespace; every part is asked for once, when first needed. */
export interface HostParts {
  readonly id: string;
  readonly origin: Origin;
  readonly sysctls: Sysctls;
  readonly outside?: boolean;
  /** Without the loopback interface. */
  readonly interfaces: () => readonly Interface[];
  /** Absent: the one that every host has. */
  readonly loopback?: Loopback | undefined;
  /** Besides those the kernel adds for addresses. */
  readonly routes: (family: IpFamily) => readonly Route[];
  /** Besides those every host has. */
  readonly rules?: (family: IpFamily) => readonly RoutingRule[];
  readonly macOn: (device: string, ip: Ip) => Mac | undefined;
  /** What a program wrote of it, for display. */
  readonly permanentNeighbors?: () => readonly NeighborEntry[];
  readonly ruleset?: (family: IpFamily) => Ruleset;
  readonly sockets?: () => SocketTable;
  readonly ipvs?: (family: IpFamily) => IpvsTable;
  readonly bpf?: BpfPrograms;
}

export interface SocketTable {
  readonly lookup: (protocol: Protocol, ip: Ip, port: Port) => Socket | undefined;
}

export const LOOPBACK: Loopback = {
  kind: 'loopback',
  name: 'lo',
  mac: '00:00:00:00:00:00',
  mtu: 65536,
  addresses: [
    { ip: createIp('127.0.0.1'), prefixLength: 8 },
    { ip: createIp('::1'), prefixLength: 128 },
  ],
  origin: KERNEL,
};

export function createHost(parts: HostParts): NetworkNamespace {
  const interfaces = once(() => [parts.loopback ?? LOOPBACK, ...parts.interfaces()]);
  const byName = once(() => new Map(interfaces().map((one) => [one.name, one])));
  const fib = perFamily<Fib>((family) =>
    createFib([...kernelRoutes(interfaces(), family), ...parts.routes(family)], parts.rules?.(family)),
  );
  const ruleset = perFamily<Ruleset>((family) => parts.ruleset?.(family) ?? EMPTY_RULESET);
  const sockets = once(() => parts.sockets?.());
  return {
    id: parts.id,
    origin: parts.origin,
    sysctls: parts.sysctls,
    ...(parts.outside === undefined ? {} : { outside: parts.outside }),
    interfaces,
    interface: (name) => byName().get(name),
    fib,
    neighbor: (device, ip) => {
      const mac = parts.macOn(device, ip);
      return mac === undefined ? undefined : { ip, mac, device, origin: KERNEL };
    },
    ...(parts.permanentNeighbors === undefined ? {} : { permanentNeighbors: once(parts.permanentNeighbors) }),
    ruleset,
    ...(parts.ipvs === undefined ? {} : { ipvs: perFamily(parts.ipvs) }),
    ...(parts.bpf === undefined ? {} : { bpf: parts.bpf }),
    socket: (protocol, ip, port) => sockets()?.lookup(protocol, ip, port),
  };
}

/** Computes each family on its first call and remembers. */
export const perFamily: <T>(make: (family: IpFamily) => T) => (family: IpFamily) => T = onceEach;

export interface EthernetParts {
  readonly name: string;
  readonly segment: string;
  readonly mac: Mac;
  readonly addresses: readonly InterfaceAddress[];
  readonly mtu?: number;
  readonly origin: Origin;
}

export function createEthernet(parts: EthernetParts): Ethernet {
  return { kind: 'ethernet', mtu: MTU, ...parts };
}

/** One path: to what, by which device, over whom. */
export interface Path {
  readonly destination: Cidr;
  readonly device: string;
  readonly via?: Ip;
  readonly source?: Ip;
  readonly origin: Origin;
}

export function createRoute({ destination, device, via, source, origin }: Path): Route {
  const nexthop = via === undefined ? { device, weight: 1 } : { device, via, weight: 1 };
  const route: Route = { destination, type: 'unicast', nexthops: [nexthop], metric: 0, origin };
  return source === undefined ? route : { ...route, preferredSource: source };
}

export function createHostAddress(ip: Ip): InterfaceAddress {
  return { ip, prefixLength: Number(hostCidr(ip).split('/')[1]) };
}
