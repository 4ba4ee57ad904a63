import type { PendingReason } from '../../kubernetes/model/pod-details.ts';
import type { NamespacedName, ProtocolPort } from '../../kubernetes/model/assumption.ts';
import type { ClusterPod, ContainerReason, PodContainer } from '../../kubernetes/cluster/cluster.ts';
import type { CloudName, ProxyMode } from '../../kubernetes/model/basics.ts';
import type { Coded } from '../../kubernetes/tools/coded.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { ServiceRefusal } from '../../kubernetes/model/service-refusal.ts';
import type { Labels } from '../../kubernetes/model/specs.ts';
import type { NamespaceId } from '../../linux/model/place.ts';
import type { Cidr } from '../../net/cidr.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { BalancerCauseDetails } from './balancer-cause-details.ts';
import type { Behind, EmptyCauseDetails } from './empty-cause-details.ts';
import type { CloudCauseDetails } from './cloud-cause-details.ts';
import type { IngressCauseDetails } from './ingress-cause-details.ts';
import type { GatewayCauseDetails } from './gateway-cause-details.ts';
import type { MachineCauseDetails } from './machine-cause-details.ts';
import type { MomentCauseDetails } from './moment-cause-details.ts';
import type { OpenShiftCauseDetails } from './openshift-cause-details.ts';
import type { MeshCauseDetails, PolicyCauseDetails } from './policy-cause-details.ts';

