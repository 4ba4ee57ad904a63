import type { Cidr } from '../../net/cidr.ts';
import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import type { AlbMistake } from './alb.ts';
import type { NamespacedName } from './assumption.ts';
import type { BalancerName, PendingAddress } from './balancing.ts';
import type { TransportProtocol } from './basics.ts';
import type { ObjectRef } from './object.ts';
import type { ServiceRefusal } from './service-refusal.ts';

/** A port with its name, where it has one. */
export interface NamedPort {
  readonly name?: string | undefined;
  readonly port: Port;
}

/** A port that a container declares. */
export interface DeclaredPort extends NamedPort {
  readonly protocol: TransportProtocol;
}

/** The pods of `workload` have all labels that are wanted but one: what they have of that; no value: they lack it. */
export interface NearestPods {
  readonly workload: Pick<ObjectRef, 'kind' | 'name'>;
  readonly key: string;
  readonly value?: string | undefined;
}

/** What can be wrong with objects by themselves and among each other, by code. */
export interface ObjectDetails {
  readonly OBJECT_UNUSABLE:
    | { readonly is: 'NO_MAPPING' | 'NO_KIND' }
    | { readonly is: 'NO_NAME'; readonly kind: string };
  /** `before`: where it stands first, of objects that were read from a text. */
  readonly DUPLICATE_OBJECT: { readonly before?: { readonly file: string; readonly line: number } };
  /** Those that own one another beside the one that it is told of. */
  readonly OWNERS_IN_A_CIRCLE: { readonly others: readonly ObjectRef[] };
}

/** What can be wrong with the addresses and ranges of nodes, pods and Services, by code. */
export interface AddressDetails {
  readonly DUPLICATE_ADDRESS:
    | { readonly is: 'OF_NODE'; readonly ip: Ip; readonly family: IpFamily; readonly node: string }
    | { readonly is: 'OF_POD'; readonly ip: Ip; readonly pod: NamespacedName }
    | { readonly is: 'OF_SERVICE'; readonly field: string; readonly taken: Ip | Port; readonly holder: ObjectRef };
  readonly RANGES_OVERLAP: /** `others`: so many more nodes have an address in the range. */
    | {
        readonly is: 'NODES_IN_RANGE';
        readonly range: Cidr;
        readonly of: 'PODS' | 'SERVICES';
        readonly ip: Ip;
        readonly others: number;
      }
    | { readonly is: 'PODS_AND_SERVICES'; readonly podCIDR: Cidr; readonly services: Cidr }
    | { readonly is: 'POD_RANGE_AND_SERVICES'; readonly pods: Cidr; readonly services: Cidr }
    /** `node`: whose address it is; absent: the node's own. */
    | { readonly is: 'NODE_IN_POD_CIDR'; readonly podCIDR: Cidr; readonly ip: Ip; readonly node?: string }
    | { readonly is: 'POD_CIDRS'; readonly podCIDR: Cidr; readonly other: Cidr; readonly node: string };
  /** Whoever gives out addresses of load balancers gives the Service none. */
  readonly LOAD_BALANCER_PENDING: { readonly by?: BalancerName; readonly because: PendingAddress };
  /** No object tells the network outside where the address is, and no node has it. */
  readonly ADDRESS_WITHOUT_ANNOUNCER: { readonly ip: Ip; readonly of: 'EXTERNAL_IP' | 'LOAD_BALANCER' };
  /** `node` and `others` more have no address in the network that a configuration gives its nodes. */
  readonly NODE_NETWORK_EXHAUSTED: {
    readonly networks: readonly Cidr[];
    readonly node: string;
    readonly others: number;
  };
  readonly POD_CIDR_EXHAUSTED: { readonly range: Cidr };
  readonly SERVICE_CIDR_EXHAUSTED: { readonly family: IpFamily };
}

/** What can be wrong with Services and Ingresses, by code. */
export interface ServiceDetails {
  readonly SELECTOR_MATCHES_NOTHING: {
    readonly namespace: string;
    readonly selector: Readonly<Record<string, string>>;
    /** The workload that is scaled to none and whose pods it selects. */
    readonly scaled?: Pick<ObjectRef, 'kind' | 'name'>;
    readonly nearest?: NearestPods;
  };
  /** How many endpoints there are, none of which is ready. */
  readonly NO_READY_ENDPOINTS: { readonly endpoints: number };
  readonly TARGET_PORT_NOT_DECLARED: {
    readonly protocol: TransportProtocol;
    readonly port: Port;
    readonly declared: readonly DeclaredPort[];
  };
  readonly TARGET_PORT_NOT_FOUND: {
    readonly protocol: TransportProtocol;
    readonly name: string;
    readonly declared: readonly DeclaredPort[];
  };
  readonly SERVICE_REFUSED: ServiceRefusal;
  /** Of an EndpointSlice or Endpoints. */
  readonly ENDPOINTS_WITHOUT_SERVICE: { readonly service: NamespacedName };
  readonly INGRESS_CLASS_NOT_SERVED: { readonly className?: string | undefined };
  /** `elsewhere`: namespaces that have a Service of that name. */
  readonly INGRESS_BACKEND_NOT_FOUND: { readonly service: NamespacedName; readonly elsewhere?: readonly string[] };
  readonly INGRESS_BACKEND_PORT_NOT_FOUND: {
    readonly service: NamespacedName;
    readonly wanted: Port | string;
    readonly ports: readonly NamedPort[];
  };
  /** An annotation of an ALB's rule that is not there (`has`: those that are), or cannot be read. */
  readonly ALB_RULE_UNUSABLE: {
    readonly annotation: string;
    readonly because: { readonly is: 'ABSENT'; readonly has: readonly string[] } | AlbMistake;
  };
  /** Of a Route of OpenShift. `ports`: those of the pods, with the Service's names for them. */
  readonly ROUTE_PORT_NOT_FOUND: {
    readonly service: NamespacedName;
    readonly wanted: Port | string;
    readonly ports: readonly NamedPort[];
  };
  /** Of a Route of OpenShift. `alone`: nobody else gets its requests. `elsewhere`: namespaces that have a Service of that name. */
  readonly ROUTE_SERVICE_NOT_FOUND: {
    readonly service: NamespacedName;
    readonly alone: boolean;
    readonly elsewhere?: readonly string[];
  };
  /** The one that a StatefulSet's serviceName names. */
  readonly GOVERNING_SERVICE_NOT_FOUND: { readonly service: NamespacedName };
  /** `cloud`: of Google's load balancer, which is not built without. */
  readonly TLS_SECRET_NOT_FOUND: { readonly secret: NamespacedName; readonly cloud?: 'GCE' };
  readonly FRONTEND_CONFIG_NOT_FOUND: { readonly config: NamespacedName };
}
