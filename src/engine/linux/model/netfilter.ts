import type { Cidr } from '../../net/cidr.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import type { Origin } from './origin.ts';
import type { PacketHeader } from './packet.ts';

/** Netfilter hooks, as in NF_INET_* (Linux v6.12 include/uapi/linux/netfilter.h). */
export type HookName = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** Priorities of the hook functions (Linux v6.12 include/uapi/linux/netfilter_ipv4.h). Lower runs first. */
export const PRIORITY = { raw: -300, conntrack: -200, mangle: -150, dstnat: -100, filter: 0, srcnat: 100 } as const;

/** DNAT and SNAT are xt_conntrack's virtual states: the connection's reply does not mirror its original tuple. */
export type ConntrackState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED' | 'DNAT' | 'SNAT';

/** What a rule asks of a packet. `negate` is iptables' "!". All matches of a rule must hold. */
export type Match =
  | { readonly type: 'comment'; readonly text: string }
  | {
      readonly type: 'protocol';
      readonly protocol: Protocol;
      readonly negate?: boolean;
      /** The rule names the protocol's module although it asks it for no port: `-m tcp`. */
      readonly loaded?: true;
    }
  | { readonly type: 'source'; readonly cidr: Cidr; readonly negate?: boolean }
  | { readonly type: 'destination'; readonly cidr: Cidr; readonly negate?: boolean }
  /** A name, or a prefix followed by "+". */
  | { readonly type: 'inInterface'; readonly name: string; readonly negate?: boolean }
  | { readonly type: 'outInterface'; readonly name: string; readonly negate?: boolean }
  | { readonly type: 'sport'; readonly from: Port; readonly to: Port; readonly negate?: boolean }
  | { readonly type: 'dport'; readonly from: Port; readonly to: Port; readonly negate?: boolean }
  /** xt_multiport: any of these destination ports, at most 15. */
  | { readonly type: 'dports'; readonly ports: readonly Port[]; readonly negate?: boolean }
  | { readonly type: 'mark'; readonly value: number; readonly mask: number; readonly negate?: boolean }
  | { readonly type: 'ctstate'; readonly states: readonly ConntrackState[]; readonly negate?: boolean }
  /** `ct status dnat`: the connection's destination was translated. */
  | { readonly type: 'ctstatus'; readonly status: 'DNAT'; readonly negate?: boolean }
  /** Branches the walk: it matches with this probability. */
  | { readonly type: 'statistic'; readonly probability: number }
  | {
      readonly type: 'addrtype';
      readonly of: 'source' | 'destination';
      readonly is: 'LOCAL';
      /** Only an address of the device the packet came in by, or leaves by. */
      readonly limit?: 'in' | 'out';
      readonly negate?: boolean;
    }
  /** An anonymous nftables set of networks. */
  | {
      readonly type: 'addresses';
      readonly of: 'source' | 'destination';
      readonly cidrs: readonly Cidr[];
      readonly negate?: boolean;
    }
  /** Membership of a set of the same table; `fields` says which header fields make the key, in order. */
  | { readonly type: 'set'; readonly set: string; readonly fields: readonly SetField[]; readonly negate?: boolean }
  /** xt_owner: the process that sends it runs as that user, or in that group. Only what leaves by its socket has one. */
  | { readonly type: 'owner'; readonly of: 'uid' | 'gid'; readonly id: number; readonly negate?: boolean }
  /** xt_recent: has the source address been seen within `seconds`? `set` records it and always matches. */
  | { readonly type: 'recent'; readonly list: string; readonly mode: 'rcheck' | 'set'; readonly seconds?: number };

export type SetField = 'sourceIP' | 'destinationIP' | 'sourcePort' | 'destinationPort' | 'protocol';

/** What an nftables verdict map can hold. */
export type Verdict =
  | { readonly type: 'ACCEPT' | 'DROP' | 'RETURN' }
  | { readonly type: 'JUMP' | 'GOTO'; readonly chain: string };

