import type { Cluster, ClusterService } from '../cluster/cluster.ts';

/**
 * Tells the addresses of a Service that something in front of the nodes has. One that is a node's own is not among them: whoever calls
 * it gets to that node, where kube-proxy takes what is for the Service and leaves the node everything else. Nor are those that nodes
 * announce themselves.
 * // k3s pkg/cloudprovider/servicelb.go: the Service's addresses are those of the nodes its pods run on
 */
export function frontIPs({ nodes }: Pick<Cluster, 'nodes'>) {
  const owned = new Set(nodes.flatMap((node) => node.ips));
  return ({ type, balancing, loadBalancerIPs }: ClusterService): ClusterService['loadBalancerIPs'] =>
    type === 'LoadBalancer' && balancing === undefined ? loadBalancerIPs.filter(({ ip }) => !owned.has(ip)) : [];
}