/** What there is to say of why a request failed, by code. */
export interface CauseDetails
  extends BalancerCauseDetails,
    CloudCauseDetails,
    GatewayCauseDetails,
    IngressCauseDetails,
    MachineCauseDetails,
    MeshCauseDetails,
    MomentCauseDetails,
    OpenShiftCauseDetails,
    PolicyCauseDetails,
    EmptyCauseDetails {
  readonly INGRESS_NO_ENDPOINTS: { readonly because: CauseFacts };
  readonly GATEWAY_NO_ENDPOINTS: { readonly because: CauseFacts };
  readonly OPENSHIFT_ROUTE_NO_ENDPOINTS: { readonly route: NamespacedName; readonly because: CauseFacts };
  /** `targets`: what it sends to. `checks`: the port at which it asks nodes whether they are healthy. `open`: it then sends to all. */
  readonly NO_HEALTHY_TARGET: {
    readonly service: NamespacedName;
    readonly ip: Ip;
    readonly targets: 'NODES' | 'NODE_PORTS' | 'PODS';
    readonly checks?: Port;
    readonly open?: true;
    readonly because:
      | { readonly is: 'NO_NODE_PORT' }
      | { readonly is: 'NODES_EXCLUDED'; readonly label: string }
      | { readonly is: 'NODES_NOT_READY' }
      | { readonly is: 'NO_ENDPOINTS'; readonly cause: CauseFacts };
  };
  /** A label of the Service, or of what stands behind it, takes it from kube-proxy. */ readonly SERVICE_NOT_PROXIED: {
    readonly service: NamespacedName;
    readonly label: string;
    readonly behind?: { readonly kind: string; readonly name: string };
  };
  readonly SERVICE_SELECTOR_MATCHES_NOTHING: Behind & { readonly selector: Labels };
  readonly NO_READY_ENDPOINTS: Behind & { readonly endpoints: number; readonly pod?: UnreadyPod };
  readonly NO_LOCAL_ENDPOINTS: {
    readonly service: NamespacedName;
    readonly field: TrafficPolicyField;
    readonly node: string;
  };
  readonly SOURCE_RANGE_NOT_ALLOWED: {
    readonly service: NamespacedName;
    readonly ranges: readonly Cidr[];
    readonly ip: Ip;
  };
  /** A process has the port, and was told an address that is not the one called. */
  readonly LISTENS_ON_OTHER_ADDRESS: {
    readonly container: string;
    readonly pod: NamespacedName;
    readonly protocol: Protocol;
    readonly port: Port;
    /** That was called. */
    readonly ip: Ip;
    /** As it is told. */
    readonly host: string;
    readonly setting: string;
  };
  readonly NOTHING_LISTENS:
    | {
        readonly is: 'IN_POD';
        readonly pod: NamespacedName;
        readonly protocol: Protocol;
        readonly ip: Ip;
        readonly port: Port;
        /** Of the protocol. */
        readonly listens: readonly Port[];
        /** A headless Service whose port was called, and the port of its pods. */
        readonly headless?: { readonly service: NamespacedName; readonly port: Port; readonly podPort: Port };
        readonly told?: ToldPort;
      }
    | {
        readonly is: 'TARGET_PORT';
        readonly service: NamespacedName;
        readonly port: Port;
        readonly pod: string;
        readonly protocol: Protocol;
        readonly listens: readonly Port[];
        readonly told?: ToldPort;
      }
    | {
        readonly is: 'AT_PLACE';
        readonly place: NamespaceId;
        readonly protocol: Protocol;
        readonly port: Port;
        /** The Service whose node port it is, which kube-proxy does not serve at the address. */
        readonly unserved?: { readonly service: NamespacedName; readonly proxyMode: ProxyMode; readonly ip: Ip };
        /** A Service that has this port, which nodes have at another. */
        readonly elsewhere?: { readonly service: NamespacedName; readonly nodePort: Port };
      };
  readonly CONTAINER_DOWN: {
    readonly pod: NamespacedName;
    readonly container: string;
    readonly state: PodContainer['state'];
    readonly reason?: ContainerReason;
    readonly port: Port;
  };
  readonly PORT_NOT_IN_SERVICE:
    | (OfPort & { readonly is: 'NO_PORT'; readonly has: readonly ProtocolPort[] })
    | {
        readonly is: 'NO_INTERFACE';
        readonly service: NamespacedName;
        readonly ip: Ip;
        readonly has: readonly ProtocolPort[];
      }
    | (OfPort & {
        readonly is: 'TAKEN_FOR_SERVICE';
        readonly ip: Ip;
        readonly node: string;
        readonly has: readonly ProtocolPort[];
      })
    | (OfPort & { readonly is: 'RETURNED'; readonly place: NamespaceId; readonly ip: Ip });
  readonly NAME_NOT_FOUND: /** A name of the world that nothing here serves, asked for on the internet. `hosts`: those that something here serves, each once. */
    | { readonly is: 'NOT_HERE'; readonly host: string; readonly hosts: readonly string[] }
    | { readonly is: 'NOT_OUTSIDE' | 'SERVICE_OUTSIDE'; readonly host: string; readonly from: 'internet' | 'node' }
    | {
        readonly is: 'ALIAS_OF_NOTHING' | 'ALIAS_OF_ADDRESS' | 'OUTSIDE_BACKEND';
        readonly service: NamespacedName;
        readonly externalName: string;
      }
    | {
        readonly is: 'OTHER_SERVERS';
        readonly host: string;
        readonly pod: NamespacedName;
        readonly servers: readonly Ip[];
      }
    | {
        readonly is: 'NOT_SEARCHED';
        readonly host: string;
        readonly pod: NamespacedName;
        readonly search: readonly string[];
        readonly full: string;
      }
    /** The API server takes no such Service. */
    | { readonly is: 'SERVICE_REFUSED'; readonly service: NamespacedName; readonly refusal: ServiceRefusal }
    /** The cluster's DNS was asked for the Service's full name. `config`: by whose Corefile it answers. */
    | {
        readonly is: 'NOT_SERVED';
        readonly host: string;
        readonly full: string;
        readonly rcode: string;
        readonly config?: ObjectRef;
      }
    /** `set`: the StatefulSet by whose serviceName the pod has its subdomain. */
    | {
        readonly is: 'OTHER_SUBDOMAIN';
        readonly pod: NamespacedName;
        readonly service: string;
        readonly set?: string;
        readonly subdomain?: string;
      }
    /** The Service that a StatefulSet's serviceName names, below which its pods have their names, is not there. */
    | { readonly is: 'NO_GOVERNING_SERVICE'; readonly set: NamespacedName; readonly service: string }
    /** A line of the server's Corefile answers so. */
    | {
        readonly is: 'COREFILE';
        readonly host: string;
        /** That was asked for, fully qualified. */
        readonly name: string;
        readonly rcode: 'NXDOMAIN' | 'NOERROR' | 'SERVFAIL' | 'REFUSED';
        readonly line: string;
        readonly config: ObjectRef;
      }
    /** The pod is there and has its name below the Service, but is not ready. */
    | { readonly is: 'POD_NOT_READY'; readonly service: NamespacedName; readonly pod: UnreadyPod }
    /** A StatefulSet has fewer pods than the number of the one that was asked for takes. */
    | { readonly is: 'NO_REPLICA'; readonly set: NamespacedName; readonly pod: string; readonly replicas: number }
    /** `namespace`: where a name without one was looked for. */
    | { readonly is: 'UNKNOWN'; readonly host: string; readonly namespace?: string }
    /** Nobody has looked why. */
    | { readonly is: 'NOT_EXPLAINED' };
  readonly DNS_UNREACHABLE:
    | {
        readonly is: 'NO_ANSWER';
        readonly server: Ip;
        readonly because?: CauseFacts;
        /** In seconds; absent: an error came back at once. */
        readonly waits?: { readonly timeout: number; readonly attempts: number; readonly servers: number };
      }
    /** The server that was asked gets no answer from the one that it asks. */
    | { readonly is: 'NOT_FORWARDED'; readonly pod: NamespacedName; readonly server: Ip; readonly because?: CauseFacts }
    /** The server ends as soon as it has started, as it forwards to itself and looks for that. */
    | {
        readonly is: 'HALTED';
        readonly pod: NamespacedName;
        readonly config: ObjectRef;
        readonly forward: string;
      }
    | { readonly is: 'NO_SERVER'; readonly pod?: NamespacedName }
    | { readonly is: 'NO_ADDRESS_OF_FAMILY'; readonly pod: NamespacedName; readonly servers: readonly Ip[] };
  readonly POD_NOT_RUNNING: Behind & {
    readonly pod: string;
    readonly phase: ClusterPod['phase'];
    /** Why it is on no node. */
    readonly pendingReason?: PendingReason;
  };
  readonly NO_ROUTE:
    | { readonly is: 'SERVICE_OUTSIDE'; readonly place: NamespaceId; readonly ip: Ip; readonly service: NamespacedName }
    | { readonly is: 'POD_OUTSIDE'; readonly place: NamespaceId; readonly ip: Ip; readonly owner: ObjectRef }
    | { readonly is: 'NONE'; readonly place: NamespaceId; readonly ip: Ip };
  /** `port` absent: ICMP. `service`: whose node port it is. */
  readonly FIREWALL_CLOSED: OfFirewall & { readonly ip: Ip };
  readonly ADDRESS_UNUSED:
    | { readonly is: 'NOBODYS'; readonly ip: Ip; readonly range?: Cidr }
    | {
        readonly is: 'NODES_IN_POD_RANGE';
        readonly ip: Ip;
        readonly range: Cidr;
        readonly node: string;
        readonly nodeIPs: readonly Ip[];
      }
    | { readonly is: 'RETURNED'; readonly place: NamespaceId; readonly ip: Ip };
  readonly NO_ADDRESS_OF_FAMILY:
    | { readonly is: 'NAME'; readonly host: string }
    /** The client has none of the family of the address. */
    | { readonly is: 'CLIENT'; readonly ip: Ip }
    | { readonly is: 'ENTRY_POINT'; readonly entry: ObjectRef; readonly addresses: readonly Ip[] };
  /** `route`: the object by whose rule the last proxy sent it on. `proxies`: how many had done so. */
  readonly PROXY_LOOP: { readonly route?: ObjectRef; readonly proxies: number };
  readonly LOAD_BALANCER_HAIRPIN: { readonly service: NamespacedName; readonly client: Ip };
  readonly MTU_EXCEEDED: {
    readonly bytes: number;
    readonly device: string;
    readonly place: NamespaceId;
    readonly mtu: number;
  };
  /** `port`: of the Service that has the address, which no rule takes. */
  readonly TTL_EXPIRED: { readonly place: NamespaceId; readonly ip: Ip; readonly port?: OfPort };
  readonly LOOPBACK_LEFT_HOST: { readonly ip: Ip };
  readonly MARTIAN_SOURCE: { readonly ip: Ip; readonly place: NamespaceId };
  /** A host that has seen a connection opened and not answered drops what follows. `rule`: by which. */
  readonly ANSWER_NOT_SEEN: {
    readonly place: NamespaceId;
    readonly rule?: { readonly index: number; readonly chain: string };
  };
  readonly RULE_DROPPED:
    | {
        readonly is: 'BY_RULE';
        readonly rejected: boolean;
        readonly place: NamespaceId;
        readonly rule?: { readonly index: number; readonly chain: string };
      }
    | { readonly is: 'BY_ROUTING'; readonly place: NamespaceId; readonly action: string }
    | { readonly is: 'FOR_SERVICE'; readonly service: NamespacedName; readonly node: string };
}

