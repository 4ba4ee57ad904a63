import { ipFamily, type IpFamily } from '../net/ip.ts';
import type { Tracking } from './conntrack.ts';
import type { InterfaceRef, Mac, Network, Socket } from './namespace.ts';
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
  masqueraded: boolean;
  /** Set by IPVS in this namespace (skb->ipvs_property): its hooks leave the packet alone from there on. */
  scheduled?: boolean;
}

/** What comes next in a walk: an arrival at an interface, or the end. */
export type Next = Arrival | End;

export interface Arrival {
  readonly kind: 'ARRIVAL';
  readonly at: InterfaceRef;
  /** Whom the frame is for; undefined for the interface itself. */
  readonly destinationMac: Mac | undefined;
  /** Came back in by lo, with what the kernel had attached to the packet. */
  readonly loopback: boolean;
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
