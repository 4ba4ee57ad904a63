import type { Flow } from '../../net/flow.ts';
import { type Ip, ipFamily } from '../../net/ip.ts';
import { evaluateBaseChain, type NatTarget } from './evaluate.ts';
import type { Connection, ConntrackTable, Tracking } from '../namespace/conntrack.ts';
import { selectAddress } from '../namespace/kernel-routes.ts';
import { familyOf, type HookContext, type Table, type Transit } from '../namespace/namespace.ts';
import type { BaseChain } from '../model/netfilter.ts';
import { KERNEL, type Origin } from '../model/origin.ts';
import { headerChanges, type PacketHeader } from '../model/packet.ts';
import type { TranslateStep } from '../model/trace.ts';

/** Which end of the packet a hook translates. Linux HOOK2MANIP: source at postrouting and input, else destination. */
type Manip = 'source' | 'destination';

/** A nat base chain with its table. */
export interface NatChain {
  readonly table: Table;
  readonly chain: BaseChain;
}

const FIRST_FREE_PORT = 1024;
const LAST_PORT = 65_535;

/**
 * NAT at one hook: a connection not yet settled at this end asks the nat rules, once; then the packet is rewritten as its
 * connection says. Linux v6.12 net/netfilter/nf_nat_core.c nf_nat_inet_fn, nf_nat_packet.
 */
export function translate(
  transit: Transit,
  context: HookContext,
  chains: readonly NatChain[],
): 'ACCEPT' | 'DROP' | 'REJECT' {
  const { tracking } = transit;
  if (tracking === undefined) return 'ACCEPT';
  const manip: Manip = context.hook === 'postrouting' || context.hook === 'input' ? 'source' : 'destination';
  const { bound } = tracking.connection;
  let byRule = false;
  if (tracking.direction === 'original' && !bound[manip] && !tracking.connection.confirmed) {
    const verdict = askRules(transit, context, chains, tracking.connection);
    if (verdict === 'DROP' || verdict === 'REJECT') return verdict;
    byRule = verdict === 'BOUND';
    if (!bound[manip]) bindUnchanged(transit, context, tracking.connection, manip);
  }
  rewrite(transit, tracking, manip, byRule);
  return 'ACCEPT';
}

function askRules(transit: Transit, context: HookContext, chains: readonly NatChain[], connection: Connection) {
  for (const { table, chain } of chains) {
    const verdict = evaluateBaseChain(transit, context, table, chain);
    if (verdict.type === 'DROP' || verdict.type === 'REJECT') return verdict.type;
    if (verdict.type !== 'NAT') continue;
    return bindByRule(transit, context, connection, verdict) ? 'BOUND' : 'DROP';
  }
  return 'UNBOUND';
}

interface NatVerdict {
  readonly target: NatTarget;
  readonly origin: Origin;
}

/** Settles one end by a rule's target; false when there is no address to take, which drops the packet. */
function bindByRule(
  transit: Transit,
  context: HookContext,
  connection: Connection,
  { target, origin }: NatVerdict,
): boolean {
  const { original, reply } = connection.entry;
  const ports = original.protocol !== 'ICMP';
  if (target.type === 'DNAT' || target.type === 'REDIRECT') {
    const sourceIP = target.type === 'REDIRECT' ? redirectAddress(transit, context) : (target.ip ?? reply.sourceIP);
    if (sourceIP === undefined) return false;
    const sourcePort = ports ? (target.port ?? reply.sourcePort) : 0;
    connection.entry = { original, reply: { ...reply, sourceIP, sourcePort } };
    connection.bound.destination = true;
    connection.translators.destination = origin;
    return true;
  }
  const ip = target.type === 'SNAT' ? (target.ip ?? reply.destinationIP) : masqueradeAddress(transit, context);
  if (ip === undefined) return false;
  const port = target.type === 'SNAT' && ports ? (target.port ?? reply.destinationPort) : reply.destinationPort;
  const wanted = { ...reply, destinationIP: ip, destinationPort: port };
  const table = transit.session.conntrack(context.namespace.id);
  connection.entry = { original, reply: withFreePort(wanted, connection, table) };
  connection.bound.source = true;
  connection.masqueraded = true;
  connection.translators.source = origin;
  return true;
}

