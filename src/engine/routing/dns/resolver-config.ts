import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { createIp, type Ip, type IpFamily, ipFamily, parseIp } from '../../net/ip.ts';

/** A pod's /etc/resolv.conf. */
export interface ResolverConfig {
  /** At most three, in the order they are asked. */
  readonly nameservers: readonly Ip[];
  readonly search: readonly string[];
  /** As written: "ndots:5", "single-request". */
  readonly options: readonly string[];
  /** A name with fewer dots is first looked for in the search list. */
  readonly ndots: number;
  /** Seconds until a question counts as unanswered, and how often the list of servers is gone through. */
  readonly timeout: number;
  readonly attempts: number;
  /** Asks by TCP (use-vc), takes the servers in turn (rotate), leaves AAAA out (no-aaaa). */
  readonly tcp: boolean;
  readonly rotate: boolean;
  readonly noAAAA: boolean;
  /** True when the nameserver is the node's own, of which the input says nothing. */
  readonly ofNode: boolean;
}

/** Stands for the resolver that a node's own resolv.conf names (RFC 5737, RFC 3849). */
export const NODE_RESOLVER: Readonly<Record<IpFamily, Ip>> = { 4: createIp('192.0.2.53'), 6: createIp('2001:db8::53') };

const MAX_SERVERS = 3;
const MAX_SEARCH = 32;
const MAX_SEARCH_LETTERS = 2048;

/**
 * What the kubelet writes into the pod's resolv.conf, from dnsPolicy and dnsConfig. With hostNetwork, ClusterFirst means
 * Default. Source: kubelet v1.34 pkg/kubelet/network/dns/dns.go GetPodDNS, and its limits (32 domains, 2048 letters).
 * Simplification: a node's own resolv.conf has one server and no search list.
 */
export function resolverConfig(cluster: Cluster, pod: ClusterPod): ResolverConfig {
  const { dnsPolicy, dnsConfig } = podSpec(pod);
  const base = baseConfig(cluster, pod, typeof dnsPolicy === 'string' ? dnsPolicy : 'ClusterFirst');
  const servers = texts(dnsConfig?.nameservers).flatMap((text) => parseIp(text.trim()) ?? []);
  const options = mergeOptions(base.options, given(dnsConfig?.options));
  return {
    nameservers: [...new Set([...base.nameservers, ...servers])].slice(0, MAX_SERVERS),
    search: limitSearch([...new Set([...base.search, ...texts(dnsConfig?.searches)])]),
    options,
    ...readOptions(options),
    ofNode: base.ofNode,
  };
}

type Base = Pick<ResolverConfig, 'nameservers' | 'search' | 'options' | 'ofNode'>;

function baseConfig({ settings }: Cluster, pod: ClusterPod, policy: string): Base {
  if (policy === 'None') return { nameservers: [], search: [], options: [], ofNode: false };
  const zone = settings.clusterDomain;
  const cluster1st = policy === 'ClusterFirstWithHostNet' || (policy === 'ClusterFirst' && !pod.hostNetwork);
  if (cluster1st && settings.clusterDNS.length > 0) {
    const search = [`${pod.namespace}.svc.${zone}`, `svc.${zone}`, zone];
    return { nameservers: settings.clusterDNS, search, options: ['ndots:5'], ofNode: false };
  }
  const [ip] = pod.ips;
  const server = NODE_RESOLVER[ip === undefined ? 4 : ipFamily(ip)];
  return { nameservers: [server], search: [], options: [], ofNode: true };
}

function limitSearch(domains: readonly string[]): readonly string[] {
  let letters = -1;
  return domains.slice(0, MAX_SEARCH).filter((domain) => {
    letters += domain.length + 1;
    return letters <= MAX_SEARCH_LETTERS;
  });
}

/** An option of dnsConfig replaces the one of that name. */
function mergeOptions(base: readonly string[], own: readonly string[]): readonly string[] {
  const byName = new Map([...base, ...own].map((option) => [option.split(':')[0] ?? option, option]));
  return [...byName.values()];
}

/** Source: resolv.conf(5); glibc resolv/res_init.c res_setoptions, which also caps the numbers. */
function readOptions(options: readonly string[]) {
  const number = (name: string, usual: number, most: number): number => {
    const value = options.find((option) => option.startsWith(`${name}:`))?.slice(name.length + 1);
    return value === undefined || !/^\d+$/.test(value) ? usual : Math.min(Number(value), most);
  };
  return {
    ndots: number('ndots', 1, 15),
    timeout: number('timeout', 5, 30),
    attempts: number('attempts', 2, 5),
    tcp: options.includes('use-vc'),
    rotate: options.includes('rotate'),
    noAAAA: options.includes('no-aaaa'),
  };
}

const MAX_NAME = 254;

/** Fully qualified names in the order glibc asks for them; those too long for DNS are left out. Source: resolv.conf(5). */
export function candidateNames(
  name: string,
  { search, ndots }: Pick<ResolverConfig, 'search' | 'ndots'>,
): readonly string[] {
  if (name.endsWith('.')) return [name];
  const listed = search.map((domain) => `${name}.${domain.replace(/\.$/, '')}${domain === '.' ? '' : '.'}`);
  const dots = name.split('.').length - 1;
  const all = dots >= ndots ? [`${name}.`, ...listed] : [...listed, `${name}.`];
  return all.filter((each) => each.length <= MAX_NAME);
}

/** Those of the candidate names that come from the search list. */
export function searchedNames(name: string, config: Pick<ResolverConfig, 'search' | 'ndots'>): readonly string[] {
  return candidateNames(name, config).filter((each) => each !== `${name.replace(/\.$/, '')}.`);
}

interface PodDnsSpec {
  readonly dnsPolicy?: unknown;
  readonly dnsConfig?: { readonly nameservers?: unknown; readonly searches?: unknown; readonly options?: unknown };
}

function podSpec(pod: ClusterPod): PodDnsSpec {
  const spec: unknown = pod.object['spec'];
  return typeof spec === 'object' && spec !== null ? (spec as PodDnsSpec) : {};
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string' && each !== '') : [];
}

/** dnsConfig.options as resolv.conf has them: "name" or "name:value". */
function given(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    const { name, value: text } = (each ?? {}) as { readonly name?: unknown; readonly value?: unknown };
    if (typeof name !== 'string' || name === '') return [];
    const isText = typeof text === 'string' || typeof text === 'number';
    return isText && text !== '' ? `${name}:${text}` : name;
  });
}
