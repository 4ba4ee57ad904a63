import type { Network } from '../../linux/namespace/namespace.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { branches } from '../../linux/model/choice.ts';
import { nodeNamespace, podNamespace } from '../../dataplane/build/build-network.ts';
import { ipFamily, parseIp } from '../../net/ip.ts';
import { hostsAddresses } from '../dns/dns-hosts.ts';
import type { DnsRecord } from '../dns/dns-record.ts';
import { type NameLookup, summarizeQuestions } from '../dns/lookup-name.ts';
import { candidateNames, type ResolverConfig, resolverConfig } from '../dns/resolver-config.ts';
import { restsOnAddresses } from '../outcome/rests-on.ts';
import type { Cause } from '../outcome/outcome.ts';
import { type LookedUp, type LookupOptions, walkLookup } from '../run/dns-walk.ts';
import { explanationsOf } from '../run/explanations.ts';
import type { Source } from '../run/parsed-request.ts';
import type { RoutingPrograms, Run } from '../run/routing-programs.ts';
import { departureOf } from '../run/run.ts';

/** What came of a lookup in a pod. `cause`: why a question that had to be asked got no answer. */
export interface LookedUpInPod extends NameLookup {
  readonly config: ResolverConfig;
  readonly cause?: Cause;
}

interface PodLookup extends Omit<LookupOptions, 'types'> {
  readonly pod: ClusterPod;
  readonly name: string;
  /** Absent: as getaddrinfo asks, which reads /etc/hosts first. */
  readonly types?: readonly string[] | undefined;
}

/** Of a name that is answered by chance now this way, now that, so many ways are gone until one has an answer. */
const MOST_WAYS = 50;

/**
 * Looks a name up in a pod as a request does that goes there: over the same servers, by the same rules. Where chance decides who
 * answers, the first that does is told.
 */
export function lookUpInPod(
  router: {
    readonly cluster: Cluster;
    readonly network: Network;
    readonly programs: { readonly routing: RoutingPrograms };
  },
  { pod, name, ...options }: PodLookup,
): LookedUpInPod {
  const { cluster } = router;
  const config = resolverConfig(cluster, pod);
  const known = options.types === undefined ? hostsRecords(cluster, pod, name) : [];
  if (known.length > 0) return { config, ...summarizeQuestions([]), ...ofHostsFile(known, name) };
  let best: { readonly found: LookedUp; readonly run: Run } | undefined;
  let ways = 0;
  for (const { value } of branches((choose) => lookUp({ ...router, choose }, { pod, name, ...options }, config))) {
    if (best === undefined || value.found.failed === undefined) best = value;
    ways += 1;
    if (best.found.failed === undefined || ways === MOST_WAYS) break;
  }
  if (best === undefined) throw new Error('there is always a way');
  const { found, run } = best;
  const { failed, ...rest } = found;
  const assumptions = [
    ...run.assumptions.values(),
    ...found.assumptions,
    ...restsOnAddresses(cluster, found.addresses),
  ];
  const isLost = config.nameservers.length === 0 || (failed !== undefined && found.addresses.length === 0);
  const cause = isLost ? explanationsOf(run.programs).unreachableDns(run, failed) : undefined;
  // A resolver that hears nothing does not go on in the search list.
  const tried = found.rcode === 'NO_ANSWER' ? candidateNames(name, config).slice(0, 1) : found.tried;
  return { config, ...rest, tried, assumptions, ...(cause && { cause }) };
}

type Routing = {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly programs: { readonly routing: RoutingPrograms };
};

function lookUp(
  { cluster, network, programs, choose }: Routing & Pick<Run, 'choose'>,
  { pod, name, types, ...options }: PodLookup,
  config: ResolverConfig,
): { readonly found: LookedUp; readonly run: Run } {
  const id =
    pod.hostNetwork && pod.nodeName !== undefined ? nodeNamespace(pod.nodeName) : podNamespace(pod.namespace, pod.name);
  const source: Source = { kind: 'pod', namespace: id, pod };
  const target = { scheme: 'tcp', protocol: 'TCP', host: name, port: 0, path: '' } as const;
  const run: Run = {
    cluster,
    network,
    programs: programs.routing,
    request: { source, target, method: 'GET', headers: {}, sourcePort: 0 },
    choose,
    walked: new Map(),
    grounds: new Map(),
    always: [],
    legs: [],
    decided: new Map(),
    assumptions: new Map(),
  };
  const families = new Set(pod.ips.map(ipFamily));
  const servers = config.nameservers.filter((ip) => families.has(ipFamily(ip)));
  const client = { departure: departureOf(run), ips: pod.ips };
  const asked = { ...options, ...(types === undefined ? {} : { types }) };
  return { found: walkLookup(run, { host: name, config, servers, client }, asked), run };
}

function hostsRecords(cluster: Cluster, pod: ClusterPod, name: string): readonly DnsRecord[] {
  const ips = hostsAddresses(cluster, pod, name.toLowerCase().replace(/\.$/, ''));
  return ips.map((ip) => ({
    name: name.endsWith('.') ? name : `${name}.`,
    type: ipFamily(ip) === 4 ? 'A' : 'AAAA',
    data: ip,
  }));
}

function ofHostsFile(records: readonly DnsRecord[], name: string): Omit<NameLookup, 'aliases' | 'tried'> {
  const addresses = records.flatMap(({ data }) => parseIp(data) ?? []);
  return { rcode: 'NOERROR', answeredBy: name, records, addresses, questions: [], assumptions: [] };
}
