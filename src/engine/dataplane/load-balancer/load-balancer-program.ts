import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Mac } from '../../linux/model/place.ts';
import type { NetworkNamespace, Ruleset } from '../../linux/namespace/namespace.ts';
import type { Route, RoutingRule } from '../../linux/model/routes.ts';
import type { Rule } from '../../linux/model/netfilter.ts';
import type { Ip, IpFamily } from '../../net/ip.ts';
import type { CniFabric } from '../hosts/fabric.ts';
import type { NodeSegment } from '../hosts/node-segment.ts';
import type { Forwarding } from './klipper.ts';

/** What a load balancer asks of the nodes' router. */
interface WayBack {
  readonly routes: readonly Route[];
  readonly rules: readonly RoutingRule[];
  readonly marks: readonly Rule[];
}

/** Load balancers in front of the nodes; only clusters with a Service of type LoadBalancer need them. */
export interface LoadBalancing {
  readonly create: (cluster: Cluster, segment: NodeSegment, fabric?: Pick<CniFabric, 'routes'>) => NetworkNamespace;
  /** Addresses that a load balancer has, each once. */
  readonly addresses: (cluster: Cluster, family: IpFamily) => readonly Ip[];
  /** Those of them that the internet has no way to. */
  readonly internal: (cluster: Cluster, family: IpFamily) => readonly Ip[];
  readonly wayBack: (cluster: Cluster, segment: NodeSegment, family: IpFamily) => WayBack;
  /** The router's routes to addresses that nodes announce themselves. */
  readonly announced: (cluster: Cluster, family: IpFamily) => readonly Route[];
  /** Which of them answers for such an address; undefined: none. */
  readonly announcer: (cluster: Cluster, segment: NodeSegment, ip: Ip) => Mac | undefined;
  /** What a pod that is part of a load balancer sends on; undefined: it is none. */
  readonly forwarding: (cluster: Cluster, pod: ClusterPod) => Forwarding | undefined;
  readonly forwardingRuleset: (forwarding: Forwarding, family: IpFamily) => Ruleset;
}
