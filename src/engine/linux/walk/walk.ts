import type { Flow } from '../../net/flow.ts';
import { ipFamily, type Ip } from '../../net/ip.ts';
import { receiveByPort } from './bridge.ts';
import { runHook } from '../netfilter/hooks.ts';
import { routeSource } from '../namespace/kernel-routes.ts';
import type { NamespaceId } from '../model/place.ts';
import { type Network, type NetworkNamespace, familyOf, type Transit } from '../namespace/namespace.ts';
import { DEFAULT_TTL } from '../model/packet.ts';
import { receiveIp } from './receive-ip.ts';
import { routeOutput, type RouteResult } from './routing.ts';
import type { WalkSession } from '../namespace/session.ts';
import { createTraceBuilder } from '../namespace/trace-builder.ts';
import type { SocketStep, Trace } from '../model/trace.ts';
import { end, type Arrival, type Next } from '../namespace/next.ts';
import { recordInterface } from './record-interface.ts';
import { loopBack, postroute } from './transmit.ts';
export { createSession, type WalkSession } from '../namespace/session.ts';

// The way of a packet through one network namespace (net/ipv4; net/ipv6 is the same):
//
//                     ┌──────────────────────────── process ◀──────────────┐
//                     ▼                                                    │ socket
//                   route                                                  │
//                     ▼                                                  input
//                  [output] ─ address changed? route again                 ▲
//                     │                                                    │ local
//   lo ◀── [postrouting] ◀─────── TTL ─ [forward] ◀── not local ──────── route
//    │                ▼                                                    ▲
//    │             neighbour                                               │
//    │                ▼                                                    │
//    │             device ─▶ next namespace        device ─▶ [prerouting] ─┘     (a bridge port: see bridge.ts)
//    └─────────────────────────────────────────────────────────▲
//
// One function per stage: depart, postroute and transmit (transmit.ts), arrive, receiveByPort (bridge.ts), receiveIp,
// forward, deliver (receive-ip.ts). Each answers with what comes next: an arrival at an interface, or the end.

/**
 * Where a packet starts: a process sends it, or it comes in by an interface. `bytes`: length of the IP packet; absent: small.
 * `continues`: it is sent on a connection that was answered. `error`: it is the kernel's own, an ICMP error about a packet that a rule rejected or for which there is no socket.
 */
export type Departure = (
  | {
      readonly kind: 'process';
      readonly namespace: NamespaceId;
      readonly name?: string;
      /** As whom the process runs; absent: as somebody that no rule asks for. */
      readonly user?: number;
      readonly bytes?: number;
      readonly error?: boolean;
    }
  | {
      readonly kind: 'wire';
      readonly namespace: NamespaceId;
      readonly interface: string;
      readonly bytes?: number;
      /** Whose process has sent it, and waits for an answer; absent: nobody's. */
      readonly sender?: NamespaceId;
      /** Who has handed it on as it was, and knows the connection; absent: nobody. */
      readonly handedOnBy?: NamespaceId;
    }
) & { readonly continues?: true };

/** Namespaces entered at most; only a loop without TTL (bridges wired to a ring) gets there. */
const MAX_HOPS = 256;

/**
 * The address a local process would send from to reach `destination`: the route's preferred source, or the first address
 * of the family on the outgoing interface. undefined: no route, or no address of that family.
 */
export function selectSource(network: Network, id: NamespaceId, destination: Ip): Ip | undefined {
  const namespace = network.namespace(id);
  return namespace === undefined ? undefined : routeSource(namespace, destination);
}

/**
 * Walks one packet of `flow` from its departure to its end, one way through all random choices. A reply is walked by
 * calling again with the same session, departing from where the first walk ended, with its final header reversed.
 * A place the network does not have ends the walk with INSUFFICIENT_INFO (without hops, when it could not even start).
 */
export function walk(network: Network, session: WalkSession, departure: Departure, flow: Flow): Trace {
  const trace = createTraceBuilder(flow);
  const { protocol, sourceIP, sourcePort, destinationIP, destinationPort } = flow;
  const transit: Transit = {
    network,
    session,
    trace,
    answer:
      departure.continues !== true &&
      departure.kind === 'process' &&
      session.connections.answers(departure.namespace, flow),
    header: { protocol, sourceIP, sourcePort, destinationIP, destinationPort, ttl: DEFAULT_TTL, mark: 0 },
    user: departure.kind === 'process' ? departure.user : undefined,
    tracking: undefined,
    masqueraded: false,
    inside: [],
    ...(departure.kind === 'process' && departure.error === true ? { error: true } : {}),
    ...(departure.continues === true ? { continues: true } : {}),
    ...(departure.kind === 'process' && departure.bytes !== undefined ? { bytes: departure.bytes } : {}),
    ...(departure.kind === 'wire' && departure.bytes !== undefined ? { bytes: departure.bytes } : {}),
  };
  let at = departure.namespace;
  let next = depart(transit, departure);
  const arrived = new Set<string>();
  while (next.kind !== 'END') {
    if (next.kind === 'SEND') {
      next = resend(transit, next.namespace);
      continue;
    }
    const key = arrivalKey(next, transit);
    if (arrived.has(key) || trace.hops() >= MAX_HOPS) {
      next = end('LOOP');
      break;
    }
    arrived.add(key);
    const place = network.namespace(next.at.namespace);
    if (place !== undefined && place.interface(next.at.interface) !== undefined) at = place.id;
    next = arrive(transit, next);
  }
  const { disposition, socket } = next;
  const ending = { disposition, final: transit.header, end: at, masqueraded: transit.masqueraded };
  return trace.finish(socket === undefined ? ending : { ...ending, socket });
}

