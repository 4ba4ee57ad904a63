import type { Ip } from '../net/ip.ts';
import { runEgress } from './bpf-record.ts';
import { runHook } from './hooks.ts';
import type { Bridge, Interface, Mac, NetworkNamespace } from './namespace.ts';
import type { RouteResult } from './routing.ts';
import { end, type Arrival, type Next, type Transit } from './transit.ts';

/** Postrouting, neighbour, device: the end of every way out of a host. Linux net/ipv4/ip_output.c. */
export function postroute(
  transit: Transit,
  namespace: NetworkNamespace,
  route: Extract<RouteResult, { readonly kind: 'NEXTHOP' }>,
): Next {
  const { nexthop, gateway } = route;
  const stopped = runHook(transit, { namespace, hook: 'postrouting', outInterface: nexthop.device, nexthop: gateway });
  if (stopped !== undefined) return stopped;
  const mac = resolveNeighbor(transit, namespace, nexthop.device, gateway);
  if (mac === undefined) return end('NEIGHBOR_UNREACHABLE');
  return transmit(transit, namespace, nexthop.device, mac);
}

/** The next hop's hardware address; undefined (and recorded) when nobody on the link has the address. */
export function resolveNeighbor(
  transit: Transit,
  namespace: NetworkNamespace,
  device: string,
  ip: Ip,
): Mac | undefined {
  const entry = namespace.neighbor(device, ip);
  transit.trace.add({
    type: 'NEIGHBOR',
    action: entry === undefined ? 'FAILED' : 'RESOLVED',
    packet: transit.header,
    detail: entry === undefined ? { device, ip } : { device, ip, mac: entry.mac },
  });
  return entry?.mac;
}

/** Puts the packet into lo, out of which it comes at once. Linux drivers/net/loopback.c. */
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
  runEgress(transit, namespace, out);
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

export function recordInterface(transit: Transit, action: 'RECEIVED' | 'TRANSMITTED', device: Interface): void {
  const { name, kind, mtu } = device;
  transit.trace.add({ type: 'INTERFACE', action, packet: transit.header, detail: { interface: name, kind, mtu } });
}

function arrival(namespace: string, name: string, destinationMac: Mac | undefined, loopback: boolean): Arrival {
  return { kind: 'ARRIVAL', at: { namespace, interface: name }, destinationMac, loopback };
}
