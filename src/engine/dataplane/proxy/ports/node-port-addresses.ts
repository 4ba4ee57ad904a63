import type { Cluster, ClusterNode, ClusterSettings } from '../../../kubernetes/cluster/cluster.ts';
import { cidrContains, cidrParts, hostCidr, type Cidr } from '../../../net/cidr.ts';
import { createIp, ipFamily, type Ip, type IpFamily } from '../../../net/ip.ts';
import { podCIDROf, podGateway, primaryIP } from '../../hosts/node-addresses.ts';

/**
 * The node's own addresses of a family at which NodePorts answer, loopback among them where it is named; 'all': every local
 * address. kube-proxy v1.34 util/nodeport_addresses.go.
 */
export function nodePortAddresses(cluster: Cluster, node: ClusterNode, family: IpFamily): readonly Ip[] | 'all' {
  const cidrs = nodePortCidrs(cluster.settings, node, family);
  if (cidrs.length === 0 || cidrs.some((cidr) => cidrParts(cidr).prefixLength === 0)) return 'all';
  return nodeAddresses(cluster, node, family).filter((ip) => cidrs.some((cidr) => cidrContains(cidr, ip)));
}

/** Of the family; empty: every local address. In nftables mode an empty setting means "primary" (app/server.go). */
function nodePortCidrs(settings: ClusterSettings, node: ClusterNode, family: IpFamily): readonly Cidr[] {
  const { nodePortAddresses: stated, proxyMode } = settings;
  const wanted = stated.length === 0 && proxyMode === 'nftables' ? (['primary'] as const) : stated;
  return wanted.flatMap((one) => {
    if (one !== 'primary') return cidrParts(one).family === family ? [one] : [];
    const primary = primaryIP(node, family);
    return primary === undefined ? [] : [hostCidr(primary)];
  });
}

/**
 * True when NodePorts may be used at 127.0.0.1: kube-proxy then sets route_localnet. Never so in another mode than iptables.
 * Simplification: the process that serves them in nftables mode since v1.37 (feature gate KubeProxyNFTablesLocalhostNodePorts, off by default) is not modelled.
 */
export function opensLocalhost(settings: ClusterSettings, node: ClusterNode): boolean {
  if (!settings.localhostNodePorts || settings.proxyMode !== 'iptables') return false;
  const cidrs = nodePortCidrs(settings, node, 4);
  return cidrs.length === 0 || cidrs.some((cidr) => cidrContains(cidr, createIp('127.0.0.1')));
}

/** All local addresses a node has of its own, loopback first. */
export function nodeAddresses(cluster: Cluster, node: ClusterNode, family: IpFamily): readonly Ip[] {
  const own = node.ips.filter((ip) => ipFamily(ip) === family);
  const bridge = podCIDROf(node, family) === undefined ? [] : [podGateway(cluster, node, family)];
  return [createIp(family === 4 ? '127.0.0.1' : '::1'), ...own, ...bridge];
}
