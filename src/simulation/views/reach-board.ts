import type { Cluster, ClusterPod, RawObject } from '../../engine/objects.ts';
import { createIp, formatEndpoint, ipBits, ipFamily, ipFromBits, type Ip } from '../../engine/packets.ts';
import type { Engine } from '../../engine/engine.ts';
import {
  computeReach,
  formatConnections,
  type Connections,
  type Reachability,
  type ReachPeer,
  type ReachTransport,
  type ReachDoubts,
  reachDoubts,
} from '../../engine/reach.ts';
import { formatVia, type TraceRequest } from '../../engine/requests.ts';
import type { KeptEdit } from '../stores/edit-details.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';

export { formatConnections };

const known = new WeakMap<Cluster, Reachability>();

/** Who can connect to whom in a cluster, as packets would. */
export function reachOf(cluster: Cluster): Reachability {
  let reach = known.get(cluster);
  if (reach === undefined) known.set(cluster, (reach = computeReach(cluster, { ipBlocks: 'addresses' })));
  return reach;
}

/** Which objects that are not read could change what a pair may do. */
export const doubtsOf: (cluster: Cluster) => ReachDoubts = reachDoubts;

/** The same for objects that are not on the board, under its settings. */
export function reachOfObjects(
  engine: Engine,
  objects: readonly RawObject[],
  { overrides }: ScenarioDocument,
): Reachability {
  return computeReach(engine.buildCluster({ objects, interventions: [], overrides }), { ipBlocks: 'addresses' });
}

/** The cluster before the last edit that changed it, with what that edit was; undefined: nothing did. */
export function beforeLastEdit(
  engine: Engine,
  now: ScenarioDocument,
  past: readonly { readonly document: ScenarioDocument; readonly edit: KeptEdit; readonly opening: number }[],
  opening: number,
): { readonly reach: Reachability; readonly edit: KeptEdit } | undefined {
  const entry = past.findLast((each) => each.opening === opening && !sameCluster(each.document, now));
  if (entry === undefined) return undefined;
  const { objects, interventions, overrides } = entry.document;
  return { reach: reachOf(engine.buildCluster({ objects, interventions, overrides })), edit: entry.edit };
}

function sameCluster(a: ScenarioDocument, b: ScenarioDocument): boolean {
  return a.objects === b.objects && a.interventions === b.interventions && a.overrides === b.overrides;
}

/** Ports worth asking about: those the destination listens on, then the first of each range that is open; 80 when nothing names one. */
export function portsToAsk(destination: ReachPeer, connections: Connections): readonly ReachTransport[] {
  const listening =
    destination.kind === 'workload'
      ? destination.pods
          .slice(0, 1)
          .flatMap(({ listeners }) => listeners.map(({ protocol, port }) => ({ protocol, port })))
      : [];
  const open = rangesOf(connections).map(({ protocol, first }) => ({ protocol, port: first }));
  const all = [...listening, ...open];
  const found = new Map(all.map((transport) => [`${transport.protocol} ${transport.port}`, transport]));
  return found.size === 0 ? [{ protocol: 'TCP', port: 80 }] : [...found.values()];
}

/** True when that port is among the connections. */
export function isOpen(connections: Connections, { protocol, port }: ReachTransport): boolean {
  if (connections === 'All Connections') return true;
  return rangesOf(connections).some(
    (range) => range.protocol === protocol && range.first <= port && port <= range.last,
  );
}

