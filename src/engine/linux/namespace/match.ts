import { cidrContains } from '../../net/cidr.ts';
import { ipFamily, type Ip, type Port } from '../../net/ip.ts';
import type { NetworkNamespace, Transit, MatchInput } from './namespace.ts';
import type { Ends } from '../model/choice.ts';
import type { Match, SetField, SetKey } from '../model/netfilter.ts';
import type { PacketHeader } from '../model/packet.ts';

type MatchOf<T extends Match['type']> = Extract<Match, { readonly type: T }>;

/**
 * True when the packet has what the match asks for. Throws for a match it cannot interpret: a rule must never pass unread.
 * A statistic match asks the session, so the walk branches there. Linux v6.12 net/netfilter/xt_*.c.
 */
export function evaluateMatch(match: Match, input: MatchInput): boolean {
  const { header } = input.transit;
  const protocol = input.transit.error === true ? 'ICMP' : header.protocol;
  switch (match.type) {
    case 'comment':
      return true;
    case 'protocol':
      return (protocol === match.protocol) !== (match.negate ?? false);
    case 'source':
      return cidrContains(match.cidr, header.sourceIP) !== (match.negate ?? false);
    case 'destination':
      return cidrContains(match.cidr, header.destinationIP) !== (match.negate ?? false);
    case 'inInterface':
      return matchInterface(match.name, input.context.inInterface) !== (match.negate ?? false);
    case 'outInterface':
      return matchInterface(match.name, input.context.outInterface) !== (match.negate ?? false);
    case 'sport':
      return protocol !== 'ICMP' && matchPort(match, header.sourcePort);
    case 'dport':
      return protocol !== 'ICMP' && matchPort(match, header.destinationPort);
    case 'dports':
      return protocol !== 'ICMP' && match.ports.includes(header.destinationPort) !== (match.negate ?? false);
    case 'mark':
      return matchMark(match, header.mark);
    case 'ctstate':
      return matchState(match, input.transit);
    case 'ctstatus':
      return isTranslated(input.transit) !== (match.negate ?? false);
    case 'statistic':
      return matchStatistic(match, input.transit);
    case 'addrtype':
      return matchAddressType(match, input);
    case 'addresses':
      return matchAddresses(match, header);
    case 'set':
      return matchSet(match, input);
    case 'owner':
      return matchOwner(match, input);
    case 'recent':
      return matchRecent(match, input);
    default:
      return refuse(match);
  }
}

function refuse(match: never): never {
  throw new Error(`a match that cannot be interpreted: ${JSON.stringify(match)}`);
}

function matchInterface(pattern: string, name: string | undefined): boolean {
  if (pattern.endsWith('+')) return name?.startsWith(pattern.slice(0, -1)) ?? false;
  return pattern === name;
}

function matchPort(match: MatchOf<'sport' | 'dport'>, port: Port): boolean {
  return (port >= match.from && port <= match.to) !== (match.negate ?? false);
}

function matchMark({ value, mask, negate }: MatchOf<'mark'>, mark: number): boolean {
  return ((mark & mask) >>> 0 === value >>> 0) !== (negate ?? false);
}

/** A packet without conntrack entry is INVALID, as before the conntrack hook. Linux v6.12 net/netfilter/xt_conntrack.c. */
function matchState({ states, negate }: MatchOf<'ctstate'>, transit: Transit): boolean {
  const none = transit.untracked === true ? 'UNTRACKED' : 'INVALID';
  return states.includes(transit.tracking?.state ?? none) !== (negate ?? false);
}

/** IPS_DST_NAT: the destination became another. Linux v6.12 net/netfilter/nf_nat_core.c nf_nat_setup_info. */
function isTranslated({ tracking }: Transit): boolean {
  if (tracking === undefined) return false;
  const { original, reply } = tracking.connection.entry;
  return original.destinationIP !== reply.sourceIP || original.destinationPort !== reply.sourcePort;
}

/** `ends`: where the rule leads when it matches. */
export function matchStatistic({ probability }: MatchOf<'statistic'>, transit: Transit, ends?: Ends): boolean {
  if (probability >= 1) return true;
  if (probability <= 0) return false;
  return transit.session.choose([probability, 1 - probability], ends) === 0;
}

function matchAddressType({ of, limit, negate }: MatchOf<'addrtype'>, { transit, context }: MatchInput): boolean {
  const ip = of === 'source' ? transit.header.sourceIP : transit.header.destinationIP;
  const { namespace, inInterface, outInterface } = context;
  const name = limit === 'in' ? inInterface : outInterface;
  const device = limit === undefined || name === undefined ? undefined : namespace.interface(name);
  const there = limit === undefined || device?.addresses.some((own) => own.ip === ip) === true;
  return (there && isLocal(namespace, ip)) !== (negate ?? false);
}

/** True when the host takes packets for this address itself. */
export function isLocal(namespace: NetworkNamespace, ip: Ip): boolean {
  return namespace.fib(ipFamily(ip)).lookup(ip)?.type === 'local';
}

/** Simplification: no clock runs during a walk, so what was added to a set with timeout stays in it. */
function matchSet({ set, fields, negate }: MatchOf<'set'>, { transit, context, table }: MatchInput): boolean {
  const members = table.set?.(set);
  if (members === undefined) throw new Error(`table ${table.name} has no set ${set}`);
  const dynamic = members.listing?.timeout !== undefined;
  const key = packetKey(transit.header, fields);
  const has = dynamic ? transit.session.elements(context.namespace.id, set).has(key) : members.has(key);
  return has !== (negate ?? false);
}

/**
 * What has left its socket, or never had one, has no owner. Linux v6.12 net/netfilter/xt_owner.c owner_mt.
 * Simplification: a process has its user's number for a group, and that of one of which nobody tells is none that a rule asks for.
 */
function matchOwner({ id, negate }: MatchOf<'owner'>, { transit, context: { hook } }: MatchInput): boolean {
  const isSent = hook === 'output' || hook === 'postrouting';
  return (isSent && transit.user === id) !== (negate ?? false);
}

/** The packet's key for a set or map of these fields. */
export function packetKey(header: PacketHeader, fields: readonly SetField[]): SetKey {
  return fields.map((field) => String(header[field])).join(',');
}

function matchAddresses({ of, cidrs, negate }: MatchOf<'addresses'>, header: PacketHeader): boolean {
  const ip = of === 'source' ? header.sourceIP : header.destinationIP;
  return cidrs.some((cidr) => cidrContains(cidr, ip)) !== (negate ?? false);
}

/** Simplification: no clock runs during a walk, so an address once recorded was seen within any number of seconds. */
function matchRecent({ list, mode }: MatchOf<'recent'>, { transit, context }: MatchInput): boolean {
  const seen = transit.session.recent(context.namespace.id, list);
  if (mode === 'rcheck') return seen.has(transit.header.sourceIP);
  seen.add(transit.header.sourceIP);
  return true;
}
