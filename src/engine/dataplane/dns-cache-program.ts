import type { Cluster, ClusterNode, ClusterPod } from '../kubernetes/cluster.ts';
import type { Interface } from '../linux/namespace.ts';
import type { IpFamily } from '../net/ip.ts';
import type { NodeRules } from './kube-proxy/proxy-rules.ts';

/** What a node-local DNS cache sets up on its node. */
export interface DnsCache {
  readonly devices: readonly Interface[];
  readonly rules: (family: IpFamily) => Partial<NodeRules>;
}

type CreateDnsCache = (cluster: Cluster, pod: ClusterPod) => DnsCache;

let installed: CreateDnsCache | undefined;

/** Makes the program known, once and for all: it is fetched when a cluster has it (routing/install-programs.ts). */
export function installDnsCache(create: CreateDnsCache): void {
  installed = create;
}

export function isDnsCacheInstalled(): boolean {
  return installed !== undefined;
}

/** Its DaemonSet's name, and what its pods are labelled with. */
export const DNS_CACHE = 'node-local-dns';

/** True for a pod of NodeLocal DNSCache. */
export function isDnsCache(pod: ClusterPod): boolean {
  return pod.hostNetwork && pod.labels['k8s-app'] === DNS_CACHE && pod.phase === 'Running';
}

/** undefined: the node runs none, or its program is not at hand. */
export function dnsCacheOn(cluster: Cluster, { name }: ClusterNode): DnsCache | undefined {
  const pod = cluster.portTakersOn(name).find(isDnsCache);
  return pod === undefined ? undefined : installed?.(cluster, pod);
}

/** Asked for every walk, and there may be 100,000 pods: looked up once in each list of objects. */
const isAmong = new WeakMap<Named, boolean>();
type Named = ReturnType<Cluster['refsOf']>;

export function lacksDnsCache({ refsOf }: Cluster): boolean {
  return installed === undefined && ['DaemonSet', 'Pod'].some((kind) => hasDnsCache(refsOf(kind)));
}

function hasDnsCache(objects: Named): boolean {
  let found = isAmong.get(objects);
  if (found === undefined) {
    found = objects.some(({ ref }) => ref.name === DNS_CACHE || ref.name.startsWith(`${DNS_CACHE}-`));
    isAmong.set(objects, found);
  }
  return found;
}
