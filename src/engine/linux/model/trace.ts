import type { Flow, Protocol } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { Backend, Frontend } from './bpf.ts';
import type { RealServer, VirtualServer } from './ipvs.ts';
import type { Mac, NamespaceId } from './place.ts';
import type { Nexthop, Route, RoutingRule } from './routes.ts';
import type { InterfaceKind, Socket, TunnelKind } from './devices.ts';
import type { HookName, PrintMatched, Rule, Target, FoundVerdict } from './netfilter.ts';
import type { Origin } from './origin.ts';
import type { HeaderChange, PacketHeader } from './packet.ts';
import type { ProxyStep } from './proxy-step.ts';

export type { NoRouteMatchedStep, ProxyStep, RouteMatchedStep, SidecarStep, TlsTerminatedStep } from './proxy-step.ts';

/** A tracked connection: the tuple as first seen and the tuple its replies carry. */
export interface ConntrackEntry {
  readonly original: Flow;
  readonly reply: Flow;
}

interface StepBase {
  /** The header as it is after this step. Shared with the step before when nothing changed. */
  readonly packet: PacketHeader;
}

export interface SocketStep extends StepBase {
  readonly type: 'SOCKET';
  /** SENT: a local process sent it. ACCEPTED: a socket (or, for ICMP echo, the kernel) took it. REFUSED: nothing listens. */
  readonly action: 'SENT' | 'ACCEPTED' | 'REFUSED';
  readonly detail: { readonly protocol: Protocol; readonly ip: Ip; readonly port: Port; readonly socket?: Socket };
}
export interface InterfaceStep extends StepBase {
  readonly type: 'INTERFACE';
  readonly action: 'RECEIVED' | 'TRANSMITTED';
  readonly detail: {
    readonly interface: string;
    readonly kind: InterfaceKind;
    readonly mtu: number;
  };
}
export interface BridgeStep extends StepBase {
  readonly type: 'BRIDGE';
  /**
   * FORWARDED to another port; LOCAL: handed up to the bridge's own host; SENT: the host sends into the bridge.
   * BLOCKED: it would leave by the port it came in, and that port's hairpin option is off.
   */
  readonly action: 'FORWARDED' | 'LOCAL' | 'SENT' | 'BLOCKED';
  readonly detail: {
    readonly bridge: string;
    readonly inPort?: string;
    readonly outPort?: string;
    readonly destinationMac: Mac;
  };
}
export interface RouteStep extends StepBase {
  readonly type: 'ROUTE';
  /**
   * FORWARDED: towards a next hop (also for what a local process sends). NOT_FORWARDING: for somebody else, and ip_forward is off.
   * MARTIAN: an address that can't be on this wire (127/8, ::1, or the host's own source address).
   */
  readonly action: 'FORWARDED' | 'LOCAL' | 'NO_ROUTE' | 'BLACKHOLE' | 'MARTIAN' | 'NOT_FORWARDING';
  readonly detail: {
    readonly destination: Ip;
    readonly route?: Route;
    readonly nexthop?: Nexthop;
    /** Set when the output hook changed the destination and the lookup was done again. */
    readonly again?: boolean;
    /** The rule that led to the route's table, when a program wrote it. */
    readonly rule?: RoutingRule;
  };
}
export interface NeighborStep extends StepBase {
  readonly type: 'NEIGHBOR';
  readonly action: 'RESOLVED' | 'FAILED';
  /** `proxy`: another interface answered for the address (proxy ARP). */
  readonly detail: { readonly device: string; readonly ip: Ip; readonly mac?: Mac; readonly proxy?: true };
}
/** Where a rule or base-chain policy stands. `index` counts from 1; `of` is the number of rules in the chain. */
export interface RulePlace {
  readonly hook: HookName;
  readonly table: string;
  readonly chain: string;
}
export interface RuleStep extends StepBase {
  readonly type: 'RULE';
  /** The matched rule's target, or the verdict its map held; COUNTED for a rule without one. */
  readonly action:
    | 'ACCEPT'
    | 'DROP'
    | 'REJECT'
    | 'RETURN'
    | 'JUMP'
    | 'GOTO'
    | 'MARK'
    | 'CONNMARK'
    | 'NOTRACK'
    | 'DNAT'
    | 'SNAT'
    | 'MASQUERADE'
    | 'REDIRECT'
    | 'UPDATE'
    | 'COUNTED';
  readonly detail: RulePlace & {
    readonly index: number;
    readonly of: number;
    readonly rule: Rule;
    /** Of a rule with a statistic match, or with several random verdicts: the probability of what happened here. */
    readonly chance?: number;
    /** True where chance passed over rules of its chain before it: it is what is left of several. */
    readonly isLeft?: boolean;
    /** Of a rule that looks its verdict up: what was found. */
    readonly found?: FoundVerdict;
    /** Of a rule of an nftables table: how it is printed. */
    readonly nft?: PrintMatched;
  };
}

