import { flowKey, reverseFlow, type Flow } from '../../net/flow.ts';
import type { Ip } from '../../net/ip.ts';
import type { Choose } from '../model/choice.ts';
import { createConntrackTable, type ConntrackTable } from './conntrack.ts';
import { createBpfState, type BpfState } from '../model/bpf.ts';
import { createIpvsState, type IpvsState } from '../model/ipvs.ts';
import type { NamespaceId } from '../model/place.ts';
import type { Socket } from '../model/devices.ts';
import type { SetKey } from '../model/netfilter.ts';

/** What lives as long as one run: the answers to random choices, and every namespace's connection state. */
export interface WalkSession {
  readonly choose: Choose;
  /** The connection table of a namespace; empty at first. */
  readonly conntrack: (namespace: NamespaceId) => ConntrackTable;
  /** Connected sockets: what the processes of a namespace have opened or accepted. */
  readonly connections: SocketTable;
  /** xt_recent lists: the addresses recorded under a name in a namespace. */
  readonly recent: (namespace: NamespaceId, list: string) => Set<Ip>;
  /** Dynamic nftables sets: the elements rules have added to one in a namespace. */
  readonly elements: (namespace: NamespaceId, set: string) => Set<SetKey>;
  /** What IPVS has scheduled in a namespace. */
  readonly ipvs: (namespace: NamespaceId) => IpvsState;
  /** What the eBPF programs of a namespace keep in their maps. */
  readonly bpf: (namespace: NamespaceId) => BpfState;
  /** Next hops taken by key: packets between the same two addresses keep to one path. */
  readonly paths: Map<string, number>;
}

/** The connected sockets of all namespaces. `flow` is always as the packet arrives there. */
export interface SocketTable {
  /** A process sends `flow`: packets the other way will find it. */
  readonly sent: (namespace: NamespaceId, flow: Flow) => void;
  /** A packet got to its end: more of it will find the same socket, and what is sent the other way is an answer. */
  readonly received: (namespace: NamespaceId, flow: Flow, socket: Socket | undefined) => void;
  /** The socket connected for this packet; undefined when nobody waits for it. */
  readonly lookup: (namespace: NamespaceId, flow: Flow) => { readonly socket?: Socket } | undefined;
  /** True when a packet sent as `flow` answers one that was received. */
  readonly answers: (namespace: NamespaceId, flow: Flow) => boolean;
}

/** A session without any connection. */
export function createSession(choose: Choose): WalkSession {
  const conntrack = new Map<NamespaceId, ConntrackTable>();
  const recent = new Map<string, Set<Ip>>();
  const elements = new Map<string, Set<SetKey>>();
  const ipvs = new Map<NamespaceId, IpvsState>();
  const bpf = new Map<NamespaceId, BpfState>();
  return {
    choose,
    conntrack: (namespace) => memo(conntrack, namespace, createConntrackTable),
    connections: createSocketTable(),
    recent: (namespace, list) => memo(recent, `${namespace}|${list}`, () => new Set<Ip>()),
    elements: (namespace, set) => memo(elements, `${namespace}|${set}`, () => new Set<SetKey>()),
    ipvs: (namespace) => memo(ipvs, namespace, createIpvsState),
    bpf: (namespace) => memo(bpf, namespace, createBpfState),
    paths: new Map(),
  };
}

function createSocketTable(): SocketTable {
  const connected = new Map<string, { readonly socket?: Socket }>();
  const answered = new Set<string>();
  const key = (namespace: NamespaceId, flow: Flow) => `${namespace}|${flowKey(flow)}`;
  return {
    sent: (namespace, flow) => {
      const expected = key(namespace, reverseFlow(flow));
      if (!connected.has(expected)) connected.set(expected, {});
    },
    received: (namespace, flow, socket) => {
      answered.add(key(namespace, reverseFlow(flow)));
      if (socket !== undefined) connected.set(key(namespace, flow), { socket });
    },
    lookup: (namespace, flow) => connected.get(key(namespace, flow)),
    answers: (namespace, flow) => answered.has(key(namespace, flow)),
  };
}

function memo<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
