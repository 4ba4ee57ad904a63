import type { Protocol } from '../../net/flow.ts';
import { type Ip, type IpFamily, type Port, ipFamily } from '../../net/ip.ts';
import type { Origin } from '../model/origin.ts';
import type { Next, End } from './next.ts';
import type {
  LookedUp,
  ResolvedTarget,
  Target,
  Chain,
  BaseChain,
  NamedSet,
  VerdictMap,
  PrintMatched,
  HookName,
} from '../model/netfilter.ts';
import type { VirtualServer } from '../model/ipvs.ts';
import type { BpfService, BpfLookup, BpfRedirect } from '../model/bpf.ts';
import type { Tracking } from './conntrack.ts';
import type { Mac, NamespaceId, InterfaceRef } from '../model/place.ts';
import type { PacketHeader } from '../model/packet.ts';
import type { WalkSession } from './session.ts';
import type { TraceBuilder } from './trace-builder.ts';
import type { Fib } from '../model/routes.ts';
import type {
  InterfaceBase,
  Loopback,
  Veth,
  Bridge,
  Ethernet,
  Dummy,
  VxlanFdbEntry,
  NeighborEntry,
  Socket,
  Sysctls,
} from '../model/devices.ts';

// A host and the packet on its way through it know each other: what runs in a host is handed the packet, and the packet is
// somewhere in the network. What refers to both is in this file, so that all others of the model come before or after it.

/** How packets get into a tunnel device and out of it (tunnel.ts); `towards` is whom the device is told to send to. */
export interface TunnelDriver<Device, Towards> {
  readonly enter: (transit: Transit, namespace: NetworkNamespace, device: Device, towards: Towards) => Next;
  /** undefined: no tunnel device of the host takes the packet. */
  readonly leave: (transit: Transit, namespace: NetworkNamespace) => Next | undefined;
}

/**
 * Puts Ethernet frames into UDP (RFC 7348): to the tunnel end of the frame's destination MAC. Linux v6.12 drivers/net/vxlan. What is
 * in it is seen by the host as a packet of its own, from `local` to that end.
 */
export interface Vxlan extends InterfaceBase {
  readonly kind: 'vxlan';
  readonly vni: number;
  /** UDP port of all ends: 4789 by IANA, 8472 as Linux has it by default. */
  readonly port: Port;
  /** This host's end: the outer source address. */
  readonly local: Ip;
  /** nolearning: undefined for a station that no program has told it of. */
  readonly fdb: (mac: Mac) => Ip | undefined;
  /** All of it, for display. */
  readonly fdbEntries: () => readonly VxlanFdbEntry[];
  /** Towards the station of a frame. */
  readonly driver: TunnelDriver<Vxlan, Mac>;
}
/**
 * Puts IPv4 packets into IPv4 (RFC 2003). It has no remote end of its own: the packet's next hop is the outer destination, and
 * the outer source the address of the route there. Linux v6.12 net/ipv4/ipip.c (`ip link add … type ipip local any remote any`).
 */
export interface Ipip extends InterfaceBase {
  readonly kind: 'ipip';
  /** Towards the packet's next hop. */
  readonly driver: TunnelDriver<Ipip, Ip>;
}
export type Tunnel = Vxlan | Ipip;
export type Interface = Loopback | Veth | Bridge | Ethernet | Dummy | Tunnel;

/** One Linux network stack. Everything but `id` may be computed on first use and must then stay the same. */
export interface NetworkNamespace {
  readonly id: NamespaceId;
  readonly origin: Origin;
  readonly sysctls: Sysctls;
  /** Stands for everything outside: a packet that arrives here for an address nobody owns has left (EXITS_NETWORK). */
  readonly outside?: boolean;
  readonly interfaces: () => readonly Interface[];
  readonly interface: (name: string) => Interface | undefined;
  readonly fib: (family: IpFamily) => Fib;
  /** Neighbours are warm: what ARP or ND would learn. undefined: nobody on that link has the address. */
  readonly neighbor: (device: string, ip: Ip) => NeighborEntry | undefined;
  /** Entries a program wrote (`ip neigh … PERMANENT`), for display; absent: none. `neighbor` finds them too. */
  readonly permanentNeighbors?: () => readonly NeighborEntry[];
  readonly ruleset: (family: IpFamily) => Ruleset;
  /** Virtual servers; absent: the ip_vs module is not in use. */
  readonly ipvs?: (family: IpFamily) => IpvsTable;
  /** Programs attached to sockets and devices; absent: none. */
  readonly bpf?: BpfPrograms;
  /** Who takes a packet for this local address and port; a socket bound to the address wins over a wildcard. */
  readonly socket: (protocol: Protocol, ip: Ip, port: Port) => Socket | undefined;
}