/** What happens when a rule matches. A rule without target only counts. */
export type Target =
  | Verdict
  | { readonly type: 'REJECT'; readonly with?: string }
  /** mark = (mark & ~mask) ^ value, as --set-xmark; `or` is --or-mark. */
  | { readonly type: 'MARK'; readonly op: 'xset' | 'or'; readonly value: number; readonly mask: number }
  /** The connection's mark: `set` gives it one, as --set-xmark; `restore` copies it to the packet, where `mask` has bits. */
  | { readonly type: 'CONNMARK'; readonly op: 'set' | 'restore'; readonly value: number; readonly mask: number }
  /** `-j CT --notrack` (xt_CT): conntrack, and with it NAT, leaves the packet alone. */
  | { readonly type: 'NOTRACK' }
  /** Absent `ip` keeps the address (port-only), absent `port` keeps the port. */
  | { readonly type: 'DNAT' | 'SNAT'; readonly ip?: Ip; readonly port?: Port; readonly randomFully?: boolean }
  | { readonly type: 'MASQUERADE'; readonly randomFully?: boolean }
  /** To a port of this host itself: at output that of the loopback address, else that of the device the packet came in by. */
  | { readonly type: 'REDIRECT'; readonly port: Port }
  /** The verdict a map of the same table holds for the packet's key; without one the rule does not match. */
  | { readonly type: 'VMAP'; readonly map: string; readonly fields: readonly SetField[] }
  /** `numgen random mod N vmap`: one of the verdicts, each with the same chance. Branches the walk. Never empty. */
  | { readonly type: 'NUMGEN'; readonly verdicts: readonly Verdict[] }
  /** `dnat to numgen random mod N map`: one of the ends, each with the same chance. Branches the walk. Never empty. */
  | { readonly type: 'NUMGEN_DNAT'; readonly ends: readonly { readonly ip: Ip; readonly port: Port }[] }
  /** Adds the packet's key to a dynamic set of the same table, or renews it there; the next rule follows. */
  | { readonly type: 'UPDATE'; readonly set: string; readonly fields: readonly SetField[] };

export interface Rule {
  readonly matches: readonly Match[];
  /** What is done before the target: a rule of nftables may do several things. */
  readonly first?: Extract<Target, { readonly type: 'MARK' }>;
  readonly target?: Target;
  readonly origin: Origin;
}

/** Rules in order. `candidates`, where given, are the only indices (ascending) that can match: an index, not a filter. */
export interface Chain {
  readonly name: string;
  readonly comment?: string;
  readonly rules: readonly Rule[];
  readonly candidates?: (packet: PacketHeader) => readonly number[];
  /** How many rules there are and one of them, for a chain that makes `rules` only when somebody wants them all. */
  readonly lazy?: { readonly count: number; readonly rule: (index: number) => Rule | undefined };
}

/** A chain hung on a hook. `policy` is the verdict at its end. */
export interface BaseChain extends Chain {
  readonly hook: HookName;
  readonly priority: number;
  readonly policy: 'ACCEPT' | 'DROP';
  /** 'nat' chains see only the first packet of a connection (Linux nf_nat_core.c). */
  readonly type: 'filter' | 'nat';
}

/** A key of header fields: their texts joined with ",", e.g. "10.96.0.10,UDP,53". */
export type SetKey = string;

/** A set of a table. */
export interface NamedSet {
  readonly has: (key: SetKey) => boolean;
  /** Its elements, each as the matches that stand for it where sets are not at hand; absent: not told. */
  readonly elements?: () => readonly (readonly Match[])[];
  /** What an nftables set shows of itself; absent for an ipset. */
  readonly listing?: SetListing;
}

export interface SetListing {
  readonly fields: readonly SetField[];
  readonly comment?: string;
  /** Filled by UPDATE rules, so its elements belong to a walk; they live this many seconds. `has` is not asked. */
  readonly timeout?: number;
  readonly keys: () => Iterable<SetKey>;
}

/** One element of a verdict map. */
export interface MapElement {
  readonly key: SetKey;
  readonly verdict: Verdict;
  readonly comment?: string;
  /** On whose behalf the element is there. */
  readonly origin: Origin;
}

/** An nftables verdict map: finding an element takes as long with one as with 100,000. */
export interface VerdictMap {
  readonly fields: readonly SetField[];
  readonly comment?: string;
  readonly lookup: (key: SetKey) => MapElement | undefined;
  /** All of them, in print order; no key twice. Makes those that were not looked up yet. */
  readonly elements: () => readonly MapElement[];
}

/** How nft prints a rule that matched, with the element of its map that decided (print-nft-rule.ts). */
export type PrintMatched = (rule: Rule, family: IpFamily, found: FoundVerdict | undefined) => string;

/** The element of a map that decided. */
export interface FoundVerdict extends Omit<MapElement, 'verdict'> {
  readonly verdict: Verdict | Extract<Target, { readonly type: 'DNAT' | 'SNAT' }>;
  /** Absent: the rule's own anonymous map, whose keys are the numbers from 0. */
  readonly map?: string;
}

/** A target whose verdict stands in a map, or is drawn. */
export type LookedUp = Extract<Target, { readonly type: 'VMAP' | 'NUMGEN' | 'NUMGEN_DNAT' }>;

/** A target that needs no lookup. */
export type PlainTarget = Exclude<Target, LookedUp>;

/** What a rule's target comes to for one packet. */
export interface ResolvedTarget {
  readonly target: PlainTarget | undefined;
  /** Absent for a target that is not looked up. */
  readonly found?: FoundVerdict;
  /** Of one verdict among several random ones. */
  readonly chance?: number;
}
