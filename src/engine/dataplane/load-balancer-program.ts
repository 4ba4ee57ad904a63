import type { Cluster } from '../kubernetes/cluster.ts';
import type { NetworkNamespace, Route, RoutingRule } from '../linux/namespace.ts';
import type { Rule } from '../linux/netfilter.ts';
import type { Ip, IpFamily } from '../net/ip.ts';
import type { CniFabric } from './cni/cni-program.ts';
import type { NodeSegment } from './topology/node-segment.ts';

/** What a load balancer asks of the nodes' router. */
interface WayBack {
  readonly routes: readonly Route[];
  readonly rules: readonly RoutingRule[];
  readonly marks: readonly Rule[];
}

/** Load balancers in front of the nodes; only clusters with a Service of type LoadBalancer need them. */
interface LoadBalancing {
  readonly create: (cluster: Cluster, segment: NodeSegment, fabric?: CniFabric) => NetworkNamespace;
  /** Addresses that a load balancer has, each once. */
  readonly addresses: (cluster: Cluster, family: IpFamily) => readonly Ip[];
  readonly wayBack: (cluster: Cluster, segment: NodeSegment, family: IpFamily) => WayBack;
}

let installed: LoadBalancing | undefined;

/** Makes them known, once and for all: fetched when a cluster has such a Service (routing/install-programs.ts). */
export function installLoadBalancing(loadBalancing: LoadBalancing): void {
  installed = loadBalancing;
}

/** Undefined until they are: nothing has the address of a load balancer then. */
export function loadBalancing(): LoadBalancing | undefined {
  return installed;
}

export function lacksLoadBalancing({ services }: Cluster): boolean {
  return installed === undefined && services.some(({ type }) => type === 'LoadBalancer');
}
