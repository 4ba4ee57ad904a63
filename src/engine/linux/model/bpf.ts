import type { FlowKey, Protocol } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { Origin } from './origin.ts';
import type { PacketHeader } from './packet.ts';

/** An address and port that stands for a Service. */
export interface Frontend {
  readonly protocol: Protocol;
  readonly ip: Ip;
  readonly port: Port;
  readonly origin: Origin;
}

/** Where a Service's traffic can go. */
export interface Backend {
  readonly ip: Ip;
  readonly port: Port;
}

/** What a program finds under a frontend in its maps. */
export interface BpfService {
  readonly frontend: Frontend;
  readonly backends: readonly Backend[];
  /** Seconds for which a client keeps its backend; absent: no affinity. */
  readonly affinity?: number;
  /** True for a client that may not use this frontend; absent: everybody may. */
  readonly denies?: (client: Ip) => boolean;
}

export type BpfLookup = (protocol: Protocol, ip: Ip, port: Port) => BpfService | undefined;

/** Where a program wants a packet to go that passes a device; undefined: to the host's IP stack. */
export type BpfRedirect = (packet: {
  readonly device: string;
  readonly direction: 'ingress' | 'egress';
  readonly header: PacketHeader;
}) => BpfDecision | undefined;

/** To the pod behind a veth of the host, or by a VXLAN device to another node. */
export type BpfDecision =
  | { readonly to: 'endpoint'; readonly device: string; readonly origin: Origin }
  | { readonly to: 'tunnel'; readonly device: string; readonly remote: Ip; readonly origin: Origin };

/** A packet of a translated connection, the other way: which addresses it gets. */
export interface BpfReverse {
  readonly frontend: Frontend;
  readonly backend: Backend;
  readonly addresses: Pick<PacketHeader, 'sourceIP' | 'sourcePort' | 'destinationIP' | 'destinationPort'>;
}

/** What the programs of a namespace keep: affinity by client, backends of connections, and their replies. */
export interface BpfState {
  readonly affinity: Map<string, Backend>;
  readonly connections: Map<FlowKey, Backend>;
  /** Of clients forwarded to other nodes: the replies come in by the device. */
  readonly arriving: Map<FlowKey, BpfReverse>;
  /** Of backends on this node: the replies leave by the device. */
  readonly leaving: Map<FlowKey, BpfReverse>;
}

export const createBpfState = (): BpfState => ({
  affinity: new Map(),
  connections: new Map(),
  arriving: new Map(),
  leaving: new Map(),
});
