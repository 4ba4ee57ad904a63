import { ipFamily, type IpFamily } from '../../net/ip.ts';
import type { Tracking } from './conntrack.ts';
import type { InterfaceRef, Mac, NamespaceId, Network, Socket, Tunnel } from './namespace.ts';
import type { PacketHeader } from './packet.ts';
import type { WalkSession } from './session.ts';
import type { TraceBuilder } from './trace-builder.ts';
import type { Disposition } from './trace.ts';

/** The packet on its way: what the kernel keeps in its sk_buff. One per walk; the only thing that changes while walking. */
export interface Transit {
  readonly network: Network;
  readonly session: WalkSession;
  readonly trace: TraceBuilder;
  /** A process sent it in answer to a packet it had received: it opens no TCP connection. */
  readonly answer: boolean;
  header: PacketHeader;
  /** Attached by conntrack in this namespace; absent before its hook, and where nothing is tracked. */
  tracking: Tracking | undefined;
  /** A rule of the raw table has asked conntrack to leave the packet alone in this namespace. */
  untracked?: boolean;
  masqueraded: boolean;
  /** Set by IPVS in this namespace (skb->ipvs_property): its hooks leave the packet alone from there on. */
  scheduled?: boolean;
  /** Of an error in answer to a rejected packet: where it was rejected. It belongs to that packet's connection (nf_ct_attach). */
  readonly rejectedIn?: NamespaceId;
  /** What is in the packet, the innermost first: empty for one that no tunnel has taken in. */
  readonly inside: Content[];
  /** Length of the IP packet; undefined: small enough for every way. */
  bytes?: number;
  /** It has been cut to `bytes`, so it may be cut again. */
  fragmented?: boolean;
}

/** A packet inside another one. */
interface Content {
  readonly header: PacketHeader;
  readonly kind: Tunnel['kind'];
  readonly vni?: number;
  /** To whom the inner frame is addressed; absent where there is none. */
  readonly innerMac?: Mac;
}

/** What comes next in a walk: an arrival at an interface, a packet that the host itself sends, or the end. */
export type Next = Arrival | Send | End;

/** A tunnel device has put the packet into one of the host's own (ip_local_out). */
export interface Send {
  readonly kind: 'SEND';
  readonly namespace: NamespaceId;
}

export interface Arrival {
  readonly kind: 'ARRIVAL';
  readonly at: InterfaceRef;
  /** Whom the frame is for; undefined for the interface itself. */
  readonly destinationMac: Mac | undefined;
  /** Came back in by lo, with what the kernel had attached to the packet. */
  readonly loopback: boolean;
  /** Comes out of a tunnel of the host where it already is. */
  readonly inner?: true;
}

export interface End {
  readonly kind: 'END';
  readonly disposition: Disposition;
  readonly socket?: Socket;
}

export function end(disposition: Disposition, socket?: Socket): End {
  return socket === undefined ? { kind: 'END', disposition } : { kind: 'END', disposition, socket };
}

export function familyOf(transit: Transit): IpFamily {
  return ipFamily(transit.header.destinationIP);
}
