import type { Cidr } from '../../net/cidr.ts';
import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import type { Coded } from '../tools/coded.ts';
import type { AlbRules } from './alb.ts';
import type { NamespacedName } from './assumption.ts';
import type { TransportProtocol } from './basics.ts';
import type { Environment } from './machine.ts';
import type { ObjectRef } from './object.ts';

/** What gives Services of type LoadBalancer their addresses where no cloud does. */
export type BalancerName = 'metallb' | 'cilium' | 'kube-vip' | 'servicelb' | 'minikube-tunnel' | 'docker-desktop';

/** Why a pool gives a Service nothing. NAMESPACE: it is for those of `namespaces`; FAMILY: it has no addresses of `families`. */
export interface PassedPool {
  readonly pool: string;
  readonly why:
    | { readonly is: 'NOT_AUTOMATIC' | 'OTHER_LABELS' }
    | { readonly is: 'NAMESPACE'; readonly namespaces: readonly string[] }
    | { readonly is: 'FAMILY'; readonly families: readonly IpFamily[] };
}

/** Why a Service gets no address, by code. */
export interface PendingDetails {
  /** No pool hands out addresses of its families to the Service by itself. `pools`: those that there are. */
  readonly NO_POOL: { readonly pools: readonly string[]; readonly passed?: readonly PassedPool[] };
  readonly POOL_UNKNOWN: { readonly pool: string; readonly pools: readonly string[] };
  readonly POOLS_FULL: { readonly pools: readonly string[]; readonly passed?: readonly PassedPool[] };
  /** The address that it asks for is in no pool, or in one that is not for it. */
  readonly NOT_IN_POOL: { readonly ip: Ip; readonly pool?: string; readonly pools: readonly string[] };
  /** `clash`: what keeps the two from sharing it. */
  readonly ADDRESS_TAKEN: {
    readonly ip: Ip;
    readonly holder: NamespacedName;
    readonly clash:
      | { readonly is: 'NOT_SHARED' | 'OTHER_KEY' | 'OTHER_NAMESPACE' | 'OTHER_BACKENDS' }
      | { readonly is: 'PORT'; readonly protocol: TransportProtocol; readonly port: Port };
  };
  /** Nothing in the cluster serves load balancers. */
  readonly NOBODY: { readonly environment: Environment };
  /** The families of the addresses that it asks for are not its own. */
  readonly OTHER_FAMILY: { readonly ips: readonly Ip[] };
  /** On every node that may serve it another Service has one of its ports. */
  readonly NODE_PORTS_TAKEN: {
    readonly protocol: TransportProtocol;
    readonly port: Port;
    readonly holder: NamespacedName;
  };
  /** On the machine, where other Services have all of its ports. */
  readonly MACHINE_PORTS_TAKEN: { readonly port: Port; readonly holder: NamespacedName };
  /** No node has a pod that serves it, with `local` and an endpoint. */
  readonly NO_NODE: { readonly local: boolean };
}

export type PendingAddress = Coded<PendingDetails>;

/** Who gives a Service its addresses, and whether it has any. */
export interface Balancing {
  /** Absent: nobody. */
  readonly by?: BalancerName;
  /** The pool that its addresses are of. */
  readonly pool?: ObjectRef;
  /** Addresses that the Service itself asks for. */
  readonly asked?: readonly Ip[];
  /** Why it has none; absent: it has one, or nothing is in its way. */
  readonly pending?: PendingAddress;
}

/** Where something of a load balancer is stated: an annotation of the Ingress, or IngressClassParams. */
export type StatedBy = { readonly annotation: string } | { readonly params: string };

/**
 * Why Google's controller builds nothing for an Ingress, and changes nothing that it built: tls names a Secret that is not there, or
 * none; neither HTTP nor HTTPS is left; what is internal has both, or is told to redirect. `place`: in spec.tls.
 */
export type GceFault =
  | { readonly is: 'NO_SECRET'; readonly secret: NamespacedName; readonly place: number }
  | { readonly is: 'NO_SECRET_NAME'; readonly place: number }
  | { readonly is: 'NO_FRONTEND' }
  | { readonly is: 'INTERNAL_WITH_BOTH' }
  | { readonly is: 'INTERNAL_REDIRECT'; readonly config: NamespacedName };

/** A load balancer of a cloud that serves Ingresses itself, outside the cluster. */
export interface CloudEntry {
  /** ALB: the Application Load Balancer of AWS. GCE: the one of Google. */
  readonly by: 'ALB' | 'GCE';
  /** Ingresses of the same group share one. */
  readonly group: string;
  /** In the group, the first rules first. */
  readonly order: number;
  readonly listeners: readonly { readonly port: Port; readonly tls: boolean }[];
  /** The port of https to which plain http is sent on; absent: it is served. `by`: what says so. */
  readonly redirect?: { readonly port: Port; readonly status: number; readonly by: string };
  /** The internet has no way to it, by an annotation, or by the parameters of its class. */
  readonly internal?: StatedBy;
  /** Who may connect; absent: everybody. */
  readonly sources?: { readonly cidrs: readonly Cidr[]; readonly by: StatedBy };
  /** Why its controller leaves it alone: the parameters of its class are for other namespaces, or its class stands where Google's controller does not look. */
  readonly refused?:
    | { readonly is: 'NAMESPACE_NOT_SELECTED'; readonly params: string }
    | { readonly is: 'CLASS_BY_FIELD'; readonly className: string };
  /** Parameters that stand behind it and are not followed. */
  readonly open?: string;
  /** What it sends to unless a Service says otherwise: node ports, or pods. */
  readonly targets: 'NODE_PORTS' | 'PODS';
  /** Of an ALB: the rules that annotations state. */
  readonly alb?: AlbRules;
  /** Set when no status states its address. */
  readonly addressAssumed?: true;
}