/** What a matched rule did: the verdict it looked up, else its target. */
export function stepTarget({ detail }: RuleStep): Target | undefined {
  return detail.found?.verdict ?? detail.rule.target;
}

/** On whose behalf a matched rule acted: that of the map element it found, else its own. */
export function stepOrigin({ detail }: RuleStep): Origin {
  return detail.found?.origin ?? detail.rule.origin;
}

export interface PolicyStep extends StepBase {
  readonly type: 'POLICY';
  readonly action: 'DROP';
  readonly detail: RulePlace;
}
export interface TranslateStep extends StepBase {
  readonly type: 'TRANSLATE';
  /** DNAT/SNAT: a new connection is bound to a translation. UN_*: a reply is given its original addresses. */
  readonly action: 'DNAT' | 'SNAT' | 'UN_DNAT' | 'UN_SNAT';
  /** Never empty, except for an SNAT to the address the packet already had. */
  readonly detail: {
    readonly changes: readonly HeaderChange[];
    readonly entry: ConntrackEntry;
    readonly origin: Origin;
  };
}
export interface ConntrackStep extends StepBase {
  readonly type: 'CONNTRACK';
  /** INVALID: an answer to a connection this host never saw, or an error about it; no entry, no translation. */
  readonly action: 'NEW' | 'ESTABLISHED' | 'REPLY' | 'INVALID';
  readonly detail: { readonly entry?: ConntrackEntry };
}
export interface TtlStep extends StepBase {
  readonly type: 'TTL';
  readonly action: 'DECREMENTED' | 'EXPIRED';
  readonly detail: { readonly before: number; readonly after: number };
}
/** What IPVS did at one of its hooks. */
export interface IpvsStep extends StepBase {
  readonly type: 'IPVS';
  /**
   * SCHEDULED: a new connection was given a real server. FORWARDED: a known connection keeps its own. REPLIED: the source of a
   * reply becomes the virtual server's address. NO_DESTINATION: the virtual server has none, so the sender gets an error.
   */
  readonly action: 'SCHEDULED' | 'FORWARDED' | 'REPLIED' | 'NO_DESTINATION';
  readonly detail: {
    readonly hook: HookName;
    readonly server: VirtualServer;
    /** Absent: NO_DESTINATION. */
    readonly realServer?: RealServer;
    readonly changes: readonly HeaderChange[];
    /** Of a choice among several: its probability. */
    readonly chance?: number;
    /** The client had a connection before and persistence keeps it to that real server. */
    readonly persistent?: true;
  };
}
/** What an eBPF program did. */
export interface BpfStep extends StepBase {
  readonly type: 'BPF';
  /**
   * SOCKET_TRANSLATED: connect() is given a backend instead of the Service, so no packet ever carries the Service's address.
   * DNAT, SNAT, REVERSED: at a device. NO_BACKEND: the Service has none. DENIED: the program does not let the packet in.
   */
  readonly action: 'SOCKET_TRANSLATED' | 'DNAT' | 'SNAT' | 'REVERSED' | 'NO_BACKEND' | 'DENIED';
  readonly detail: {
    /** Where it is attached: "cgroup/connect4", "tc/eth0 ingress". */
    readonly attached: string;
    readonly frontend: Frontend;
    readonly backend?: Backend;
    readonly changes: readonly HeaderChange[];
    readonly chance?: number;
    /** Session affinity kept the client's backend. */
    readonly persistent?: true;
  };
}

