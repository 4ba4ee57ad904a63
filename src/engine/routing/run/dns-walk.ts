import { nodeNamespace, podNamespace } from '../../dataplane/build/build-network.ts';
import { namespaceOwner } from '../../dataplane/rules/namespace-names.ts';
import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { type Departure, selectSource } from '../../linux/walk/walk.ts';
import { cidrContains } from '../../net/cidr.ts';
import { type Ip, ipFamily, type Port } from '../../net/ip.ts';
import { isDnsCache } from '../../dataplane/dns-cache/dns-cache-program.ts';
import { podAt } from '../outcome/arrival.ts';
import { isInZone } from '../dns/cluster-zone.ts';
import type { Corefile } from '../corefile/corefile-of.ts';
import { CACHE_UPSTREAM, CLUSTER_DNS_VARIABLE } from '../corefile/cache-upstream.ts';
import type { Upstream } from '../corefile/forwarding.ts';
import { clusterServer, type NameServer, outsideServer, type ReverseZone } from '../dns/dns-answers.ts';
import { FAILED } from '../dns/dns-record.ts';
import { isClusterDns } from '../dns/dns-server.ts';
import { candidateNames, NODE_RESOLVER, type ResolverConfig, searchedNames } from '../dns/resolver-config.ts';
import { type DnsQuestion, lookupName, type NameLookup, summarizeQuestions } from '../dns/lookup-name.ts';
import type { DnsLookup, Leg } from '../outcome/outcome.ts';
import type { Connection, CorefileProgram, Run, FailedQuery } from './routing-programs.ts';
import { assume, nextQueryPort, openConnection } from './run.ts';

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
  readonly reverseOf?: ReverseZone;
  /** A cache asks: that it finds another cache is a circle. */
  readonly byCache?: true;
  /** A server asks that goes by a Corefile: that it finds one of its own is a circle. */
  readonly byCorefile?: Corefile;
  /** Absent: 53. */
  readonly port?: Port;
  /** The zone that the server is asked for by itself; absent: any. */
  readonly zone?: string;
}

const PORT = 53;

/** How a name is looked up, where that is not how a client finds the host that it connects to. */
export interface LookupOptions {
  /** Absent: A and AAAA. */
  readonly types?: readonly string[];
  /** Absent: nobody asks for the name of an address. */
  readonly reverseOf?: ReverseZone;
}

/**
 * Walks a lookup: a leg to each server asked, until one answers, and a leg for what that server has to ask elsewhere.
 * Simplification: all questions of a lookup leave from one socket and so take one way; glibc opens a socket per name.
 */
export function walkLookup(
  run: Run,
  { host, config, servers, client }: Lookup,
  { types = config.noAAAA ? ['A'] : ['A', 'AAAA'], ...options }: LookupOptions = {},
): LookedUp {
  const about = { question: host, ndots: config.ndots };
  const searched = searchedNames(host, config);
  const walk: Walk = { run, about, protocol: config.tcp ? 'TCP' : 'UDP', searched, failed: [], ...options };
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
    destinationPort: walk.port ?? PORT,
  });
  const questions: DnsQuestion[] = [];
  const by = pod === undefined ? {} : { forwardedBy: { kind: 'Pod', namespace: pod.namespace, name: pod.name } };
  const leg = (): Leg => {
    const { records: _, ...result } = summarizeQuestions(questions);
    return { kind: 'DNS', lookup: { ...about, ...by, server, questions: [...questions], ...result }, ...walked };
  };
  const at = run.legs.push(leg()) - 1;
  const isThere = isAnswered(walked) || isAssumedThere(run, walked.request);
  const halted = isThere ? haltedServer(walk, server, walked.request) : undefined;
  const answers = isThere && halted === undefined;
  const failure = { ...(pod === undefined ? {} : { by: pod }), ...(halted === undefined ? {} : { halted }) };
  if (!answers) walk.failed.push({ trace: walked.request, ...failure });
  const inner = answers ? serverBehind(walk, server, walked.request) : undefined;
  const ask: NameServer = (name, type) => {
    const answer = inner?.(name, type) ?? { ...FAILED, assumptions: [] };
    const { records, told } = answer;
    const rcode = inner === undefined ? 'NO_ANSWER' : answer.rcode;
    questions.push({ name, type, rcode, records, ...(told === undefined ? {} : { told }) });
    run.legs[at] = leg();
    return answer;
  };
  return { answers, ask };
}

/** The query arrived and its answer came back; what leaves the cluster is taken to be answered. */
function isAnswered({ request, reply }: Connection): boolean {
  return [request, reply].every((trace) => trace === undefined || SUCCESS.has(trace.disposition));
}

/**
 * A server beside the nodes, of which the input says no more than that it is asked: it is taken to be there, which is noted. What is
 * in a range of the cluster's own is not.
 */
function isAssumedThere(run: Run, { disposition, end, final: { destinationIP: ip } }: Trace): boolean {
  const { podCIDRs, serviceCIDRs } = run.cluster.settings;
  const isOutside = ![...podCIDRs, ...serviceCIDRs].some((cidr) => cidrContains(cidr, ip));
  if (disposition !== 'NEIGHBOR_UNREACHABLE' || !isOutside || namespaceOwner(end)?.kind === 'Pod') return false;
  assume(run, { code: 'NAME_SERVER_ASSUMED', detail: { ip } });
  return true;
}

const SUCCESS: ReadonlySet<string> = new Set(['ACCEPTED', 'EXITS_NETWORK']);

