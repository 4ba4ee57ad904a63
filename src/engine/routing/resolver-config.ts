import type { Cluster, ClusterPod } from '../kubernetes/cluster.ts';
import { createIp, type Ip, type IpFamily, ipFamily, parseIp } from '../net/ip.ts';

/** A pod's /etc/resolv.conf. */
export interface ResolverConfig {
  readonly nameservers: readonly Ip[];
  readonly search: readonly string[];
  readonly ndots: number;
  /** True when the nameserver is the node's own, of which the input says nothing. */
  readonly ofNode: boolean;
}

/** Stands for the resolver that a node's own resolv.conf names (RFC 5737, RFC 3849). */
const NODE_RESOLVER: Readonly<Record<IpFamily, Ip>> = { 4: createIp('192.0.2.53'), 6: createIp('2001:db8::53') };

/**
 * What the kubelet writes into the pod's resolv.conf, from dnsPolicy and dnsConfig. With hostNetwork, ClusterFirst means
 * Default. Source: kubelet v1.34 pkg/kubelet/network/dns/dns.go GetPodDNS.
 */
export function resolverConfig(cluster: Cluster, pod: ClusterPod): ResolverConfig {
  const { dnsPolicy, dnsConfig } = podSpec(pod);
  const cluster1st =
    dnsPolicy === 'ClusterFirstWithHostNet' || ((dnsPolicy ?? 'ClusterFirst') === 'ClusterFirst' && !pod.hostNetwork);
  const base = cluster1st ? clusterFirst(cluster, pod) : dnsPolicy === 'None' ? NOTHING : nodeDefault(pod);
  const nameservers = texts(dnsConfig?.nameservers).flatMap((text) => parseIp(text) ?? []);
  const search = [...new Set([...base.search, ...texts(dnsConfig?.searches)])];
  const option = options(dnsConfig?.options).find((each) => each.name === 'ndots');
  const ndots = Number(option?.value);
  return {
    nameservers: [...new Set([...base.nameservers, ...nameservers])].slice(0, 3),
    search,
    ndots: option !== undefined && Number.isInteger(ndots) && ndots >= 0 ? Math.min(ndots, 15) : base.ndots,
    ofNode: base.ofNode,
  };
}

const NOTHING: ResolverConfig = { nameservers: [], search: [], ndots: 1, ofNode: false };

function nodeDefault({ ips }: ClusterPod): ResolverConfig {
  const [ip] = ips;
  return { ...NOTHING, nameservers: [NODE_RESOLVER[ip === undefined ? 4 : ipFamily(ip)]], ofNode: true };
}

function clusterFirst({ settings }: Cluster, { namespace }: ClusterPod): ResolverConfig {
  const zone = settings.clusterDomain;
  const search = [`${namespace}.svc.${zone}`, `svc.${zone}`, zone];
  return { nameservers: settings.clusterDNS, search, ndots: 5, ofNode: false };
}

/** Fully qualified names in the order glibc asks for them. Source: resolv.conf(5). */
export function candidateNames(name: string, { search, ndots }: ResolverConfig): readonly string[] {
  if (name.endsWith('.')) return [name];
  const listed = search.map((domain) => `${name}.${domain.replace(/\.$/, '')}.`);
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [`${name}.`, ...listed] : [...listed, `${name}.`];
}

interface PodDnsSpec {
  readonly dnsPolicy?: string;
  readonly dnsConfig?: { readonly nameservers?: unknown; readonly searches?: unknown; readonly options?: unknown };
}

function podSpec(pod: ClusterPod): PodDnsSpec {
  const spec: unknown = pod.object['spec'];
  return typeof spec === 'object' && spec !== null ? (spec as PodDnsSpec) : {};
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function options(value: unknown): readonly { readonly name?: string; readonly value?: string }[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];
}
