import { nodeNamespace, podNamespace } from '../../dataplane/build/build-network.ts';
import type { ClusterPod } from '../../kubernetes/model/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { type Departure, selectSource } from '../../linux/walk/walk.ts';
import { type Ip, ipFamily } from '../../net/ip.ts';
import { isDnsCache } from '../../dataplane/dns-cache/dns-cache-program.ts';
import { podAt } from '../outcome/arrival.ts';
import { isInZone } from '../dns/cluster-zone.ts';
import { clusterServer, type NameServer, outsideServer } from '../dns/dns-answers.ts';
import { FAILED } from '../dns/dns-record.ts';
import { isClusterDns } from '../dns/dns-server.ts';
import { candidateNames, NODE_RESOLVER, type ResolverConfig, searchedNames } from '../dns/resolver-config.ts';
import { type DnsQuestion, lookupName, type NameLookup, summarizeQuestions } from '../dns/lookup-name.ts';
import type { DnsLookup, Leg } from '../outcome/outcome.ts';
import type { Connection, Run, FailedQuery } from './routing-programs.ts';
import { nextQueryPort, openConnection } from './run.ts';

/** A name that a process in a pod looks up. */
export interface Lookup {
  readonly host: string;
  readonly config: ResolverConfig;
  /** The servers it has a socket for, in the order it asks them. */
  readonly servers: readonly Ip[];
  readonly client: DnsClient;
}

/** Who sends a query. */
interface DnsClient {
  readonly departure: Departure;
  /** Its own addresses. */
  readonly ips: readonly Ip[];
  /** Set for a server that asks another one. */
  readonly pod?: ClusterPod;
}

/** What came of a lookup; `failed`: the first query that got no answer. */
export interface LookedUp extends NameLookup {
  readonly failed?: FailedQuery;
}

/** What all servers of one lookup share. */
interface Walk {
  readonly run: Run;
  readonly about: Pick<DnsLookup, 'question' | 'ndots'>;
  readonly protocol: 'TCP' | 'UDP';
  /** The names that the client makes with its search list. */
  readonly searched: readonly string[];
  readonly failed: FailedQuery[];
  /** A cache asks: that it finds another cache is a circle. */
  readonly byCache?: true;
}

const PORT = 53;

/**
 * Walks a lookup: a leg to each server asked, until one answers, and a leg for what that server has to ask elsewhere.
 * Simplification: all questions of a lookup leave from one socket and so take one way; glibc opens a socket per name.
 */
export function walkLookup(run: Run, { host, config, servers, client }: Lookup): LookedUp {
  const about = { question: host, ndots: config.ndots };
  const searched = searchedNames(host, config);
  const walk: Walk = { run, about, protocol: config.tcp ? 'TCP' : 'UDP', searched, failed: [] };
  const types = config.noAAAA ? ['A'] : ['A', 'AAAA'];
  const [first = host] = candidateNames(host, config);
  const failed = () => (walk.failed[0] === undefined ? {} : { failed: walk.failed[0] });
  for (const server of servers) {
    const reached = reachServer(walk, client, server);
    if (reached.answers) return { ...lookupName(config, host, types, reached.ask), ...failed() };
    // A resolver that hears nothing does not go on in the search list.
    for (const type of types) reached.ask(first, type);
  }
  return { questions: [], assumptions: [], ...summarizeQuestions([]), ...failed() };
}

interface ReachedServer {
  readonly answers: boolean;
  readonly ask: NameServer;
}