/** Who answers: the cluster DNS, which asks its node's server about names outside, or a server of the world outside. */
function serverBehind(walk: Walk, server: Ip, arrived: Trace): NameServer {
  const { cluster } = walk.run;
  const outside = outsideServer(cluster, walk.searched, walk.zone);
  const pod = podAt(cluster, arrived);
  const at = { ip: server, port: arrived.final.destinationPort };
  if (pod !== undefined && isDnsCache(pod)) return walk.byCache === true ? UNANSWERED : cacheServer(walk, pod, at);
  if (!isClusterDns(cluster, server)) return outside;
  return pod === undefined ? clusterServer(cluster, outside, walk.reverseOf) : clusterDns(walk, pod, at.port);
}

const UNANSWERED: NameServer = () => ({ ...FAILED, assumptions: [] });

/** A pod of the cluster DNS: CoreDNS by its Corefile where it is given, else as kubeadm sets it up. */
function clusterDns(walk: Walk, pod: ClusterPod, port: Port): NameServer {
  const { cluster, programs } = walk.run;
  const { reverseOf, byCorefile } = walk;
  const beyond = serverOfNode(walk, pod);
  const corefile = programs.corefile?.of(cluster, pod.namespace);
  if (programs.corefile === undefined || corefile === undefined) return clusterServer(cluster, beyond, reverseOf);
  if (byCorefile === corefile) return UNANSWERED;
  return followCorefile({ ...walk, byCorefile: corefile }, { pod, corefile, serve: programs.corefile.serve, port });
}

interface Following {
  readonly pod: ClusterPod;
  readonly corefile: Corefile;
  readonly serve: CorefileProgram['serve'];
  readonly port: Port;
}

/** A server that goes by a Corefile and walks to those it forwards to. */
function followCorefile(walk: Walk, { pod, corefile, serve, port }: Following): NameServer {
  const { run, reverseOf } = walk;
  const { cluster } = run;
  const beyond = serverOfNode(walk, pod);
  const beyondByTcp = serverOfNode({ ...walk, protocol: 'TCP' }, pod);
  const known = new Map<string, NameServer>();
  const upstream = (to: Upstream): NameServer => {
    if (to.kind === 'RESOLV_CONF') return to.tcp === true ? beyondByTcp : beyond;
    if (to.kind === 'OTHER' && to.text === CLUSTER_DNS_VARIABLE) return clusterServer(cluster, beyond, reverseOf);
    if (to.kind === 'OTHER') return outsideServer(cluster, walk.searched, to.zone);
    const { ip, protocol, zone } = to;
    const key = `${protocol} ${ip} ${to.port} ${zone}`;
    const about = { ...walk, protocol, port: to.port, zone };
    const found = known.get(key) ?? walkedServer(about, clientOf(pod), ip);
    known.set(key, found);
    return found;
  };
  return serve({ cluster, corefile, upstream, ...(reverseOf && { reverseOf }) }, port);
}

/** A server whose process ends because it forwards to itself; undefined: it runs. */
function haltedServer({ run: { cluster, programs } }: Walk, server: Ip, arrived: Trace): FailedQuery['halted'] {
  const found = podAt(cluster, arrived);
  const isCache = found !== undefined && isDnsCache(found);
  const pod = isCache || isClusterDns(cluster, server) ? found : undefined;
  const corefile =
    pod && (isCache ? programs.corefile?.ofCache(cluster, pod) : programs.corefile?.of(cluster, pod.namespace));
  if (pod === undefined || corefile === undefined) return undefined;
  const forward = programs.corefile?.findLoop(cluster, corefile);
  return forward === undefined ? undefined : { pod, corefile, forward };
}

/**
 * The server that a pod of the cluster DNS forwards to, walked to when the first question comes.
 * Simplification: it is the node's own server, whatever the pod's dnsPolicy.
 */
function serverOfNode(walk: Walk, pod: ClusterPod): NameServer {
  const [ip] = pod.ips;
  const { port: _, zone: __, ...own } = walk;
  return walkedServer(own, clientOf(pod), NODE_RESOLVER[ip === undefined ? 4 : ipFamily(ip)]);
}

/**
 * A node-local cache, empty. It goes by its Corefile; where none is given, names of the cluster and reverse names it asks the cluster
 * DNS for by TCP, at a Service of its own, any other its node's server. Source: kubernetes/kubernetes cluster/addons/dns/nodelocaldns/nodelocaldns.yaml.
 */
function cacheServer(walk: Walk, pod: ClusterPod, { ip, port }: Endpoint): NameServer {
  const { cluster, programs } = walk.run;
  const beyond = serverOfNode(walk, pod);
  const corefile = programs.corefile?.ofCache(cluster, pod);
  if (programs.corefile !== undefined && corefile !== undefined) {
    const { serve, at } = programs.corefile;
    return followCorefile({ ...walk, byCache: true }, { pod, corefile: at(corefile, ip), serve, port });
  }
  const upstream = cluster.service(pod.namespace, CACHE_UPSTREAM)?.clusterIPs[0];
  const central =
    upstream === undefined
      ? clusterServer(cluster, beyond, walk.reverseOf)
      : walkedServer({ ...walk, protocol: 'TCP', byCache: true }, clientOf(pod), upstream);
  return (name, type) => (isInZone(cluster, name) || REVERSE.test(name) ? central : beyond)(name, type);
}

interface Endpoint {
  readonly ip: Ip;
  readonly port: Port;
}

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
