import { createCidr, hostCidr, type Cidr } from '../../net/cidr.ts';
import { IP_BITS, ipBits, ipFamily, isLoopbackIp, type Ip, type IpFamily } from '../../net/ip.ts';
import type { Interface, NetworkNamespace } from './namespace.ts';
import type { InterfaceAddress } from '../model/devices.ts';
import type { Route } from '../model/routes.ts';
import { KERNEL } from '../model/origin.ts';

/** Metric of the connected routes that the kernel adds for IPv6 addresses (IP6_RT_PRIO_ADDRCONF). */
const IPV6_CONNECTED_METRIC = 256;

/**
 * The routes of one family that the kernel adds by itself for interface addresses: a local entry per address, and the
 * connected prefix (on lo it is local too, hence 127.0.0.0/8). Linux v6.12 net/ipv4/fib_frontend.c fib_add_ifaddr,
 * net/ipv6/addrconf.c.
 * Simplification: no broadcast, multicast, anycast or link-local entries.
 */
export function kernelRoutes(interfaces: readonly Interface[], family: IpFamily): readonly Route[] {
  return interfaces.flatMap((device) =>
    device.addresses
      .filter(({ ip }) => ipFamily(ip) === family)
      .flatMap((address) => addressRoutes(device, address, family)),
  );
}

function addressRoutes(
  device: Interface,
  { ip, prefixLength, noPrefixRoute }: InterfaceAddress,
  family: IpFamily,
): readonly Route[] {
  const own = kernelRoute({ destination: hostCidr(ip), type: 'local', device: device.name, source: ip, metric: 0 });
  if (prefixLength === IP_BITS[family] || noPrefixRoute === true) return [own];
  const onLoopback = device.kind === 'loopback';
  const connected = kernelRoute({
    destination: createCidr(ip, prefixLength),
    type: onLoopback ? 'local' : 'unicast',
    device: device.name,
    source: ip,
    metric: family === 6 && !onLoopback ? IPV6_CONNECTED_METRIC : 0,
  });
  return [own, connected];
}

interface KernelRoute {
  readonly destination: Cidr;
  readonly type: 'local' | 'unicast';
  readonly device: string;
  readonly source: Ip;
  readonly metric: number;
}

function kernelRoute({ destination, type, device, source, metric }: KernelRoute): Route {
  const nexthops = [{ device, weight: 1 }];
  // An IPv6 connected route names no source: the address is selected when a packet is sent (RFC 6724).
  const named = ipFamily(source) === 4 || type === 'local';
  const base = { destination, type, nexthops, metric, origin: KERNEL };
  return named ? { ...base, preferredSource: source } : base;
}

/** A way out of a host: the device, the next hop on it, and whom the packet is for. */
export interface WayOut {
  readonly device: string;
  readonly nexthop: Ip;
  readonly destination: Ip;
}

/**
 * The source address for packets that leave by a device; undefined without one. IPv4: the device's first address whose subnet
 * holds the next hop, else its primary address, else the first global address of any device (Linux v6.12 net/ipv4/devinet.c
 * inet_select_addr with scope universe; loopback addresses have scope host). IPv6: see {@link selectAddress6}.
 */
export function selectAddress(interfaces: readonly Interface[], way: WayOut): Ip | undefined {
  const { device, nexthop, destination } = way;
  const family = ipFamily(destination);
  const global = (one: Interface) => one.addresses.filter(({ ip }) => ipFamily(ip) === family && !isLoopbackIp(ip));
  const own = interfaces.find(({ name }) => name === device);
  const candidates = own === undefined ? [] : global(own);
  const others = () => interfaces.filter((one) => one !== own).flatMap(global);
  if (family === 6) return selectAddress6(candidates, others(), destination);
  const onLink = candidates.find(
    (one) => createCidr(one.ip, one.prefixLength) === createCidr(nexthop, one.prefixLength),
  );
  return (onLink ?? candidates[0] ?? others()[0])?.ip;
}

/**
 * RFC 6724 section 5, as far as addresses without lifetimes go: the destination itself, then its scope, then the device, then
 * the longest common prefix, no longer than the address' own. Linux v6.12 net/ipv6/addrconf.c ipv6_get_saddr_eval.
 * Simplification: the policy table (rule 6, labels) is left out: unique local and global addresses are one kind.
 */
function selectAddress6(
  own: readonly InterfaceAddress[],
  others: readonly InterfaceAddress[],
  destination: Ip,
): Ip | undefined {
  const scoped = [...own, ...others].filter(({ ip }) => isLinkLocal(ip) === isLinkLocal(destination));
  const candidates = scoped.length > 0 ? scoped : [...own, ...others];
  const score = (one: InterfaceAddress): number =>
    (one.ip === destination ? 1000 : 0) +
    (own.includes(one) ? 500 : 0) +
    Math.min(commonPrefix(one.ip, destination), one.prefixLength);
  let best: InterfaceAddress | undefined;
  for (const one of candidates) if (best === undefined || score(one) > score(best)) best = one;
  return best?.ip;
}

const isLinkLocal = (ip: Ip): boolean => /^fe[89ab]/i.test(ip);

function commonPrefix(one: Ip, other: Ip): number {
  const differ = ipBits(one) ^ ipBits(other);
  return IP_BITS[6] - (differ === 0n ? 0 : differ.toString(2).length);
}

/**
 * The address a local process that bound none sends from to reach `destination`: the route's preferred source, else one of the
 * outgoing interface. undefined: no route, or no address of that family.
 */
export function routeSource(namespace: NetworkNamespace, destination: Ip): Ip | undefined {
  const route = namespace.fib(ipFamily(destination)).lookup(destination);
  if (route?.type !== 'unicast' && route?.type !== 'local') return undefined;
  if (route.preferredSource !== undefined) return route.preferredSource;
  const nexthop = route.nexthops[0];
  if (nexthop === undefined) return undefined;
  return selectAddress(namespace.interfaces(), {
    device: nexthop.device,
    nexthop: nexthop.via ?? destination,
    destination,
  });
}
