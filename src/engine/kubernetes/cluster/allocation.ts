import type { Cidr } from '../../net/cidr.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { ObjectKey } from '../model/object.ts';

/** What a cluster gave an object that does not state it. */
export interface Allocation {
  /** Of a Pod: the node that the scheduler chose. */
  readonly node?: string;
  /** A Pod's or a Node's addresses; a Service's clusterIPs. */
  readonly ips?: readonly Ip[];
  /** Of a Node: where its pods have their addresses. */
  readonly podCIDRs?: readonly Cidr[];
  /** Of a Service, by place in spec.ports; 0: of that port nothing is kept. */
  readonly nodePorts?: readonly Port[];
  readonly healthCheckNodePort?: Port;
  /** Of a Service's load balancer. */
  readonly balancerIPs?: readonly Ip[];
}

/** By the keys of objects, made ones too: "Pod/shop/web-5d6c7-x2v9k". */
export type Allocations = Readonly<Record<ObjectKey, Allocation>>;
