import { isLoopbackIp, type Ip } from '../../net/ip.ts';
import { isLocal } from '../namespace/match.ts';
import { type NetworkNamespace, familyOf, type Transit } from '../namespace/namespace.ts';
import type { Nexthop, Route, RoutingRule } from '../model/routes.ts';
import { KERNEL } from '../model/origin.ts';
import type { RouteStep } from '../model/trace.ts';
import { end, type End } from '../namespace/next.ts';

/** Where the routing decision sends a packet. */
export type RouteResult =
  | { readonly kind: 'LOCAL'; readonly route: Route }
  | { readonly kind: 'NEXTHOP'; readonly route: Route; readonly nexthop: Nexthop; readonly gateway: Ip }
  | End;

/** A routing decision for a packet a local process sends (`again`: because the output hook changed its destination). */
export function routeOutput(transit: Transit, namespace: NetworkNamespace, again: boolean): RouteResult {
  const { sourceIP } = transit.header;
  const { route, ...by } = decide(transit, namespace, 'lo');
  if (route?.type === 'local') {
    record(transit, 'LOCAL', { route, ...(again ? { again } : {}) });
    return { kind: 'LOCAL', route };
  }
  // __mkroute_output: an address of the loopback network leaves by no other device.
  const stuck = familyOf(transit) === 4 && isLoopbackIp(sourceIP) && !namespace.sysctls.routeLocalnet;
  if (route?.type === 'unicast' && stuck) return refuse(transit, 'MARTIAN', route);
  return towards(transit, namespace, route, { ...by, ...(again ? { again } : {}) });
}

/** The route, and the rule that led to it where a program wrote one. */
function decide(transit: Transit, namespace: NetworkNamespace, inInterface: string) {
  const { sourceIP: source, destinationIP, mark } = transit.header;
  const found = namespace.fib(familyOf(transit)).decide(destinationIP, { source, mark, inInterface });
  if (found === undefined) return { route: undefined };
  const { route, rule } = found;
  return rule.origin === KERNEL ? { route } : { route, rule };
}

/** A routing decision for a packet that came in by a device other than lo. Linux v6.12 net/ipv4/route.c ip_route_input_slow. */
export function routeInput(transit: Transit, namespace: NetworkNamespace, inInterface: string): RouteResult {
  const { sourceIP, destinationIP } = transit.header;
  const { route, ...by } = decide(transit, namespace, inInterface);
  if (isMartian(namespace, sourceIP, destinationIP)) return refuse(transit, 'MARTIAN', route);
  if (route?.type === 'local') {
    record(transit, 'LOCAL', { route });
    return { kind: 'LOCAL', route };
  }
  // What carries an address of its own was sent from here and has come back (IPv4 calls it martian), so it did not leave.
  if (namespace.outside === true && !isLocal(namespace, sourceIP) && leaves(namespace, destinationIP, route))
    return end('EXITS_NETWORK');
  if (!namespace.sysctls.ipForward) return refuse(transit, 'NOT_FORWARDING', route);
  return towards(transit, namespace, route, by);
}

/**
 * Loopback addresses belong on no wire, and nobody else may use the host's own address as a source (IPv4).
 * Simplification: rp_filter is off; multicast and broadcast addresses are not looked at.
 */
function isMartian(namespace: NetworkNamespace, source: Ip, destination: Ip): boolean {
  if (source.includes(':')) return isLoopbackIp(source) || isLoopbackIp(destination);
  if ((isLoopbackIp(source) || isLoopbackIp(destination)) && !namespace.sysctls.routeLocalnet) return true;
  return !isLoopbackIp(source) && isLocal(namespace, source);
}

/**
 * In a namespace that stands for everything outside: true when nobody it knows has the address. A default route knows
 * nobody: it would only send back what came here because nobody else had it.
 */
function leaves(namespace: NetworkNamespace, destination: Ip, route: Route | undefined): boolean {
  if (route?.type !== 'unicast' || !namespace.sysctls.ipForward || route.destination.endsWith('/0')) return true;
  return route.nexthops.every(({ device, via }) => namespace.neighbor(device, via ?? destination) === undefined);
}

interface Decided {
  readonly rule?: RoutingRule;
  readonly again?: boolean;
}

function towards(transit: Transit, namespace: NetworkNamespace, route: Route | undefined, how: Decided): RouteResult {
  if (route?.type === 'blackhole') return refuse(transit, 'BLACKHOLE', route);
  if (route?.type !== 'unicast') return refuse(transit, 'NO_ROUTE', route);
  const nexthop = chooseNexthop(transit, namespace, route);
  if (nexthop === undefined) return refuse(transit, 'NO_ROUTE', route);
  record(transit, 'FORWARDED', { route, nexthop, ...how });
  return { kind: 'NEXTHOP', route, nexthop, gateway: nexthop.via ?? transit.header.destinationIP };
}

/** Equal-cost multipath: the walk branches by weight, once per pair of addresses (fib_multipath_hash_policy 0). */
function chooseNexthop(transit: Transit, namespace: NetworkNamespace, { destination, nexthops }: Route) {
  if (nexthops.length < 2) return nexthops[0];
  const { sourceIP, destinationIP } = transit.header;
  const { paths, choose } = transit.session;
  const key = `${namespace.id}|${destination}|${sourceIP}|${destinationIP}`;
  let index = paths.get(key);
  if (index === undefined) {
    index = choose(nexthops.map(({ weight }) => weight));
    paths.set(key, index);
  }
  return nexthops[index];
}

const DISPOSITION = {
  MARTIAN: 'DROPPED',
  NOT_FORWARDING: 'DROPPED',
  BLACKHOLE: 'DROPPED',
  NO_ROUTE: 'NO_ROUTE',
} as const;

function refuse(transit: Transit, action: keyof typeof DISPOSITION, route: Route | undefined): End {
  record(transit, action, route === undefined ? {} : { route });
  return end(DISPOSITION[action]);
}

type RouteDetail = Omit<RouteStep['detail'], 'destination'>;

function record(transit: Transit, action: RouteStep['action'], detail: RouteDetail): void {
  const destination = transit.header.destinationIP;
  transit.trace.add({ type: 'ROUTE', action, packet: transit.header, detail: { destination, ...detail } });
}
