import type { ServiceRefusal } from './service-refusal.ts';
import type { Cidr } from '../../net/cidr.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { Coded, NoDetail } from '../tools/coded.ts';
import type { CloudName, PolicyLanguage, ProxyMode } from './basics.ts';
import type { Machine } from './machine.ts';
import type { ObjectRef } from './object.ts';
import type { UnsupportedField } from './unsupported-field.ts';

/** `option`: what would have the CNI enforce them; absent: nothing would. */
export interface UnenforcedPolicies {
  readonly cni: string;
  readonly option?: string;
}

/** A name within a namespace. */
export interface NamespacedName {
  readonly namespace: string;
  readonly name: string;
}

/** A port of a protocol. */
export interface ProtocolPort {
  readonly protocol: Protocol;
  readonly port: Port;
}

/** Nobody has looked yet why the process may listen. */
interface NotSaid {
  readonly is: 'NOT_SAID';
}

/** How a load balancer of a cloud asks its targets whether they are healthy. */
export interface HealthCheck {
  readonly by: 'GCE' | 'ALB';
  readonly type: string;
  /** Absent: each target at the port that it serves, and these differ. */
  readonly port?: Port;
  readonly path: string;
  /** The answers that count, where it is stated: one status or more, or ranges of them. */
  readonly codes?: string;
}

/** What was not given and had to be taken for granted, by its code: the facts of each. Codes are never renamed. */
export interface AssumptionDetails {
  /** No Node objects: they come from the pods' nodeName (`named`), or are made up. */
  readonly NODES_ASSUMED: { readonly nodes: readonly string[]; readonly named: boolean };
  /** A Node without an InternalIP. */
  readonly NODE_ADDRESS_ASSUMED: { readonly node: string; readonly ip: Ip };
  /** A CNI that has no program here, or whose program is not at hand: the bridge stands in for it. */
  readonly CNI_REPLACED: { readonly is: 'UNKNOWN'; readonly cni: string } | { readonly is: 'NOT_LOADED' };
  /** The CNI that the nodes' cloud usually has. */
  readonly CNI_ASSUMED: { readonly cni: string; readonly cloud: CloudName };
  /** `from`: the default range, or the nodes' own network. */
  readonly POD_CIDR_ASSUMED: { readonly cidrs: readonly Cidr[]; readonly from: 'DEFAULT' | 'NODES' };
  readonly SERVICE_CIDR_ASSUMED: { readonly cidrs: readonly Cidr[] };
  /** A Service without a clusterIP. */
  readonly CLUSTER_IP_ASSUMED: { readonly service: NamespacedName; readonly taken: Ip | Port };
  /** A Service that the API server refuses as it is written, and that states its clusterIP. */
  readonly REFUSED_SERVICE_TAKEN: { readonly service: NamespacedName; readonly refusal: ServiceRefusal };
  /** A Service without a nodePort that has one all the same. */
  readonly NODE_PORT_ASSUMED: { readonly service: NamespacedName; readonly taken: Ip | Port };
  /** `pool`: out of which it is taken; absent: out of a range for documentation. `ofIngress`: `service` is an Ingress, which a cloud serves. `unserved`: no cloud is known, and nothing else that would give one. */
  readonly LOAD_BALANCER_ADDRESS_ASSUMED: {
    readonly service: NamespacedName;
    readonly ofIngress?: true;
    readonly taken: Ip | Port;
    readonly pool?: string;
    readonly unserved?: true;
  };
  /** An object that makes pods: of its template, though its kind is not read, or as its operator is known to make them. */
  readonly PODS_ASSUMED: { readonly is: 'TEMPLATE' | 'OPERATOR'; readonly object: ObjectRef };
  readonly INGRESS_CONTROLLER_ASSUMED: NoDetail;
  /** Of two Ingresses with the same host and path, for one controller, which one it takes. */
  readonly INGRESS_ORDER_ASSUMED: {
    readonly host: string;
    readonly path: string;
    readonly taken: NamespacedName;
    readonly others: readonly NamespacedName[];
  };
  readonly GATEWAY_CONTROLLER_ASSUMED: NoDetail;
  /** Of OpenShift. */
  readonly ROUTER_ASSUMED: NoDetail;
  /** `config`: the ConfigMap with the Corefile by which it answers; absent: none is given. */
  readonly CLUSTER_DNS_ASSUMED: { readonly config?: NamespacedName };
  /** k3s, and no DaemonSet of its load balancer is given for some Service. */
  readonly SERVICELB_ASSUMED: NoDetail;
  /** The cluster has policies, and its CNI ignores them. */
  readonly POLICIES_NOT_ENFORCED: UnenforcedPolicies;
  /** No CNI is named, and there are policies of this one. */
  readonly POLICY_LANGUAGE_ASSUMED: { readonly language: PolicyLanguage };