/** Sends a query to a server: the walk becomes a leg, which collects the questions asked over it. */
function reachServer(walk: Walk, client: DnsClient, server: Ip): ReachedServer {
  const { run, about } = walk;
  const { departure, ips, pod } = client;
  const source = selectSource(run.network, departure.namespace, server);
  const walked = openConnection(run, departure, {
    protocol: walk.protocol,
    sourceIP: source ?? ips.find((ip) => ipFamily(ip) === ipFamily(server)) ?? server,
    sourcePort: nextQueryPort(run),
    destinationIP: server,
    destinationPort: PORT,
  });
  const questions: DnsQuestion[] = [];
  const by = pod === undefined ? {} : { forwardedBy: { kind: 'Pod', namespace: pod.namespace, name: pod.name } };
  const leg = (): Leg => {
    const { records: _, ...result } = summarizeQuestions(questions);
    return { kind: 'DNS', lookup: { ...about, ...by, server, questions: [...questions], ...result }, ...walked };
  };
  const at = run.legs.push(leg()) - 1;
  const answers = isAnswered(walked);
  if (!answers) walk.failed.push({ trace: walked.request, ...(pod === undefined ? {} : { by: pod }) });
  const inner = answers ? serverBehind(walk, server, walked.request) : undefined;
  const ask: NameServer = (name, type) => {
    const answer = inner?.(name, type) ?? { ...FAILED, assumptions: [] };
    questions.push({ name, type, rcode: inner === undefined ? 'NO_ANSWER' : answer.rcode, records: answer.records });
    run.legs[at] = leg();
    return answer;
  };
  return { answers, ask };
}

/** The query arrived and its answer came back; what leaves the cluster is taken to be answered. */
function isAnswered({ request, reply }: Connection): boolean {
  return [request, reply].every((trace) => trace === undefined || SUCCESS.has(trace.disposition));
}

const SUCCESS: ReadonlySet<string> = new Set(['ACCEPTED', 'EXITS_NETWORK']);

/** Who answers: the cluster DNS, which asks its node's server about names outside, or a server of the world outside. */
function serverBehind(walk: Walk, server: Ip, arrived: Trace): NameServer {
  const { cluster } = walk.run;
  const outside = outsideServer(cluster, walk.searched);
  if (!isClusterDns(cluster, server)) return outside;
  const pod = podAt(cluster, arrived);
  if (pod === undefined) return clusterServer(cluster, outside);
  const beyond = serverOfNode(walk, pod);
  if (!isDnsCache(pod)) return clusterServer(cluster, beyond);
  return walk.byCache === true ? () => ({ ...FAILED, assumptions: [] }) : cacheServer(walk, pod, beyond);
}

/**
 * The server that a pod of the cluster DNS forwards to, walked to when the first question comes.
 * Simplification: it is the node's own server, whatever the pod's dnsPolicy and its Corefile say.
 */
function serverOfNode(walk: Walk, pod: ClusterPod): NameServer {
  const [ip] = pod.ips;
  return walkedServer(walk, clientOf(pod), NODE_RESOLVER[ip === undefined ? 4 : ipFamily(ip)]);
}

/**
 * A node-local cache, empty: names of the cluster and reverse names it asks the cluster DNS for by TCP, at a Service of its own,
 * any other its node's server. Source: kubernetes/kubernetes cluster/addons/dns/nodelocaldns/nodelocaldns.yaml.
 */
function cacheServer(walk: Walk, pod: ClusterPod, beyond: NameServer): NameServer {
  const { cluster } = walk.run;
  const upstream = cluster.service(pod.namespace, CACHE_UPSTREAM)?.clusterIPs[0];
  const central =
    upstream === undefined
      ? clusterServer(cluster, beyond)
      : walkedServer({ ...walk, protocol: 'TCP', byCache: true }, clientOf(pod), upstream);
  return (name, type) => (isInZone(cluster, name) || REVERSE.test(name) ? central : beyond)(name, type);
}

const CACHE_UPSTREAM = 'kube-dns-upstream';
const REVERSE = /\.arpa\.$/i;

/** A server that is walked to when the first question comes. */
function walkedServer(walk: Walk, client: DnsClient, server: Ip): NameServer {
  let reached: ReachedServer | undefined;
  return (name, type) => {
    reached ??= reachServer(walk, client, server);
    return reached.ask(name, type);
  };
}

/** A server's own process as the sender of a query. */
function clientOf(pod: ClusterPod): DnsClient {
  const { namespace, name, nodeName, hostNetwork, ips, containers } = pod;
  const place = hostNetwork && nodeName !== undefined ? nodeNamespace(nodeName) : podNamespace(namespace, name);
  const process = containers.find((container) => !container.init)?.name;
  return {
    departure: { kind: 'process', namespace: place, ...(process === undefined ? {} : { name: process }) },
    ips,
    pod,
  };
}
