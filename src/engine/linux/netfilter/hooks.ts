import { evaluateBaseChain } from './evaluate.ts';
import {
  type IpvsModule,
  type HookContext,
  type Ruleset,
  type Table,
  familyOf,
  type Transit,
} from '../namespace/namespace.ts';
import { IPVS_PRIORITY } from '../model/ipvs.ts';
import { isLocal } from '../namespace/match.ts';
import { translate, type NatChain } from './nat.ts';
import type { Tracking } from '../namespace/conntrack.ts';
import { PRIORITY, type BaseChain, type HookName } from '../model/netfilter.ts';
import { end, type End } from '../namespace/next.ts';

// What runs at a hook, by priority:
//
// IPVS stands at 98 and 99 of input, −99 and −98 of output and 100 of forward (ipvs.ts).
//
//   raw −300 ─▶ conntrack −200 ─▶ mangle −150 ─▶ NAT of the destination −100 ─▶ filter 0 ─▶ NAT of the source 100 ─▶ confirm
//               prerouting,                      prerouting, output                         input, postrouting
//               output                           (all nat chains, by priority)              (all nat chains, by priority)

/** STOLEN: IPVS sends the packet on itself; what is left of the hook does not see it. */
type Verdict = 'ACCEPT' | 'DROP' | 'REJECT' | 'STOLEN';
type HookFunction = (transit: Transit, context: HookContext) => Verdict;

/**
 * Runs everything registered at a hook; undefined when the packet may go on. Linux v6.12 net/netfilter/core.c nf_hook_slow.
 * Simplification: conntrack is active where the family has any table at all; Linux asks for a rule that needs it.
 */
export function runHook(transit: Transit, context: HookContext): End | undefined {
  const ruleset = context.namespace.ruleset(familyOf(transit));
  if (ruleset.tables.length === 0) return undefined;
  for (const run of hookFunctions(ruleset, context.hook)) {
    const verdict = run(transit, context);
    if (verdict === 'DROP') return end('DROPPED');
    if (verdict === 'REJECT') return refuse(transit, context);
    if (verdict === 'STOLEN') return undefined;
  }
  return undefined;
}

function refuse(transit: Transit, { namespace }: HookContext): End {
  if (transit.tracking !== undefined) transit.session.conntrack(namespace.id).refuse(transit.tracking.connection);
  return end('REJECTED');
}

const registered = new WeakMap<Ruleset, Map<HookName, readonly HookFunction[]>>();

function hookFunctions(ruleset: Ruleset, hook: HookName): readonly HookFunction[] {
  let hooks = registered.get(ruleset);
  if (hooks === undefined) {
    hooks = new Map();
    registered.set(ruleset, hooks);
  }
  let functions = hooks.get(hook);
  if (functions === undefined) {
    functions = register(ruleset, hook);
    hooks.set(hook, functions);
  }
  return functions;
}

interface Registration {
  readonly priority: number;
  readonly run: HookFunction;
}

function register(ruleset: Ruleset, hook: HookName): readonly HookFunction[] {
  const chains = ruleset.tables
    .flatMap((table) => table.baseChains.map((chain) => ({ table, chain })))
    .filter(({ chain }) => chain.hook === hook)
    .sort((a, b) => a.chain.priority - b.chain.priority);
  const nat = chains.filter(({ chain }) => chain.type === 'nat');
  const filters = chains.filter(({ chain }) => chain.type !== 'nat').map(({ table, chain }) => filter(table, chain));
  return [...kernelFunctions(hook, nat), ...filters].sort((a, b) => a.priority - b.priority).map(({ run }) => run);
}

/** Conntrack and NAT, which the kernel registers at priorities of their own. */
function kernelFunctions(hook: HookName, nat: readonly NatChain[]): readonly Registration[] {
  const natAt = (priority: number): Registration => ({
    priority,
    run: (transit, context) => translate(transit, context, nat),
  });
  switch (hook) {
    case 'prerouting':
      return [{ priority: PRIORITY.conntrack, run: track }, natAt(PRIORITY.dstnat)];
    case 'output':
      return [{ priority: PRIORITY.conntrack, run: track }, natAt(PRIORITY.dstnat), ...virtualServers(hook)];
    case 'input':
      return [...virtualServers(hook), natAt(PRIORITY.srcnat), { priority: Number.POSITIVE_INFINITY, run: confirm }];
    case 'postrouting':
      return [natAt(PRIORITY.srcnat), { priority: Number.POSITIVE_INFINITY, run: confirm }];
    case 'forward':
      return [{ priority: IPVS_PRIORITY.reply.forward, run: restoreReply }];
  }
}