/**
 * Every way a request can fail that we can name. Stable: links, tests and CI scripts use the codes. docs/causes.md is written from
 * them (scripts/causes.mjs), with a scenario of tests/engine/routing for each.
 */
export type CauseCode = keyof CauseDetails;

/** A cause without where: also one inside another. */
export type CauseFacts = Coded<CauseDetails>;

export type TrafficPolicyField = 'internalTrafficPolicy' | 'externalTrafficPolicy';

/** What a cloud's firewall lets nobody in for. */
export interface OfFirewall {
  readonly cloud: CloudName;
  readonly protocol: Protocol;
  readonly port?: Port;
  readonly service?: NamespacedName;
}

/** What a process is told of the port it listens on. */
export interface ToldPort {
  readonly container: string;
  readonly port: Port;
  readonly setting: string;
}

interface OfPort extends ProtocolPort {
  readonly service: NamespacedName;
}

/** What keeps a pod from being ready. */
export type UnreadyPod =
  | { readonly is: 'TERMINATING' | 'PROBED'; readonly name: string }
  /** Its containers are ready; the conditions of these are not true, or of all its gates nothing is stated. */
  | { readonly is: 'GATED'; readonly name: string; readonly gates: readonly string[] }
  | {
      readonly is: 'CONTAINER_DOWN';
      readonly name: string;
      readonly container: string;
      readonly state: PodContainer['state'];
      readonly reason?: ContainerReason;
    };