  readonly PROXY_MODE_REPLACED: { readonly mode: ProxyMode };
  readonly POLICIES_NOT_LOADED: NoDetail;
  readonly GATEWAYS_NOT_LOADED: NoDetail;
  readonly INGRESSES_NOT_LOADED: NoDetail;
  readonly DNS_CACHE_NOT_LOADED: NoDetail;
  readonly COREFILE_NOT_LOADED: NoDetail;
  readonly LOAD_BALANCERS_NOT_LOADED: NoDetail;
  readonly HOST_PORTS_NOT_LOADED: NoDetail;
  readonly ENDPOINT_SLICES_NOT_LOADED: NoDetail;
  readonly TEMPLATES_NOT_LOADED: NoDetail;
  readonly OPERATORS_NOT_LOADED: NoDetail;
  readonly ROUTES_NOT_LOADED: NoDetail;
  readonly SIDECARS_NOT_LOADED: NoDetail;

  /** Ways were not all walked: see endpoint-class.ts. */
  readonly ENDPOINTS_ALIKE: NoDetail;
  readonly OUTSIDE_ADDRESS_ASSUMED: { readonly host: string; readonly ip: Ip };
  /** Its end is one of private zones, of which no object tells. */
  readonly PRIVATE_NAME_ASSUMED: { readonly host: string; readonly ip: Ip };
  readonly SEARCH_DOMAIN_ASSUMED: { readonly name: string };
  /** A server beside the nodes that is asked for names, and of which nothing more is known. */
  readonly NAME_SERVER_ASSUMED: { readonly ip: Ip };
  /** The resolver of a pod's node, for which `ip` stands. */
  readonly NODE_RESOLVER_ASSUMED: { readonly ip: Ip };
  /** The walk goes by a field that the Gateway's implementation is known not to support. */
  readonly GATEWAY_FEATURE_ASSUMED: UnsupportedField & { readonly object: ObjectRef };
  /** That targets answer it as they should. */
  readonly HEALTH_CHECK_ASSUMED: { readonly service: NamespacedName; readonly check: HealthCheck };
  /** Its pod asks for a proxy of Istio's, which is not among its containers. */
  readonly SIDECAR_ASSUMED: { readonly pod: NamespacedName };
  /** Of a Gateway's listener, or of an Ingress. */
  readonly CERTIFICATE_ASSUMED: { readonly listener: string } | { readonly secret: NamespacedName };
  /** That GKE adds them to it, as it does in a VPC-native cluster. */
  readonly ENDPOINT_GROUPS_ASSUMED: { readonly service: NamespacedName };
  /** Of what comes from the internet to `ip` (`port` absent: ICMP): nobody opens the way (`closed`), or nothing routes there (`private`). */
  readonly FIREWALL_ASSUMED: {
    readonly protocol: Protocol;
    readonly ip: Ip;
    readonly port?: Port;
    readonly closed: boolean;
    readonly private: boolean;
    /** Where the nodes are; absent: not known, or no cloud. */
    readonly cloud?: CloudName;
  };
  /** The client is somebody's own machine, on which the cluster runs. */
  readonly MACHINE_ASSUMED: Machine;
  /** `answered`: by a proxy on the way, whose status is known. */
  readonly ONE_PACKET_ASSUMED: { readonly scheme: 'http' | 'https'; readonly answered: boolean };
  readonly API_SERVER_ASSUMED: { readonly is: 'API_SERVER' } | NotSaid;
  readonly PORTS_ASSUMED: { readonly is: 'NO_PORTS'; readonly pod: NamespacedName } | NotSaid;
  readonly LISTENS_ASSUMED:
    | {
        /** The port is declared, for the address `declared`. */
        readonly is: 'ADDRESS';
        readonly pod: NamespacedName;
        readonly protocol: Protocol;
        readonly port: Port;
        readonly declared: Ip;
        readonly ip: Ip;
      }
    | {
        /** Other ports are declared; `services` have this one as their targetPort. */
        readonly is: 'PORT';
        readonly pod: NamespacedName;
        readonly protocol: Protocol;
        readonly port: Port;
        readonly declared: readonly ProtocolPort[];
        readonly services: readonly NamespacedName[];
      }
    | NotSaid;
}

export type AssumptionCode = keyof AssumptionDetails;

/** Something that was not given and had to be taken for granted. `narration` says it. */
export type Assumption = Coded<AssumptionDetails>;

/** What no object states, and whose it is. */
export interface InventedAddress {
  /** service: the address is stated, or as good as any; what was made up is the Service. */
  readonly field: 'clusterIP' | 'nodePort' | 'loadBalancer' | 'service';
  /** Of an address of a load balancer: the pool out of which it is. */
  readonly pool?: string;
  readonly namespace: string;
  readonly name: string;
  /** What rests on it besides. */
  readonly told?: readonly Assumption[];
  /** Set when the Service itself was made up: the code of the assumption. */
  readonly assumed?: AssumptionCode;
}
