import type { Cluster } from '../../kubernetes/model/cluster.ts';
import type { Assumption, AssumptionCode } from '../../kubernetes/model/assumption.ts';
import { factKey } from '../../kubernetes/tools/fact-key.ts';
import type { Finding } from '../../kubernetes/model/finding.ts';
import { type Choose, recalling } from '../../linux/model/choice.ts';
import type { NamespaceId } from '../../linux/model/place.ts';
import type { Network } from '../../linux/model/namespace.ts';
import type { ProxyStep, Trace } from '../../linux/model/trace.ts';
import { createSession, type Departure, walk } from '../../linux/walk/walk.ts';
import { type Flow, flowKey, reverseFlow } from '../../net/flow.ts';
import type { Port } from '../../net/ip.ts';
import type { Explain } from './cause-trace.ts';
import type { Leg } from '../outcome/outcome.ts';
import type { ParsedRequest } from './parse-request.ts';
import type { RoutingPrograms } from './routing-programs.ts';

/** One run of a request through all its legs, one way through all random choices. */
export interface Run {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly programs: RoutingPrograms;
  readonly request: ParsedRequest;
  /** Asked first why a walk failed. */
  readonly explain?: Explain;
  readonly choose: Choose;
  /** Connections walked by runs of the same request: those that differ in other choices share them. */
  readonly walked: Map<string, (choose: Choose) => Connection>;
  /** What every outcome of the request rests on. */
  readonly always: readonly Assumption[];
  /** Legs so far, in order. */
  readonly legs: Leg[];
  /** What a proxy decided about the connection that a walk brought it. */
  readonly decided: Map<Trace, readonly ProxyStep[]>;
  /** By their keys (fact-key.ts). */
  readonly assumptions: Map<string, Assumption>;
  /** What each walk of the request rests on. */
  readonly grounds: Map<Trace, Grounds>;
}

/** What a walk rests on, and the mistakes that put it in doubt. */
export interface Grounds {
  readonly assumptions: readonly Assumption[];
  readonly findings: readonly Finding[];
}

export function assume(run: Run, ...assumptions: readonly Assumption[]): void {
  for (const assumption of assumptions) run.assumptions.set(factKey(assumption), assumption);
}

/** Notes the cluster's own assumptions of these codes, where it made them. */
export function assumeOfCluster(run: Run, ...codes: readonly AssumptionCode[]): void {
  assume(run, ...run.cluster.assumptions.filter(({ code }) => codes.includes(code)));
}

/** The source port of the connection about to be opened: one more than the last one's. DNS queries do not count. */
export function nextSourcePort({ request, legs }: Run): Port {
  const opened = legs.filter((leg) => leg.kind !== 'DNS').length;
  return request.sourcePort === 0 ? 0 : request.sourcePort + opened;
}

const FIRST_QUERY_PORT = 50_000;

/** The source port of the DNS query about to be sent: from a range of its own, so that names do not move the connection's. */
export function nextQueryPort({ legs }: Run): Port {
  return FIRST_QUERY_PORT + legs.filter((leg) => leg.kind === 'DNS').length;
}

export interface Connection {
  readonly request: Trace;
  readonly reply?: Trace;
}

/** Walks a connection's first packet there and, where anything answers, the answer back through the same connection tables. */
export function openConnection({ network, choose, walked }: Run, departure: Departure, flow: Flow): Connection {
  const key = `${flowKey(flow)} ${JSON.stringify(departure)}`;
  const known = walked.get(key) ?? recalling((choosing) => walkConnection(network, choosing, departure, flow));
  walked.set(key, known);
  return known(choose);
}

function walkConnection(network: Network, choose: Choose, departure: Departure, flow: Flow): Connection {
  const session = createSession(choose);
  const request = walk(network, session, departure, flow);
  if (!ANSWERED.has(request.disposition)) return { request };
  const { protocol, sourceIP, sourcePort, destinationIP, destinationPort } = request.final;
  const back = reverseFlow({ protocol, sourceIP, sourcePort, destinationIP, destinationPort });
  // An echo comes back as long as it was.
  const size = protocol === 'ICMP' && departure.bytes !== undefined ? { bytes: departure.bytes } : {};
  const rejects = request.disposition === 'REJECTED' ? { rejects: true } : {};
  const departing = { kind: 'process', namespace: request.end, ...size, ...rejects } as const;
  return { request, reply: walk(network, session, departing, back) };
}

/**
 * A RST or an ICMP error is an answer as well.
 * Simplification: whoever has an address outside the cluster is there and answers.
 */
const ANSWERED: ReadonlySet<string> = new Set(['ACCEPTED', 'REFUSED', 'REJECTED', 'EXITS_NETWORK']);

/** Where a packet of the request's source starts. */
export function departureOf({ network, request: { source, bytes } }: Run): Departure {
  const size = bytes === undefined ? {} : { bytes };
  if (source.kind === 'wire')
    return { kind: 'wire', namespace: source.namespace, interface: wireInto(network, source.namespace), ...size };
  const name = source.kind === 'pod' ? source.container : undefined;
  return { kind: 'process', namespace: source.namespace, ...(name === undefined ? {} : { name }), ...size };
}

/** The interface by which packets from outside come into a node. */
function wireInto(network: Network, id: NamespaceId): string {
  return (
    network
      .namespace(id)
      ?.interfaces()
      .find((each) => each.kind === 'ethernet')?.name ?? 'eth0'
  );
}
