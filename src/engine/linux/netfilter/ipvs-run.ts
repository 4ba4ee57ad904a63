import { flowKey, reverseFlow } from '../../net/flow.ts';
import { ipFamily } from '../../net/ip.ts';
import type { IpvsConnection, IpvsState, RealServer, VirtualServer } from '../model/ipvs.ts';
import type { IpvsModule, HookContext, Transit } from '../namespace/namespace.ts';
import { headerChanges } from '../model/packet.ts';
import type { IpvsStep } from '../model/trace.ts';

/** Whoever sets up virtual servers loads it. */
export const IP_VS: IpvsModule = { schedule: scheduleRequest, restore: restoreReply };

/**
 * ip_vs_in: a packet for a virtual server gets a real server's address and port; 'REJECT' when there is none (ip_vs_leave: the
 * sender gets an ICMP port unreachable). Linux v6.12 net/netfilter/ipvs/ip_vs_core.c, ip_vs_xmit.c ip_vs_nat_xmit.
 * Simplification: round robin branches the walk, each real server alike, as its counter is shared by all clients of a node.
 */
function scheduleRequest(transit: Transit, context: HookContext): 'ACCEPT' | 'REJECT' {
  const { header, session } = transit;
  const table = context.namespace.ipvs?.(ipFamily(header.destinationIP));
  if (table === undefined || transit.scheduled === true) return 'ACCEPT';
  const state = session.ipvs(context.namespace.id);
  const known = state.opened.get(flowKey(header));
  if (known !== undefined) {
    rewriteDestination(transit, context, known, { action: 'FORWARDED' });
    return 'ACCEPT';
  }
  const server = table.lookup(header.protocol, header.destinationIP, header.destinationPort);
  transit.trace.compared(1);
  if (server === undefined) return 'ACCEPT';
  const chosen = chooseRealServer(transit, state, server);
  if (chosen === undefined) {
    const detail = { hook: context.hook, server, changes: [] };
    transit.trace.add({ type: 'IPVS', action: 'NO_DESTINATION', packet: header, detail });
    return 'REJECT';
  }
  const { realServer, ...how } = chosen;
  const connection = { server, realServer };
  state.opened.set(flowKey(header), connection);
  rewriteDestination(transit, context, connection, { action: 'SCHEDULED', ...how });
  state.replies.set(flowKey(reverseFlow(transit.header)), connection);
  return 'ACCEPT';
}

type How = Pick<IpvsStep['detail'], 'chance' | 'persistent'>;
type Chosen = { readonly realServer: RealServer } & How;

function chooseRealServer({ header, session }: Transit, state: IpvsState, server: VirtualServer): Chosen | undefined {
  const template = `${header.sourceIP} ${server.protocol} ${server.ip} ${server.port}`;
  const before = server.persistence === undefined ? undefined : state.templates.get(template);
  if (before !== undefined) return { realServer: before, persistent: true };
  const willing = server.realServers.filter(({ weight }) => weight > 0);
  const index =
    willing.length < 2
      ? 0
      : session.choose(
          willing.map(() => 1),
          { of: (option) => willing[option] },
        );
  const realServer = willing[index];
  if (realServer === undefined) return undefined;
  if (server.persistence !== undefined) state.templates.set(template, realServer);
  return willing.length < 2 ? { realServer } : { realServer, chance: 1 / willing.length };
}

/** ip_vs_nat_xmit rewrites the packet, ip_vs_update_conntrack tells conntrack whose replies to expect. */
function rewriteDestination(
  transit: Transit,
  { hook }: HookContext,
  { server, realServer }: IpvsConnection,
  { action, ...how }: { readonly action: 'SCHEDULED' | 'FORWARDED' } & How,
): void {
  const before = transit.header;
  const after = { ...before, destinationIP: realServer.ip, destinationPort: realServer.port };
  const changes = headerChanges(before, after);
  if (changes.length > 0) transit.header = after;
  transit.scheduled = true;
  const connection = transit.tracking?.connection;
  if (connection !== undefined && !connection.confirmed) {
    const { original, reply } = connection.entry;
    connection.entry = { original, reply: { ...reply, sourceIP: realServer.ip, sourcePort: realServer.port } };
    connection.bound.destination = true;
    connection.translators.destination = server.origin;
  }
  const detail = { hook, server, realServer, changes, ...how };
  transit.trace.add({ type: 'IPVS', action, packet: transit.header, detail });
}

/** ip_vs_out: a real server's reply gets the virtual server's address as its source. */
function restoreReply(transit: Transit, context: HookContext): 'ACCEPT' {
  if (context.namespace.ipvs === undefined || transit.scheduled === true) return 'ACCEPT';
  const known = transit.session.ipvs(context.namespace.id).replies.get(flowKey(transit.header));
  if (known === undefined) return 'ACCEPT';
  const { server, realServer } = known;
  const before = transit.header;
  const after = { ...before, sourceIP: server.ip, sourcePort: server.port };
  const changes = headerChanges(before, after);
  if (changes.length === 0) return 'ACCEPT';
  transit.header = after;
  transit.scheduled = true;
  const detail = { hook: context.hook, server, realServer, changes };
  transit.trace.add({ type: 'IPVS', action: 'REPLIED', packet: after, detail });
  return 'ACCEPT';
}
