import type { Cluster, ClusterNode, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Interface } from '../../linux/namespace/namespace.ts';
import type { IpFamily } from '../../net/ip.ts';
import type { NodeRules } from '../rules/proxy-rules.ts';

/** What a node-local DNS cache sets up on its node. */
export interface DnsCache {
  readonly devices: readonly Interface[];
  readonly rules: (family: IpFamily) => Partial<NodeRules>;
}

export type CreateDnsCache = (cluster: Cluster, pod: ClusterPod) => DnsCache;

/** Its DaemonSet's name, and what its pods are labelled with. */
export const DNS_CACHE = 'node-local-dns';

/** True for a pod of NodeLocal DNSCache. */
export function isDnsCache(pod: ClusterPod): boolean {
  return pod.hostNetwork && pod.labels['k8s-app'] === DNS_CACHE && pod.phase === 'Running';
}

/** undefined: the node runs none, or its program is not at hand. */
export function dnsCacheOn(
  cluster: Cluster,
  { name }: ClusterNode,
  create: CreateDnsCache | undefined,
): DnsCache | undefined {
  const pod = cluster.portTakersOn(name).find(isDnsCache);
  return pod === undefined ? undefined : create?.(cluster, pod);
}