/** Where what is redirected goes: loopback, or the first address of the device it came in by. Linux v6.12 net/netfilter/nf_nat_redirect.c. */
function redirectAddress(transit: Transit, { namespace, hook, inInterface = 'lo' }: HookContext): Ip | undefined {
  const device = namespace.interface(hook === 'output' ? 'lo' : inInterface);
  return device?.addresses.find(({ ip }) => ipFamily(ip) === familyOf(transit))?.ip;
}

/** The outgoing interface's address towards the next hop. Linux v6.12 net/netfilter/nf_nat_masquerade.c. */
function masqueradeAddress(transit: Transit, { namespace, outInterface, nexthop }: HookContext) {
  if (outInterface === undefined) return undefined;
  const destination = transit.header.destinationIP;
  return selectAddress(namespace.interfaces(), { device: outInterface, nexthop: nexthop ?? destination, destination });
}

/** "No change", which still must give the connection a reply tuple of its own. nf_nat_alloc_null_binding. */
function bindUnchanged(transit: Transit, context: HookContext, connection: Connection, manip: Manip): void {
  connection.bound[manip] = true;
  if (manip === 'destination') return;
  const { original, reply } = connection.entry;
  const free = withFreePort(reply, connection, transit.session.conntrack(context.namespace.id));
  if (free === reply) return;
  connection.entry = { original, reply: free };
  connection.translators.source = KERNEL;
}

/**
 * The reply tuple with its destination port moved up to the next free one where it is taken. nf_nat_l4proto_unique_tuple.
 * Simplification: Linux starts at a random port (always so with --random-fully); here it is the next one, and ICMP
 * identifiers are not modelled.
 */
function withFreePort(reply: Flow, connection: Connection, table: ConntrackTable): Flow {
  if (reply.protocol === 'ICMP') return reply;
  let candidate = reply;
  for (let tried = FIRST_FREE_PORT; tried <= LAST_PORT && table.taken(candidate, connection); tried += 1) {
    const next = candidate.destinationPort + 1;
    candidate = { ...reply, destinationPort: next > LAST_PORT || next < FIRST_FREE_PORT ? FIRST_FREE_PORT : next };
  }
  return candidate;
}

/** nf_nat_manip_pkt: the packet's end becomes what the other direction's tuple says. */
function rewrite(transit: Transit, { connection, direction }: Tracking, manip: Manip, byRule: boolean): void {
  const { original, reply } = connection.entry;
  const { header } = transit;
  const target = direction === 'original' ? reply : original;
  const after: PacketHeader =
    manip === 'source'
      ? { ...header, sourceIP: target.destinationIP, sourcePort: target.destinationPort }
      : { ...header, destinationIP: target.sourceIP, destinationPort: target.sourcePort };
  const changes = headerChanges(header, after);
  const action = translationAction(direction, manip);
  if (action === 'SNAT' && connection.masqueraded && transit.inside.length === 0) transit.masqueraded = true;
  if (changes.length === 0 && !(byRule && action === 'SNAT')) return;
  if (changes.length > 0) transit.header = after;
  const sourceSide = action === 'SNAT' || action === 'UN_SNAT';
  const origin = (sourceSide ? connection.translators.source : connection.translators.destination) ?? KERNEL;
  transit.trace.add({
    type: 'TRANSLATE',
    action,
    packet: transit.header,
    detail: { changes, entry: connection.entry, origin },
  });
}

/** A reply's destination undoes what was done to the connection's source, and the other way round. */
function translationAction(direction: 'original' | 'reply', manip: Manip): TranslateStep['action'] {
  if (direction === 'original') return manip === 'source' ? 'SNAT' : 'DNAT';
  return manip === 'source' ? 'UN_DNAT' : 'UN_SNAT';
}
