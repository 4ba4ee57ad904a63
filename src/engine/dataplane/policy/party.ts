import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Party } from '../../kubernetes/network-policy/select.ts';
import type { Ip } from '../../net/ip.ts';

/** The pod that has the address for itself; anybody else is only an address. */
export function partyAt(cluster: Cluster, ip: Ip): Party & { readonly pod?: ClusterPod } {
  const owner = cluster.owner(ip);
  return owner !== undefined && 'hostNetwork' in owner ? { pod: owner, ip } : { ip };
}
