import { type Cidr, cidrContains, cidrParts } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import type { ClusterNode } from '../cluster/cluster.ts';

/** Tells whether a pod of the node has a network namespace of its own and an address outside the node's podCIDRs. */
export function astrayFrom({
  podCIDRs,
}: Pick<ClusterNode, 'podCIDRs'>): (hostNetwork: boolean, ips: readonly Ip[]) => boolean {
  const networks = podCIDRs.map(containment);
  const [only, ...more] = networks;
  // Nearly every node has one, and it is asked for each of 100,000 pods.
  if (only !== undefined && more.length === 0) return (hostNetwork, ips) => !hostNetwork && !ips.every(only);
  const isOutside = (ip: Ip): boolean => !networks.some((contains) => contains(ip));
  return (hostNetwork, ips) => !hostNetwork && ips.some(isOutside);
}

/** Membership of one network; a /24 is told by its text, which matters with 100,000 pods. */
function containment(cidr: Cidr): (ip: Ip) => boolean {
  const { family, network, prefixLength } = cidrParts(cidr);
  if (family !== 4 || prefixLength !== 24) return (ip) => cidrContains(cidr, ip);
  const prefix = network.slice(0, network.lastIndexOf('.') + 1);
  return (ip) => ip.startsWith(prefix);
}
