import type { Cluster, ClusterNode } from '../../kubernetes/cluster.ts';
import { cidrAddress, cidrParts, type Cidr } from '../../net/cidr.ts';
import { createIp, ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';

/** What the bridge carries in a family for which the node has no podCIDR: a link-local gateway, as routed CNIs use. */
const LINK_LOCAL_GATEWAY: Readonly<Record<IpFamily, Ip>> = { 4: createIp('169.254.1.1'), 6: createIp('fe80::1') };

export function podCIDROf(node: ClusterNode, family: IpFamily): Cidr | undefined {
  return node.podCIDRs.find((cidr) => cidrParts(cidr).family === family);
}

/**
 * The bridge's own address, which the pods of a node send to when they leave it: the first of the podCIDR (CNI host-local
 * IPAM), or the next one when a pod was given that.
 */
export function podGateway(cluster: Cluster, node: ClusterNode, family: IpFamily): Ip {
  const cidr = podCIDROf(node, family);
  if (cidr === undefined) return LINK_LOCAL_GATEWAY[family];
  for (let index = 1; ; index += 1) {
    const ip = cidrAddress(cidr, index);
    if (ip === undefined) return LINK_LOCAL_GATEWAY[family];
    if (cluster.owner(ip) === undefined) return ip;
  }
}

/** The node's primary address of a family; undefined: none. */
export function primaryIP(node: ClusterNode, family: IpFamily): Ip | undefined {
  return node.ips.find((ip) => ipFamily(ip) === family);
}
