import type { FlowKey, Protocol } from '../../net/flow.ts';
import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import type { Interface, NetworkNamespace } from './namespace.ts';
import type { Ruleset } from './netfilter.ts';
import type { Origin } from './origin.ts';
import type { PacketHeader } from './packet.ts';
import type { End, Next, Transit } from './transit.ts';

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

/** Programs that translate: at the sockets of a namespace's processes, and at one device. */
export interface BpfPrograms {
  /** Runs when a process connects or sends (cgroup/connect4, sendmsg4 and their IPv6 kin). */
  readonly socket?: BpfLookup;
  /** Runs at a device's ingress and egress (tc). */
  readonly device?: {
    readonly name: string;
    readonly lookup: BpfLookup;
    /** All that `lookup` can find, for display. */
    readonly services: (family: IpFamily) => readonly BpfService[];
    /** The address of the node under which other nodes see forwarded clients; undefined: none of that family. */
    readonly source: (family: IpFamily) => Ip | undefined;
  };
  /** How `socket` and `device` run (bpf-run.ts); absent where there is neither. */
  readonly translators?: BpfTranslators;
  /** Runs at every device of the namespace, in both directions. */
  readonly redirect?: BpfForwarder;
  /** What is asked of packets of pods before `redirect` decides: rules at the forward hook; absent: nothing. */
  readonly policy?: (family: IpFamily) => Ruleset;
}

/** What runs programs that translate, at their three places. */
export interface BpfTranslators {
  /** undefined: the process may send. */
  readonly connect: (transit: Transit, namespace: NetworkNamespace) => End | undefined;
  /** undefined: the host's IP stack takes the packet. */
  readonly ingress: (transit: Transit, namespace: NetworkNamespace, device: Interface) => Next | undefined;
  readonly egress: (transit: Transit, namespace: NetworkNamespace, device: Interface) => void;
}

/** A program that forwards, and what runs it (bpf-forward.ts). */
export interface BpfForwarder {
  readonly decide: BpfRedirect;
  /** undefined: the host's IP stack takes the packet. */
  readonly run: (transit: Transit, namespace: NetworkNamespace, point: Point) => Next | undefined;
}

/** Where a program is attached. */
export interface Point {
  readonly device: Interface;
  readonly direction: 'ingress' | 'egress';
}

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
