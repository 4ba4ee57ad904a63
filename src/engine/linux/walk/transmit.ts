import { ipFamily, type Ip } from '../../net/ip.ts';
import { runHook } from '../netfilter/hooks.ts';
import type { Bridge } from '../model/devices.ts';
import type { Mac } from '../model/place.ts';
import type { NetworkNamespace, Transit } from '../namespace/namespace.ts';
import type { RouteResult } from './routing.ts';
import { fragment } from './mtu.ts';
import { recordInterface } from './record-interface.ts';
import { end, type Arrival, type Next } from '../namespace/next.ts';

/** Postrouting, neighbour, device: the end of every way out of a host. Linux v6.12 net/ipv4/ip_output.c. */
export function postroute(
  transit: Transit,
  namespace: NetworkNamespace,
  route: Extract<RouteResult, { readonly kind: 'NEXTHOP' }>,
): Next {
  const { nexthop, gateway } = route;
  const stopped = runHook(transit, { namespace, hook: 'postrouting', outInterface: nexthop.device, nexthop: gateway });
  if (stopped !== undefined) return stopped;
  fragment(transit, namespace, { route: route.route, device: nexthop.device });
  return sendTo(transit, namespace, nexthop.device, gateway);
}

/** Sends the packet by a device to a next hop: neighbour, then the frame. A device without frames needs no neighbour. */
export function sendTo(transit: Transit, namespace: NetworkNamespace, device: string, gateway: Ip): Next {
  const out = namespace.interface(device);
  if (out?.kind === 'ipip') {
    recordInterface(transit, 'TRANSMITTED', out);
    return out.driver.enter(transit, namespace, out, gateway);
  }
  const mac = resolveNeighbor(transit, namespace, device, gateway);
  return mac === undefined ? end('NEIGHBOR_UNREACHABLE') : transmit(transit, namespace, device, mac);
}

/** The next hop's hardware address; undefined (and recorded) when nobody on the link has the address. */
export function resolveNeighbor(
  transit: Transit,
  namespace: NetworkNamespace,
  device: string,
  ip: Ip,
): Mac | undefined {
  const entry = namespace.neighbor(device, ip) ?? askPeer(transit, namespace, device, ip);
  transit.trace.add({
    type: 'NEIGHBOR',
    action: entry === undefined ? 'FAILED' : 'RESOLVED',
    packet: transit.header,
    detail: {
      device,
      ip,
      ...(entry === undefined ? {} : { mac: entry.mac }),
      ...(entry !== undefined && 'proxy' in entry && entry.proxy ? { proxy: true } : {}),
    },
  });
  return entry?.mac;
}

/**
 * What the other end of a veth pair answers: it is its own address, or it does proxy ARP and its host routes the address by
 * another device. undefined: no answer. Linux v6.12 net/ipv4/arp.c arp_process, arp_fwd_proxy.
 */
function askPeer({ network }: Transit, namespace: NetworkNamespace, device: string, ip: Ip) {
  const own = namespace.interface(device);
  if (own?.kind !== 'veth') return undefined;
  const host = network.namespace(own.peer.namespace);
  const peer = host?.interface(own.peer.interface);
  if (host === undefined || peer === undefined || peer.master !== undefined) return undefined;
  const route = host.fib(ipFamily(ip)).lookup(ip);
  if (route?.type === 'local') return { mac: peer.mac, proxy: false };
  const elsewhere = route?.type === 'unicast' && route.nexthops.every((hop) => hop.device !== peer.name);
  return peer.proxyArp === true && host.sysctls.ipForward && elsewhere ? { mac: peer.mac, proxy: true } : undefined;
}

/** Puts the packet into lo, out of which it comes at once. Linux v6.12 drivers/net/loopback.c. */
export function loopBack(transit: Transit, namespace: NetworkNamespace): Next {
  const lo = namespace.interfaces().find(({ kind }) => kind === 'loopback');
  if (lo === undefined) return end('INSUFFICIENT_INFO');
  recordInterface(transit, 'TRANSMITTED', lo);
  return arrival(namespace.id, lo.name, undefined, true);
}

/** Sends a frame by a device of the host. */
export function transmit(transit: Transit, namespace: NetworkNamespace, device: string, mac: Mac): Next {
  const out = namespace.interface(device);
  if (out === undefined) return end('INSUFFICIENT_INFO');
  namespace.bpf?.translators?.egress(transit, namespace, out);
  const taken = namespace.bpf?.redirect?.run(transit, namespace, { device: out, direction: 'egress' });
  if (taken !== undefined) return taken;
  recordInterface(transit, 'TRANSMITTED', out);
  switch (out.kind) {
    case 'loopback':
      return arrival(namespace.id, out.name, undefined, true);
    case 'veth':
      return arrival(out.peer.namespace, out.peer.interface, mac, false);
    case 'ethernet':
      return crossSegment(transit, out.segment, mac);
    case 'bridge':
      return sendIntoBridge(transit, namespace, out, mac);
    case 'dummy':
      return end('DROPPED');
    case 'vxlan':
      return out.driver.enter(transit, namespace, out, mac);
    case 'ipip':
      // Only what has a next hop can go in (sendTo).
      return end('INSUFFICIENT_INFO');
  }
}

function crossSegment({ network }: Transit, id: string, mac: Mac): Next {
  const segment = network.segment(id);
  if (segment === undefined) return end('INSUFFICIENT_INFO');
  const station = segment.station(mac);
  if (station === undefined) return end('NEIGHBOR_UNREACHABLE');
  return arrival(station.namespace, station.interface, mac, false);
}

/**
 * br_dev_xmit: the host's own frame goes to the port behind which the station is.
 * Simplification: bridges do not flood; a station missing from the forwarding database is unreachable.
 */
function sendIntoBridge(transit: Transit, namespace: NetworkNamespace, bridge: Bridge, mac: Mac): Next {
  const outPort = bridge.fdb(mac);
  if (outPort === undefined) return end('NEIGHBOR_UNREACHABLE');
  transit.trace.add({
    type: 'BRIDGE',
    action: 'SENT',
    packet: transit.header,
    detail: { bridge: bridge.name, outPort, destinationMac: mac },
  });
  return transmit(transit, namespace, outPort, mac);
}

function arrival(namespace: string, name: string, destinationMac: Mac | undefined, loopback: boolean): Arrival {
  return { kind: 'ARRIVAL', at: { namespace, interface: name }, destinationMac, loopback };
}
