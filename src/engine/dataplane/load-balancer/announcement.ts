import type { ClusterNode } from '../../kubernetes/cluster/cluster.ts';
import type { BalancerName } from '../../kubernetes/model/balancing.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Coded, NoDetail } from '../../kubernetes/tools/coded.ts';
import type { Origin } from '../../linux/model/origin.ts';
import type { Ip } from '../../net/ip.ts';

/** Why nobody tells the network outside about an address, by code. */
export interface UnannouncedDetails {
  /** Nothing is there that would. */
  readonly NO_ADVERTISEMENT: NoDetail;
  /** What would selects nodes that there are not. */
  readonly NO_NODE: { readonly advertisements: readonly ObjectRef[] };
  /** A label keeps load balancers from all nodes that are selected. */
  readonly NODES_EXCLUDED: { readonly nodes: readonly string[]; readonly label: string };
  readonly NO_PEER: { readonly advertisements: readonly ObjectRef[] };
  /** The Service has no endpoint that can serve. */
  readonly NO_ENDPOINTS: NoDetail;
  /** With externalTrafficPolicy Local: endpoints are on these nodes alone, and they do not announce. */
  readonly NO_LOCAL_ENDPOINTS: { readonly nodes: readonly string[] };
}

export type Unannounced = Coded<UnannouncedDetails>;

/** How the network outside finds an address. `nodes` are never empty. */
export type Announcement =
  /** The first of the nodes answers ARP or neighbour discovery for it; with `lease` one of them, and it is not known which. */
  | { readonly how: 'L2'; readonly nodes: readonly ClusterNode[]; readonly lease?: true }
  /** The router has learnt a route over each of them. */
  | { readonly how: 'BGP'; readonly nodes: readonly ClusterNode[] }
  | { readonly how: 'NOBODY'; readonly byRoute: boolean; readonly because: Unannounced };

/** An address that nodes themselves take in, without anything in front of them. */
export interface AnnouncedAddress {
  readonly ip: Ip;
  readonly by: BalancerName;
  readonly pool: ObjectRef | undefined;
  readonly announcement: Announcement;
  readonly origin: Origin;
}
