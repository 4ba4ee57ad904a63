import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { TransportProtocol } from '../../kubernetes/model/basics.ts';
import type { Decision } from '../../kubernetes/network-policy/decide.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Ip, Port } from '../../net/ip.ts';

/** Allowed ports by protocol, as [first, last], sorted; `{}`: nothing is allowed. */
export type Connections =
  | 'All Connections'
  | Readonly<Partial<Record<TransportProtocol, readonly (readonly [Port, Port])[]>>>;

/** One line or column of the matrix. */
export type ReachPeer = {
  /** "shop/web[Deployment]", "10.0.0.0-10.255.255.255[External]", "{ingress-controller}". Unique among sources, and among destinations. */
  readonly label: string;
} & (
  | {
      readonly kind: 'workload';
      readonly workload: ObjectRef & { readonly namespace: string };
      /** Empty for a workload without pods: then its pod template speaks. */
      readonly pods: readonly ClusterPod[];
    }
  /** Addresses outside the cluster that all policies treat alike. */
  | { readonly kind: 'external'; readonly first: Ip; readonly last: Ip }
  /** Whoever serves Ingresses, Gateways and Routes: a pod nobody knows. */
  | { readonly kind: 'ingress-controller' }
);

export interface ReachLine {
  readonly src: string;
  readonly dst: string;
  readonly connections: Connections;
}

/** Who can connect to whom by the policies. Services do not appear: policies see what comes after them. */
export interface Reachability {
  /** Workloads by label, then ranges by address, then the ingress controller where something leads through it. */
  readonly sources: readonly ReachPeer[];
  /** Workloads by label, then ranges by address. */
  readonly destinations: readonly ReachPeer[];
  /** By label; a workload to itself and outside to outside are {} (they are not looked at). */
  readonly connections: (src: string, dst: string) => Connections;
  /** Which policy and rule decides about one port; undefined for an unknown label. Of several pods, the first pair speaks. */
  readonly decide: (src: string, dst: string, transport: ReachTransport) => Decision | undefined;
  /** Every pair that may connect, sorted as text. */
  readonly lines: () => readonly ReachLine[];
}

export interface ReachTransport {
  readonly protocol: TransportProtocol;
  readonly port: Port;
}

export interface ReachOptions {
  /**
   * 'outside': ipBlocks stand for addresses outside the cluster, as the API means them, and match no pod. 'addresses': they match
   * pods by the addresses those have now, as packets do.
   */
  readonly ipBlocks?: 'outside' | 'addresses';
}

/** One pair whose connections differ between two clusters. */
export interface ReachChange {
  readonly src: string;
  readonly dst: string;
  readonly before: Connections;
  readonly after: Connections;
}