/** A packet that goes into another one, or comes out of it. */
export interface TunnelStep extends StepBase {
  readonly type: 'TUNNEL';
  /**
   * ENCAPSULATED: from here on the header is the outer one. DECAPSULATED: it is the inner one again. UNKNOWN_END: the tunnel
   * device does not know behind which end the next hop is; nothing changes, and the packet is dropped.
   */
  readonly action: 'ENCAPSULATED' | 'DECAPSULATED' | 'UNKNOWN_END';
  readonly detail: {
    readonly device: string;
    readonly kind: TunnelKind;
    /** VXLAN network identifier; absent for ipip. */
    readonly vni?: number;
    readonly inner: PacketHeader;
    /** Absent: UNKNOWN_END. */
    readonly outer?: PacketHeader;
    /** To whom the inner frame is addressed; absent for ipip. */
    readonly innerMac?: Mac;
  };
}
/** An eBPF program that sends the packet on, past the host's IP stack and its netfilter hooks. */
export interface RedirectStep extends StepBase {
  readonly type: 'REDIRECT';
  /** TO_ENDPOINT: to the pod behind a veth of this host. TO_TUNNEL: into the tunnel device, which is told the other end. */
  readonly action: 'TO_ENDPOINT' | 'TO_TUNNEL';
  readonly detail: {
    /** Where it is attached: "tc/lxc1a2b3c4d5e6f ingress". */
    readonly attached: string;
    readonly device: string;
    /** TO_TUNNEL: the node at the other end. */
    readonly remote?: Ip;
    readonly origin: Origin;
  };
}
/** A packet that is larger than what the device takes. */
export interface MtuStep extends StepBase {
  readonly type: 'MTU';
  /** FRAGMENTED: sent in pieces. EXCEEDED: it must not be fragmented (DF), so the sender is told the MTU and it is dropped. */
  readonly action: 'FRAGMENTED' | 'EXCEEDED';
  readonly detail: {
    readonly device: string;
    readonly mtu: number;
    /** Length of the IP packet, its header included. */
    readonly bytes: number;
  };
}

/** One thing that happened to the packet. A type has only its own actions. */
export type Step =
  | SocketStep
  | InterfaceStep
  | BridgeStep
  | RouteStep
  | NeighborStep
  | RuleStep
  | PolicyStep
  | TranslateStep
  | ConntrackStep
  | TtlStep
  | IpvsStep
  | BpfStep
  | TunnelStep
  | RedirectStep
  | MtuStep
  | ProxyStep;

/** One pass through one network namespace. Never without steps. */
export interface Hop {
  readonly namespace: NamespaceId;
  readonly steps: readonly Step[];
  /**
   * How many rules the kernel compared in this hop: in a chain one after the other up to the one that ended it (our own index
   * saves time, not comparisons). A rule with a verdict map, a lookup among virtual servers or in an eBPF map is one.
   */
  readonly rulesEvaluated: number;
}

/**
 * How a trace ends. ACCEPTED: a socket took it. REFUSED: nothing listens. REJECTED: a rule answered with an error.
 * DROPPED: a rule, or a martian check, discarded it. NO_ROUTE: no route, or an unreachable one. NEIGHBOR_UNREACHABLE:
 * nobody on the link answers. EXITS_NETWORK: it left by a namespace that stands for everything outside. LOOP: TTL ran out
 * or the packet came back unchanged. INSUFFICIENT_INFO: the input does not say enough.
 */
export type Disposition =
  | 'ACCEPTED'
  | 'REFUSED'
  | 'REJECTED'
  | 'DROPPED'
  | 'NO_ROUTE'
  | 'NEIGHBOR_UNREACHABLE'
  | 'EXITS_NETWORK'
  | 'NAME_NOT_FOUND'
  | 'LOOP'
  | 'INSUFFICIENT_INFO';

/** One packet from where it starts to where it ends, in one of the ways it can go. */
export interface Trace {
  readonly flow: Flow;
  readonly hops: readonly Hop[];
  readonly disposition: Disposition;
  /** The header where the walk ended. */
  readonly final: PacketHeader;
  /** The namespace where it ended. */
  readonly end: NamespaceId;
  /** The socket that took it; absent unless ACCEPTED (and for ICMP). */
  readonly socket?: Socket;
  /** A MASQUERADE or SNAT rule was applied, also where the new address equals the old. */
  readonly masqueraded: boolean;
}
