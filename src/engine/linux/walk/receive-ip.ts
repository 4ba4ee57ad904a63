import { runHook } from '../netfilter/hooks.ts';
import { isLocal } from '../namespace/match.ts';
import type { Interface, NetworkNamespace, Tunnel, Transit } from '../namespace/namespace.ts';
import { routeInput, routeOutput, type RouteResult } from './routing.ts';
import { limitForwarded } from './mtu.ts';
import { postroute } from './transmit.ts';
import { end, type Next } from '../namespace/next.ts';

/** A packet that a device hands up to IP. */
export interface IpReceipt {
  readonly namespace: NetworkNamespace;
  readonly device: Interface;
  /** br_netfilter has already run the prerouting hook (ip_sabotage_in). */
  readonly prerouted: boolean;
  /** A routing decision made before: br_netfilter's after a DNAT. */
  readonly route?: RouteResult;
}

/** Linux v6.12 net/ipv4/ip_input.c ip_rcv, net/ipv6/ip6_input.c ipv6_rcv. */
export function receiveIp(transit: Transit, receipt: IpReceipt): Next {
  const { namespace, device } = receipt;
  const stopped = receipt.prerouted
    ? undefined
    : runHook(transit, { namespace, hook: 'prerouting', inInterface: device.name });
  if (stopped !== undefined) return stopped;
  // What comes back in by lo still has the route it was sent with: local delivery.
  if (device.kind === 'loopback') return deliver(transit, namespace, device);
  const route = receipt.route ?? routeInput(transit, namespace, device.name);
  if (route.kind === 'END') return route;
  return route.kind === 'LOCAL' ? deliver(transit, namespace, device) : forward(transit, receipt, route);
}

/** Linux v6.12 net/ipv4/ip_forward.c: the TTL is taken down before the forward hook. */
function forward(
  transit: Transit,
  { namespace, device }: IpReceipt,
  route: Extract<RouteResult, { readonly kind: 'NEXTHOP' }>,
): Next {
  const way = { route: route.route, device: route.nexthop.device };
  const refused = decrementTtl(transit) ?? limitForwarded(transit, namespace, way);
  if (refused !== undefined) return refused;
  const stopped = runHook(transit, {
    namespace,
    hook: 'forward',
    inInterface: device.name,
    outInterface: route.nexthop.device,
    nexthop: route.gateway,
  });
  return stopped ?? postroute(transit, namespace, route);
}

/** Takes one from the TTL; an End when none is left. */
export function decrementTtl(transit: Transit): Next | undefined {
  const before = transit.header.ttl;
  const after = before - 1;
  if (before <= 1) {
    transit.trace.add({ type: 'TTL', action: 'EXPIRED', packet: transit.header, detail: { before, after: 0 } });
    return end('LOOP');
  }
  transit.header = { ...transit.header, ttl: after };
  transit.trace.add({ type: 'TTL', action: 'DECREMENTED', packet: transit.header, detail: { before, after } });
  return undefined;
}

/**
 * The way of a packet that IPVS took out of the input hook: routed anew, through output and postrouting, never through
 * forward. Linux v6.12 net/netfilter/ipvs/ip_vs_xmit.c ip_vs_nat_xmit, ip_vs_nat_send_or_cont.
 */
function sendScheduled(transit: Transit, namespace: NetworkNamespace): Next {
  const route = routeOutput(transit, namespace, true);
  if (route.kind === 'END') return route;
  const expired = decrementTtl(transit);
  if (expired !== undefined) return expired;
  if (route.kind === 'LOCAL') return end('INSUFFICIENT_INFO');
  const way = { outInterface: route.nexthop.device, nexthop: route.gateway };
  return runHook(transit, { namespace, hook: 'output', ...way }) ?? postroute(transit, namespace, route);
}

/** Input hooks, then the socket. An ICMP echo is answered by the kernel. Linux v6.12 net/ipv4/ip_input.c ip_local_deliver. */
function deliver(transit: Transit, namespace: NetworkNamespace, device: Interface): Next {
  const before = transit.header.destinationIP;
  const stopped = runHook(transit, { namespace, hook: 'input', inInterface: device.name });
  if (stopped !== undefined) return stopped;
  const { header } = transit;
  if (header.destinationIP !== before && !isLocal(namespace, header.destinationIP))
    return sendScheduled(transit, namespace);
  const tunnel = transit.inside.length === 0 ? undefined : namespace.interfaces().find(isTunnel);
  const inner = tunnel?.driver.leave(transit, namespace);
  if (inner !== undefined) return inner;
  const { protocol, destinationIP: ip, destinationPort: port } = header;
  const { connections } = transit.session;
  const connected = connections.lookup(namespace.id, header);
  const socket = connected === undefined ? namespace.socket(protocol, ip, port) : connected.socket;
  const taken = connected !== undefined || socket !== undefined || protocol === 'ICMP';
  const detail = socket === undefined ? { protocol, ip, port } : { protocol, ip, port, socket };
  transit.trace.add({ type: 'SOCKET', action: taken ? 'ACCEPTED' : 'REFUSED', packet: header, detail });
  connections.received(namespace.id, header, socket);
  return taken ? end('ACCEPTED', socket) : end('REFUSED');
}

const isTunnel = (device: Interface): device is Tunnel => device.kind === 'vxlan' || device.kind === 'ipip';