function rangesOf(connections: Connections) {
  if (connections === 'All Connections') return [];
  return (['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) =>
    (connections[protocol] ?? []).map(([first, last]) => ({ protocol, first, last })),
  );
}

/** The request that shows a pair at work; undefined where nobody can send it: a workload without pods, nothing leading there. */
export function requestBetween(
  cluster: Cluster,
  [source, destination]: readonly [ReachPeer, ReachPeer],
  { protocol, port }: ReachTransport,
): TraceRequest | undefined {
  const target = destination.kind === 'workload' ? runningPod(destination) : undefined;
  if (source.kind === 'ingress-controller') return target && throughEntry(cluster, target);
  const address = destination.kind === 'external' ? exampleAddress(destination) : target?.ips[0];
  if (address === undefined) return undefined;
  const to = `${protocol.toLowerCase()}://${formatEndpoint(address, port)}`;
  if (source.kind === 'external') {
    const enters = target?.nodeName;
    return enters === undefined ? undefined : { from: { ip: exampleAddress(source), enters }, to };
  }
  const from = source.kind === 'workload' ? runningPod(source) : undefined;
  return from && { from: { pod: `${from.namespace}/${from.name}` }, to };
}

function runningPod({ pods }: Extract<ReachPeer, { kind: 'workload' }>): ClusterPod | undefined {
  return pods.find(({ ips, ready }) => ips.length > 0 && ready) ?? pods.find(({ ips }) => ips.length > 0);
}

/** From outside by the first entry point with a backend that has the pod among its endpoints. */
function throughEntry(cluster: Cluster, pod: ClusterPod): TraceRequest | undefined {
  const leads = (namespace: string, name: string): boolean =>
    cluster
      .service(namespace, name)
      ?.endpoints(ipFamily(pod.ips[0] ?? createIp('0.0.0.0')))
      .some((endpoint) => endpoint.pod?.namespace === pod.namespace && endpoint.pod.name === pod.name) === true;
  for (const entry of cluster.entries) {
    const ways = entry.ways.filter(({ backends }) => backends.some((each) => leads(each.namespace, each.service)));
    const to = ways.flatMap(({ urls }) => urls)[0];
    if (to !== undefined) return { from: { internet: true }, to, via: formatVia(entry) };
  }
  return undefined;
}

/** A range of addresses outside, as each of two clusters' policies divide them. */
export interface CommonRange {
  readonly first: Ip;
  readonly last: Ip;
  /** The labels of the peers it lies in; absent: that side has none of the family. */
  readonly now?: string;
  readonly before?: string;
}

/** The ranges of both, split wherever either of them is. */
export function commonRanges(now: readonly ReachPeer[], before: readonly ReachPeer[]): readonly CommonRange[] {
  const [of, was] = [now, before].map((peers) => peers.filter((peer) => peer.kind === 'external'));
  return ([4, 6] as const).flatMap((family) => {
    const inFamily = (ranges = of) => (ranges ?? []).filter(({ first }) => ipFamily(first) === family);
    const [mine, theirs] = [inFamily(of), inFamily(was)];
    const starts = [...new Set([...mine, ...theirs].map(({ first }) => ipBits(first)))].sort((a, b) =>
      a < b ? -1 : 1,
    );
    const ends = [...mine, ...theirs].map(({ last }) => ipBits(last));
    const end = ends.reduce((most, each) => (each > most ? each : most), 0n);
    return starts.map((start, index): CommonRange => {
      const next = starts[index + 1];
      const holds = ({ first, last }: (typeof mine)[number]): boolean =>
        ipBits(first) <= start && start <= ipBits(last);
      const [a, b] = [mine.find(holds)?.label, theirs.find(holds)?.label];
      return {
        first: ipFromBits(family, start),
        last: ipFromBits(family, next === undefined ? end : next - 1n),
        ...(a === undefined ? {} : { now: a }),
        ...(b === undefined ? {} : { before: b }),
      };
    });
  });
}

/** Documentation and well-known addresses that stand for a range better than its first one. RFC 5737, RFC 3849. */
const EXAMPLES = ['203.0.113.10', '198.51.100.10', '192.0.2.10', '2001:db8::10'].map(createIp);

function exampleAddress({ first, last }: { readonly first: Ip; readonly last: Ip }): Ip {
  const inside = (ip: Ip): boolean =>
    ipFamily(ip) === ipFamily(first) && ipBits(ip) >= ipBits(first) && ipBits(ip) <= ipBits(last);
  return EXAMPLES.find(inside) ?? first;
}
