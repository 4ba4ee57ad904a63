import { LINK_DEVICE } from '../../dataplane/hosts/node-segment.ts';
import { INTERNET, LOAD_BALANCER, ROUTER } from '../../dataplane/rules/namespace-names.ts';
import type { Assumption, AssumptionCode } from '../../kubernetes/model/assumption.ts';
import { factKey } from '../../kubernetes/tools/fact-key.ts';
import { type Choose, recalling } from '../../linux/model/choice.ts';
import type { NamespaceId } from '../../linux/model/place.ts';
import type { Network } from '../../linux/namespace/namespace.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { createSession, type Departure, walk, type WalkSession } from '../../linux/walk/walk.ts';
import { type Flow, flowKey, reverseFlow } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { Run, Connection } from './routing-programs.ts';

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
  const error = isAnsweredByError(request) ? { error: true } : {};
  const departing = { kind: 'process', namespace: request.end, ...size, ...error } as const;
  const reply = walk(network, session, departing, back);
  if (reply.disposition !== 'ACCEPTED' || request.disposition !== 'ACCEPTED') return { request, reply };
  if (!request.hops.some(({ namespace }) => missesAnswer(network, session, namespace))) return { request, reply };
  const next = walk(network, session, { ...departure, continues: true }, flow);
  return next.disposition === 'ACCEPTED' ? { request, reply } : { request, reply, next };
}

/** A host that has seen a connection opened, and not answered. Simplification: one that eBPF programs forward for does not mind. */
function missesAnswer(network: Network, session: WalkSession, id: NamespaceId): boolean {
  return session.conntrack(id).lacksAnswer() && network.namespace(id)?.bpf === undefined;
}

/** TCP refuses by a RST of its own, SCTP by an ABORT. */
const isAnsweredByError = ({ disposition, final: { protocol } }: Trace): boolean =>
  disposition === 'REJECTED' || (disposition === 'REFUSED' && protocol === 'UDP');

/**
 * A RST or an ICMP error is an answer as well.
 * Simplification: of a connection its first packet is walked and the answer to it, and what follows where a host on the way there has not seen the
 * answer.
 * Simplification: whoever has an address outside the cluster is there and answers.
 */
const ANSWERED: ReadonlySet<string> = new Set(['ACCEPTED', 'REFUSED', 'REJECTED', 'EXITS_NETWORK']);

/** Where a packet of the request's source starts. */
export function departureOf({ network, request: { source, bytes } }: Run): Departure {
  const size = bytes === undefined ? {} : { bytes };
  if (source.kind === 'wire') {
    const { namespace, ip } = source;
    const sender = OUTSIDE.find((id) => hasAddress(network, id, ip));
    const sent = sender === undefined ? {} : { sender };
    const far = sender === INTERNET && !hasAddress(network, sender, ip, LINK_DEVICE) ? { handedOnBy: ROUTER } : {};
    return { kind: 'wire', namespace, interface: wireInto(network, namespace), ...sent, ...far, ...size };
  }
  const name = source.kind === 'pod' ? source.container : undefined;
  return { kind: 'process', namespace: source.namespace, ...(name === undefined ? {} : { name }), ...size };
}

/** Hosts that are none of the cluster's. */
const OUTSIDE: readonly NamespaceId[] = [INTERNET, ROUTER, LOAD_BALANCER];

/** `on`: at one device; absent: anywhere. */
function hasAddress(network: Network, id: NamespaceId, ip: Ip, on?: string): boolean {
  const devices = network.namespace(id)?.interfaces() ?? [];
  return devices.some(
    ({ name, addresses }) => (on === undefined || name === on) && addresses.some((each) => each.ip === ip),
  );
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