/** An Ethernet segment between namespaces. */
export interface Segment {
  readonly id: string;
  readonly station: (mac: Mac) => InterfaceRef | undefined;
}

/** All hosts. Namespaces and segments are made when first asked for. */
export interface Network {
  readonly namespace: (id: NamespaceId) => NetworkNamespace | undefined;
  readonly segment: (id: string) => Segment | undefined;
}

/** What makes a table one of nftables: how it is written, and what it has besides chains. Sets and maps in print order. */
export interface NftParts {
  readonly comment?: string;
  readonly setNames: () => readonly string[];
  readonly map: (name: string) => VerdictMap | undefined;
  readonly mapNames: () => readonly string[];
  readonly machine: NftMachine;
  readonly print: PrintMatched;
}

/** What looks into maps and fills sets (verdict-map.ts). */
export interface NftMachine {
  /** undefined: the map holds no verdict for this packet. */
  readonly find: (target: LookedUp, origin: Origin, input: MatchInput) => ResolvedTarget | undefined;
  readonly update: (target: Extract<Target, { readonly type: 'UPDATE' }>, input: MatchInput) => void;
}

export interface Table {
  /** "nat", "filter", "mangle", "raw", or an nftables table name. */
  readonly name: string;
  readonly family: IpFamily;
  readonly baseChains: readonly BaseChain[];
  /** User-defined chains, made when first asked for. */
  readonly chain: (name: string) => Chain | undefined;
  /** Names of all user-defined chains, in print order. */
  readonly chainNames: () => readonly string[];
  /** Sets by name. */
  readonly set?: (name: string) => NamedSet | undefined;
  /** Absent for a table of iptables. */
  readonly nft?: NftParts;
}

export interface Ruleset {
  readonly tables: readonly Table[];
}

export const EMPTY_RULESET: Ruleset = { tables: [] };

/** Where in a host a packet is being judged. */
export interface HookContext {
  readonly namespace: NetworkNamespace;
  readonly hook: HookName;
  readonly inInterface?: string;
  readonly outInterface?: string;
  /** Whom the packet goes to next; known in output and postrouting. */
  readonly nexthop?: Ip;
}

/** What a match can see. */
export interface MatchInput {
  readonly transit: Transit;
  readonly context: HookContext;
  readonly table: Table;
}

/** The virtual servers of a namespace: a hash table, so one comparison finds one. */
export interface IpvsTable {
  readonly lookup: (protocol: Protocol, ip: Ip, port: Port) => VirtualServer | undefined;
  /** All of them, in the order they were added, for display. */
  readonly servers: () => readonly VirtualServer[];
  readonly module: IpvsModule;
}

/** What the kernel module does at netfilter's hooks (ipvs-run.ts). */
export interface IpvsModule {
  readonly schedule: (transit: Transit, context: HookContext) => 'ACCEPT' | 'REJECT';
  readonly restore: (transit: Transit, context: HookContext) => 'ACCEPT';
}

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

/** The packet on its way: what the kernel keeps in its sk_buff. One per walk; the only thing that changes while walking. */
export interface Transit {
  readonly network: Network;
  readonly session: WalkSession;
  readonly trace: TraceBuilder;
  /** A process sent it in answer to a packet it had received: it opens no connection of TCP or SCTP. */
  readonly answer: boolean;
  /** As whom the process runs that sent it; absent: not told. */
  readonly user?: number | undefined;
  header: PacketHeader;
  /** Attached by conntrack in this namespace; absent before its hook, and where nothing is tracked. */
  tracking: Tracking | undefined;
  /** A rule of the raw table has asked conntrack to leave the packet alone in this namespace. */
  untracked?: boolean;
  masqueraded: boolean;
  /** Set by IPVS in this namespace (skb->ipvs_property): its hooks leave the packet alone from there on. */
  scheduled?: boolean;
  /** It is what the opener of a connection sends once it has its answer: an ACK of TCP, a COOKIE ECHO of SCTP. */
  readonly continues?: true;
  /** It is an ICMP error about a packet; the header is that of an answer to the packet, by which NAT treats both. */
  readonly error?: true;
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

export function familyOf(transit: Transit): IpFamily {
  return ipFamily(transit.header.destinationIP);
}
