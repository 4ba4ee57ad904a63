import type { NetworkNamespace, Transit } from '../namespace/namespace.ts';
import type { Route } from '../model/routes.ts';
import { end, type End } from '../namespace/next.ts';

/** The largest IP packet a route takes: its own limit, else that of its device. Linux v6.12 net/ipv4/route.c ipv4_mtu */
function routeMtu(namespace: NetworkNamespace, route: Route, device: string): number {
  return route.mtu ?? namespace.interface(device)?.mtu ?? Number.POSITIVE_INFINITY;
}

interface Way {
  readonly route: Route;
  readonly device: string;
}

/**
 * A packet on its way through a router that is too large for the way out: Linux sets DF on what its sockets send, so it is
 * dropped and the sender told (ICMP fragmentation needed, packet too big); what its sender has cut goes on in pieces. undefined:
 * go on. Linux v6.12 net/ipv4/ip_forward.c ip_exceeds_mtu.
 */
export function limitForwarded(transit: Transit, namespace: NetworkNamespace, way: Way): End | undefined {
  const { bytes } = transit;
  if (bytes === undefined) return undefined;
  const mtu = routeMtu(namespace, way.route, way.device);
  if (bytes <= mtu) return undefined;
  if (transit.inside.length === 0 && !transit.fragmented) {
    record(transit, 'EXCEEDED', { device: way.device, mtu, bytes });
    return end('DROPPED');
  }
  cut(transit, way.device, mtu, bytes);
  return undefined;
}

/**
 * A packet of this host: it is cut where it is too large. Linux v6.12 net/ipv4/ip_output.c ip_fragment.
 * Simplification: the largest piece stands for all; conntrack's and the receiver's reassembly are not walked.
 */
export function fragment(transit: Transit, namespace: NetworkNamespace, way: Way): void {
  const { bytes } = transit;
  if (bytes === undefined) return;
  const mtu = routeMtu(namespace, way.route, way.device);
  if (bytes > mtu) cut(transit, way.device, mtu, bytes);
}

function cut(transit: Transit, device: string, mtu: number, bytes: number): void {
  record(transit, 'FRAGMENTED', { device, mtu, bytes });
  transit.bytes = mtu;
  transit.fragmented = true;
}

function record(
  transit: Transit,
  action: 'FRAGMENTED' | 'EXCEEDED',
  detail: { readonly device: string; readonly mtu: number; readonly bytes: number },
): void {
  transit.trace.add({ type: 'MTU', action, packet: transit.header, detail });
}
