import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { parseIp } from '../../net/ip.ts';
import { clusterServer, type NameServer, type ReverseZone, type ServerAnswer } from '../dns/dns-answers.ts';
import { type DnsAnswer, type DnsRecord, NOT_FOUND } from '../dns/dns-record.ts';
import { fallsThrough } from './hosts-file.ts';
import { zoneHolding, zoneName } from './parse-corefile.ts';
import { type Link, type Placed, type Question, zonesOf } from './question.ts';

interface Around {
  readonly cluster: Cluster;
  readonly reverseOf?: ReverseZone;
  /** The whole server, of which targets of aliases are asked. */
  readonly self: NameServer;
}

const PODS: ReadonlySet<string> = new Set(['disabled', 'insecure', 'verified']);

/**
 * The kubernetes plugin: the zones it is given, of which only those of reverse names are not the cluster's.
 * // CoreDNS v1.12 plugin/kubernetes setup.go, handler.go
 */
export function kubernetesZone({ block, directive }: Placed, { cluster, reverseOf, self }: Around): Link {
  const { args, lines } = directive;
  const zones = args.length === 0 ? zonesOf(block) : args.map(zoneName);
  const own = zoneName(cluster.settings.clusterDomain);
  const pods = lines.find(([word, mode = '']) => word === 'pods' && PODS.has(mode))?.[1] ?? 'disabled';
  const namespaces = lines.filter(([word]) => word === 'namespaces').flatMap(([, ...names]) => names);
  const falls = fallsThrough(lines);
  const served = clusterServer(cluster, self, reverseOf);
  const answer = ({ name, type }: Question, zone: string): ServerAnswer => {
    if (zone.endsWith('.arpa.'))
      return reverseOf?.(cluster, name, type) === undefined ? plain(NOT_FOUND) : served(name, type);
    const [kind, namespace, label] = labelsBelow(name, zone);
    if (namespaces.length > 0 && namespace !== undefined && !namespaces.includes(namespace)) {
      const isThere = kind === 'svc' && label !== undefined && cluster.service(namespace, label) !== undefined;
      return { ...plain(NOT_FOUND), ...(isThere && { told: `namespaces ${namespaces.join(' ')}` }) };
    }
    if (kind === 'pod' && label !== undefined && !isToldOf(cluster, pods, { namespace, label }))
      return plain(NOT_FOUND);
    const within = zone === own ? name : name.slice(0, -zone.length) + own;
    return zone === own ? served(name, type) : moved(served(within, type), own, zone);
  };
  return (question, next) => {
    const zone = zoneHolding(zones, question.name);
    if (zone === undefined) return next(question);
    const found = answer(question, zone);
    return found.rcode === 'NXDOMAIN' && falls(question.name) ? next(question) : found;
  };
}

const plain = (answer: DnsAnswer): ServerAnswer => ({ ...answer, assumptions: [] });

/** The labels left of the zone, from right to left. */
const labelsBelow = (name: string, zone: string): readonly string[] =>
  name.slice(0, -zone.length).split('.').filter(Boolean).reverse();

/** Whether the address of a pod has a name: of any (insecure), of one that there is (verified), or of none. */
function isToldOf(
  cluster: Cluster,
  mode: string,
  { namespace, label }: { readonly namespace: string | undefined; readonly label: string },
): boolean {
  if (mode !== 'verified') return mode === 'insecure';
  const four = label.split('-').length === 4 && !label.includes('--');
  const ip = parseIp(label.replaceAll('-', four ? '.' : ':'));
  return ip !== undefined && cluster.pods.some((pod) => pod.namespace === namespace && pod.ips.includes(ip));
}

/** An answer in another zone than the cluster's own. */
function moved(answer: ServerAnswer, from: string, to: string): ServerAnswer {
  const move = (text: string): string => (text.endsWith(`.${from}`) ? text.slice(0, -from.length) + to : text);
  const records = answer.records.map((each): DnsRecord => ({ ...each, name: move(each.name), data: move(each.data) }));
  return { ...answer, records };
}