/** A packet that comes to the same interface unchanged is going in circles. */
function arrivalKey({ at, destinationMac, loopback }: Arrival, { header }: Transit): string {
  const { sourceIP, sourcePort, destinationIP, destinationPort, ttl } = header;
  const place = `${at.namespace}|${at.interface}|${destinationMac ?? ''}|${loopback}`;
  return `${place}|${sourceIP}|${sourcePort}|${destinationIP}|${destinationPort}|${ttl}`;
}

function depart(transit: Transit, departure: Departure): Next {
  const namespace = transit.network.namespace(departure.namespace);
  if (namespace === undefined) return end('INSUFFICIENT_INFO');
  if (departure.kind === 'wire') {
    const { sender, handedOnBy } = departure;
    if (sender !== undefined) transit.session.connections.sent(sender, transit.header);
    if (handedOnBy !== undefined && departure.continues !== true)
      transit.session.conntrack(handedOnBy).pass(transit.header);
    const at = { namespace: departure.namespace, interface: departure.interface };
    const port = namespace.interface(departure.interface);
    const bridge = port?.master === undefined ? undefined : namespace.interface(port.master);
    return { kind: 'ARRIVAL', at, destinationMac: bridge?.mac, loopback: false };
  }
  transit.trace.enter(namespace.id);
  const { header, session } = transit;
  const { protocol, sourceIP: ip, sourcePort: port } = header;
  const { name } = departure;
  const detail: SocketStep['detail'] =
    name === undefined
      ? { protocol, ip, port }
      : { protocol, ip, port, socket: { protocol, ip, port, process: name, origin: namespace.origin } };
  transit.trace.add({ type: 'SOCKET', action: 'SENT', packet: header, detail });
  const failed = namespace.bpf?.translators?.connect(transit, namespace);
  if (failed !== undefined) return failed;
  session.connections.sent(namespace.id, transit.header);
  return send(transit, namespace);
}

function resend(transit: Transit, id: NamespaceId): Next {
  const namespace = transit.network.namespace(id);
  return namespace === undefined ? end('INSUFFICIENT_INFO') : send(transit, namespace);
}

/** Linux v6.12 net/ipv4/ip_output.c __ip_local_out; NAT in output routes again (nf_nat_proto.c, ip_route_me_harder). */
function send(transit: Transit, namespace: NetworkNamespace): Next {
  const before = transit.header.destinationIP;
  let route = routeOutput(transit, namespace, false);
  if (route.kind === 'END') return route;
  const stopped = runHook(transit, { namespace, hook: 'output', ...wayOut(route) });
  if (stopped !== undefined) return stopped;
  if (transit.header.destinationIP !== before) route = routeOutput(transit, namespace, true);
  if (route.kind === 'END') return route;
  if (route.kind === 'NEXTHOP') return postroute(transit, namespace, route);
  return runHook(transit, { namespace, hook: 'postrouting', outInterface: 'lo' }) ?? loopBack(transit, namespace);
}

function wayOut(route: Exclude<RouteResult, { readonly kind: 'END' }>) {
  if (route.kind === 'LOCAL') return { outInterface: 'lo' };
  return { outInterface: route.nexthop.device, nexthop: route.gateway };
}

/** A frame comes in. What the sender's kernel had attached to the packet stays behind, except over lo. */
function arrive(transit: Transit, { at, destinationMac, loopback, inner }: Arrival): Next {
  const namespace = transit.network.namespace(at.namespace);
  const device = namespace?.interface(at.interface);
  if (namespace === undefined || device === undefined) return end('INSUFFICIENT_INFO');
  if (!loopback && inner !== true) {
    transit.trace.enter(namespace.id);
    transit.tracking = undefined;
    transit.untracked = false;
    transit.scheduled = false;
    if (transit.header.mark !== 0) transit.header = { ...transit.header, mark: 0 };
  }
  recordInterface(transit, 'RECEIVED', device);
  const taken = loopback
    ? undefined
    : (namespace.bpf?.translators?.ingress(transit, namespace, device) ??
      namespace.bpf?.redirect?.run(transit, namespace, { device, direction: 'ingress' }));
  if (taken !== undefined) return taken;
  const mac = destinationMac ?? device.mac;
  if (device.master !== undefined) return receiveByPort(transit, namespace, device, mac);
  if (mac !== device.mac) return end('NEIGHBOR_UNREACHABLE');
  if (familyOf(transit) !== ipFamily(transit.header.sourceIP)) return end('INSUFFICIENT_INFO');
  return receiveIp(transit, { namespace, device, prerouted: false });
}
