import { flowKey, reverseFlow, type Flow, type FlowKey } from '../../net/flow.ts';
import type { Origin } from '../model/origin.ts';
import type { ConntrackEntry } from '../model/trace.ts';

/** A connection as the kernel holds it: the tuples, and what NAT has settled. Changes while the first packet passes. */
export interface Connection {
  entry: ConntrackEntry;
  /** Entered in the table, which happens when the first packet has survived its last hook. */
  confirmed: boolean;
  seenReply: boolean;
  /** NAT is settled once per direction, be it "no change": the nat rules are not asked again. */
  readonly bound: { source: boolean; destination: boolean };
  /** A MASQUERADE or SNAT rule was applied to it, also where the new address equals the old. */
  masqueraded: boolean;
  /** nf_conn's mark, which CONNMARK sets and restores. */
  mark: number;
  /** Who translated the source or destination; absent when it was not translated. */
  readonly translators: { source?: Origin; destination?: Origin };
}

export type Direction = 'original' | 'reply';

/** What conntrack attached to one packet. A connection that has not seen a reply is NEW for every packet of its opener. */
export interface Tracking {
  readonly connection: Connection;
  readonly direction: Direction;
  readonly state: 'NEW' | 'ESTABLISHED' | 'RELATED';
}

/**
 * A network namespace's connection table. Linux v6.12 net/netfilter/nf_conntrack_core.c.
 * Simplification: entries do not time out, and TCP's own state machine only tells openings from answers.
 */
export interface ConntrackTable {
  /** The connection of a packet with this tuple; undefined when none is known. */
  readonly lookup: (flow: Flow) => Tracking | undefined;
  /** The connection an error belongs to that goes the way of its answers: it is none of them, and tells of none. Linux nf_conntrack_inet_error. */
  readonly related: (flow: Flow) => Tracking | undefined;
  /** An unconfirmed connection opened by a packet with this tuple. */
  readonly open: (flow: Flow) => Tracking;
  /** Enters the connection of a packet that was handed on here as it was. */
  readonly pass: (flow: Flow) => void;
  /** Enters an unconfirmed connection under both its tuples. */
  readonly confirm: (connection: Connection) => void;
  /** A rule answers the packet that would have opened it with an error: that belongs to it. Linux nf_conntrack_attach. */
  readonly refuse: (connection: Connection) => void;
  /** True when a packet with this tuple would belong to a known connection other than the given one. */
  readonly taken: (flow: Flow, by: Connection) => boolean;
  /** True when a connection of TCP or SCTP was confirmed here of which no answer came by. */
  readonly lacksAnswer: () => boolean;
  /** Confirmed connections in the order they were confirmed, for display. */
  readonly entries: () => readonly ConntrackEntry[];
}

export function createConntrackTable(): ConntrackTable {
  const known = new Map<FlowKey, { readonly connection: Connection; readonly direction: Direction }>();
  const refused = new Map<FlowKey, Connection>();
  const confirmed: Connection[] = [];
  const confirm = (connection: Connection): void => {
    if (connection.confirmed) return;
    connection.confirmed = true;
    confirmed.push(connection);
    const { original, reply } = connection.entry;
    // A connection of a host with itself can have one tuple for both directions: the opener's stands.
    if (!known.has(flowKey(reply))) known.set(flowKey(reply), { connection, direction: 'reply' });
    known.set(flowKey(original), { connection, direction: 'original' });
  };
  return {
    lookup: (flow) => {
      const found = known.get(flowKey(flow));
      if (found === undefined) return undefined;
      const { connection, direction } = found;
      if (direction === 'reply') connection.seenReply = true;
      return { connection, direction, state: connection.seenReply ? 'ESTABLISHED' : 'NEW' };
    },
    related: (flow) => {
      const refusing = refused.get(flowKey(flow));
      const { connection, direction } = known.get(flowKey(flow)) ?? {
        connection: refusing,
        direction: 'reply' as const,
      };
      return connection && { connection, direction, state: 'RELATED' };
    },
    open: (flow) => ({ connection: createConnection(flow), direction: 'original', state: 'NEW' }),
    pass: (flow) => {
      const connection = createConnection(flow);
      connection.bound.source = true;
      connection.bound.destination = true;
      confirm(connection);
    },
    confirm,
    refuse: (connection) => {
      if (!connection.confirmed) refused.set(flowKey(connection.entry.reply), connection);
    },
    taken: (flow, by) => {
      const found = known.get(flowKey(flow));
      return found !== undefined && found.connection !== by;
    },
    lacksAnswer: () =>
      confirmed.some(
        ({ seenReply, entry: { original } }) =>
          !seenReply && (original.protocol === 'TCP' || original.protocol === 'SCTP'),
      ),
    entries: () => confirmed.map(({ entry }) => entry),
  };
}

function createConnection(flow: Flow): Connection {
  const { protocol, sourceIP, sourcePort, destinationIP, destinationPort } = flow;
  const original = { protocol, sourceIP, sourcePort, destinationIP, destinationPort };
  return {
    entry: { original, reply: reverseFlow(original) },
    confirmed: false,
    seenReply: false,
    bound: { source: false, destination: false },
    masqueraded: false,
    mark: 0,
    translators: {},
  };
}