function virtualServers(hook: 'input' | 'output'): readonly Registration[] {
  return [
    { priority: IPVS_PRIORITY.reply[hook], run: restoreReply },
    { priority: IPVS_PRIORITY.request[hook], run: schedule },
  ];
}

/** undefined: the module is not in use. */
function ipvs(transit: Transit, { namespace }: HookContext): IpvsModule | undefined {
  return namespace.ipvs?.(familyOf(transit)).module;
}

function restoreReply(transit: Transit, context: HookContext): Verdict {
  return ipvs(transit, context)?.restore(transit, context) ?? 'ACCEPT';
}

/** At input a packet for a real server elsewhere leaves the hook (ip_vs_nat_xmit); receive-ip.ts sends it on. */
function schedule(transit: Transit, context: HookContext): Verdict {
  const before = transit.header.destinationIP;
  const verdict = ipvs(transit, context)?.schedule(transit, context) ?? 'ACCEPT';
  if (verdict === 'REJECT' || context.hook !== 'input') return verdict;
  const { destinationIP } = transit.header;
  return destinationIP === before || isLocal(context.namespace, destinationIP) ? 'ACCEPT' : 'STOLEN';
}

function filter(table: Table, chain: BaseChain): Registration {
  return {
    priority: chain.priority,
    run: (transit, context) => {
      const verdict = evaluateBaseChain(transit, context, table, chain);
      return verdict.type === 'NAT' ? 'ACCEPT' : verdict.type;
    },
  };
}

/** nf_conntrack_in: finds or opens the packet's connection; a packet that comes back in by lo keeps the one it has. */
function track(transit: Transit, { namespace }: HookContext): Verdict {
  if (transit.tracking !== undefined || transit.untracked === true) return 'ACCEPT';
  const { header } = transit;
  const table = transit.session.conntrack(namespace.id);
  const known = transit.error === true ? table.related(header) : table.lookup(header);
  if (known === undefined ? opensNothing(transit) : comesTooEarly(transit, known)) {
    transit.trace.add({ type: 'CONNTRACK', action: 'INVALID', packet: header, detail: {} });
    return 'ACCEPT';
  }
  const tracking = known ?? table.open(header);
  transit.tracking = tracking;
  transit.trace.add({
    type: 'CONNTRACK',
    action: tracking.direction === 'reply' || tracking.state === 'RELATED' ? 'REPLY' : tracking.state,
    packet: header,
    detail: { entry: tracking.connection.entry },
  });
  return 'ACCEPT';
}

/**
 * A SYN-ACK, a RST, an INIT ACK, an ABORT, an ICMP error: of none of them a connection is made. Linux v6.12 net/netfilter
 * nf_conntrack_proto_tcp.c tcp_new, nf_conntrack_proto_sctp.c nf_conntrack_sctp_packet, nf_conntrack_proto_icmp.c.
 */
const opensNothing = ({ error, answer, header: { protocol } }: Transit): boolean =>
  error === true || (answer && (protocol === 'TCP' || protocol === 'SCTP'));

/** Where nobody has seen the answer, what follows it is INVALID. Linux v6.12 nf_conntrack_proto_tcp.c tcp_conntracks, an ACK in SYN_SENT. */
const comesTooEarly = ({ continues }: Transit, { connection, direction }: Tracking): boolean =>
  continues === true && direction === 'original' && !connection.seenReply;

/** nf_conntrack_confirm: the packet has survived, so its connection is entered in the table. */
function confirm(transit: Transit, { namespace }: HookContext): Verdict {
  if (transit.tracking !== undefined) transit.session.conntrack(namespace.id).confirm(transit.tracking.connection);
  return 'ACCEPT';
}
