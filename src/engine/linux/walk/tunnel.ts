import { flowKey } from '../../net/flow.ts';
import { ipFamily, type Ip } from '../../net/ip.ts';
import { routeSource } from '../namespace/kernel-routes.ts';
import type {
  Interface,
  Ipip,
  NetworkNamespace,
  Tunnel,
  TunnelDriver,
  Vxlan,
  Transit,
} from '../namespace/namespace.ts';
import type { Mac } from '../model/place.ts';
import { DEFAULT_TTL, type PacketHeader } from '../model/packet.ts';
import { end, type Next } from '../namespace/next.ts';

/** Bytes an outer IPv4 header and its like take. RFC 7348: IP 20 (IPv6: 40), UDP 8, VXLAN 8, inner Ethernet 14. */
const OUTER_BYTES = { vxlan: { 4: 50, 6: 70 }, ipip: { 4: 20, 6: 40 } } as const;
/** Packets in packets in packets: Linux v6.12 net/core/dev.c XMIT_RECURSION_LIMIT is 8. */
const MAX_NESTING = 8;
const FIRST_SOURCE_PORT = 32_768;
const SOURCE_PORTS = 28_232;

/** Whoever sets up a tunnel device gives it its driver. */
export const VXLAN_DRIVER: TunnelDriver<Vxlan, Mac> = { enter: enterVxlan, leave: decapsulate };
export const IPIP_DRIVER: TunnelDriver<Ipip, Ip> = { enter: enterIpip, leave: decapsulate };

/** A frame goes into a VXLAN device: its destination MAC says behind which end. Linux v6.12 drivers/net/vxlan/vxlan_core.c vxlan_xmit */
function enterVxlan(transit: Transit, namespace: NetworkNamespace, device: Vxlan, mac: Mac): Next {
  const remote = device.fdb(mac);
  if (remote !== undefined) return encapsulateVxlan(transit, namespace, device, { remote, mac });
  const { name, kind, vni } = device;
  const detail = { device: name, kind, vni, inner: transit.header, innerMac: mac };
  transit.trace.add({ type: 'TUNNEL', action: 'UNKNOWN_END', packet: transit.header, detail });
  return end('NEIGHBOR_UNREACHABLE');
}

/** Into a VXLAN device towards a known end; without MAC: whoever gets it is meant. The outer packet is sent as if by a process of the host (ip_local_out). */
export function encapsulateVxlan(
  transit: Transit,
  namespace: NetworkNamespace,
  device: Vxlan,
  { remote, mac }: { readonly remote: Ip; readonly mac?: Mac },
): Next {
  const outer: PacketHeader = {
    protocol: 'UDP',
    sourceIP: device.local,
    sourcePort: flowPort(transit.header),
    destinationIP: remote,
    destinationPort: device.port,
    ttl: DEFAULT_TTL,
    mark: transit.header.mark,
  };
  return encapsulate(transit, namespace, { device, outer, ...(mac === undefined ? {} : { mac }) });
}

/** A packet goes into an ipip device: its next hop is the other end; the TTL is inherited. Linux v6.12 net/ipv4/ip_tunnel.c ip_tunnel_xmit */
function enterIpip(transit: Transit, namespace: NetworkNamespace, device: Ipip, nexthop: Ip): Next {
  const sourceIP = routeSource(namespace, nexthop);
  if (sourceIP === undefined) return end('NO_ROUTE');
  const { ttl, mark } = transit.header;
  const outer: PacketHeader = {
    protocol: 'IPIP',
    sourceIP,
    sourcePort: 0,
    destinationIP: nexthop,
    destinationPort: 0,
    ttl,
    mark,
  };
  return encapsulate(transit, namespace, { device, outer });
}

interface Envelope {
  readonly device: Tunnel;
  readonly outer: PacketHeader;
  readonly mac?: Mac;
}

/** The mark stays on the packet within the host, conntrack's entry does not (skb_scrub_packet). */
function encapsulate(transit: Transit, namespace: NetworkNamespace, { device, outer, mac }: Envelope): Next {
  if (transit.inside.length >= MAX_NESTING) return end('LOOP');
  const inner = transit.header;
  const { name, kind } = device;
  const vni = device.kind === 'vxlan' ? { vni: device.vni } : {};
  const innerMac = mac === undefined ? {} : { innerMac: mac };
  transit.inside.push({ header: inner, kind, ...vni, ...innerMac });
  transit.header = outer;
  transit.tracking = undefined;
  transit.scheduled = false;
  if (transit.bytes !== undefined) transit.bytes += OUTER_BYTES[kind][ipFamily(outer.destinationIP)];
  const detail = { device: name, kind, inner, outer, ...vni, ...innerMac };
  transit.trace.add({ type: 'TUNNEL', action: 'ENCAPSULATED', packet: outer, detail });
  return { kind: 'SEND', namespace: namespace.id };
}

/**
 * A packet for this host that a tunnel device of the host takes: out comes the inner one, as if it had arrived by that device.
 * undefined: there is no such device (or nothing inside). Linux vxlan_rcv, ipip_rcv.
 */
function decapsulate(transit: Transit, namespace: NetworkNamespace): Next | undefined {
  const { header, inside } = transit;
  const content = inside.at(-1);
  if (content === undefined) return undefined;
  const takes = (device: Interface): device is Tunnel =>
    device.kind === 'vxlan'
      ? header.protocol === 'UDP' &&
        device.port === header.destinationPort &&
        device.vni === content.vni &&
        ipFamily(device.local) === ipFamily(header.destinationIP)
      : device.kind === 'ipip' && header.protocol === 'IPIP';
  const device = namespace.interfaces().find(takes);
  if (device === undefined) return undefined;
  inside.pop();
  const { name, kind } = device;
  const inner = { ...content.header, mark: header.mark };
  transit.header = inner;
  transit.tracking = undefined;
  transit.scheduled = false;
  if (transit.bytes !== undefined) transit.bytes -= OUTER_BYTES[kind][ipFamily(header.destinationIP)];
  const vni = device.kind === 'vxlan' ? { vni: device.vni } : {};
  const innerMac = content.innerMac === undefined ? {} : { innerMac: content.innerMac };
  const detail = { device: name, kind, inner, outer: header, ...vni, ...innerMac };
  transit.trace.add({ type: 'TUNNEL', action: 'DECAPSULATED', packet: inner, detail });
  const at = { namespace: namespace.id, interface: name };
  return { kind: 'ARRIVAL', at, destinationMac: content.innerMac, loopback: false, inner: true };
}

/**
 * The outer source port, which tells flows apart for whoever spreads them over links. Linux v6.12 include/net/udp_tunnel.h
 * udp_flow_src_port. Simplification: the hash is FNV-1a of the inner addresses and ports, Linux' is seeded at boot.
 */
function flowPort(header: PacketHeader): number {
  let hash = 0x811c9dc5;
  for (const character of flowKey(header)) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return FIRST_SOURCE_PORT + ((hash >>> 0) % SOURCE_PORTS);
}
