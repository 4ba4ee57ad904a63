import type { Allocations } from './allocation.ts';
import type { ClusterEntry } from './cluster-entry.ts';
import type { ClusterGateway } from './cluster-gateway.ts';
import type { Cidr } from '../../net/cidr.ts';
import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import type { KubernetesVersion } from '../tools/kubernetes-version.ts';
import type { RefusedService } from '../model/service-refusal.ts';
import type { StoredObject } from './object-store.ts';
import type { Assumption, AssumptionCode, InventedAddress } from '../model/assumption.ts';
import type { Finding } from '../model/finding.ts';
import type { Balancing, CloudEntry } from '../model/balancing.ts';
import type { LocalDetector } from '../model/local-detector.ts';
import type { Machine } from '../model/machine.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';
import type { PendingReason } from '../model/pod-details.ts';
import type { NginxIngress } from '../model/nginx-ingress.ts';
import type {
  CloudName,
  PolicyLanguage,
  ProxyMode,
  TransportProtocol,
  ContainerPort,
  IngressBackend,
  IngressPath,
} from '../model/basics.ts';

/** Cluster-wide settings: from KubeProxyConfiguration, ClusterConfiguration, KubeletConfiguration, overrides, or assumed. */
export interface ClusterSettings {
  readonly podCIDRs: readonly Cidr[];
  readonly serviceCIDRs: readonly Cidr[];
  /** Without trailing dot, e.g. "cluster.local". `maxPods`: how many a kubelet is told to take; absent: as many as it does by itself. */
  readonly clusterDomain: string;
  readonly clusterDNS: readonly Ip[];
  readonly maxPods?: number;
  /** Whose rules are meant, wherever versions differ. `versionAssumed`: nothing says it. */
  readonly kubernetesVersion: KubernetesVersion;
  readonly versionAssumed?: true;
  readonly proxyMode: ProxyMode;
  /** "bridge" unless another is named or found. */
  readonly cni: string;
  /** Absent: no managed cluster, or not known. `firewall`: that somebody has named, whose usual firewall is taken to stand. */
  readonly cloud?: CloudName;
  readonly firewall?: CloudName;
  /** Somebody's own machine on which the cluster runs; absent: it runs elsewhere, or nothing shows where. */
  readonly machine?: Machine;
  /** MTU of pods' devices and of the one that wraps packets to other nodes, in bytes, where the CNI's configuration states it. */
  readonly podMtu?: number;
  readonly tunnelMtu?: number;
  /** Set when pods have addresses of their nodes' subnets; `policiesIgnored`: when the CNI was named and enforces no NetworkPolicies. */
  readonly podsInSubnets?: true;
  readonly policiesIgnored?: true;
  /** The option that has the CNI enforce them, which is off by default; whose policies the named CNI reads beside Kubernetes' own. */
  readonly policySwitch?: string;
  readonly policyLanguage?: PolicyLanguage;
  readonly localDetector: LocalDetector;
  readonly masqueradeAll: boolean;
  /** The one bit of a packet's mark that says "masquerade this". */
  readonly masqueradeMark: number;
  readonly localhostNodePorts: boolean;
  /** Set when kube-proxy has the kernel take TCP segments outside of the window for valid ones. */
  readonly tcpBeLiberal?: true;
  /** Empty: all local addresses (iptables) or the primary ones (nftables). */
  readonly nodePortAddresses: readonly (Cidr | 'primary')[];
}

export interface ClusterNode {
  readonly name: string;
  readonly object: RawObject;
  /** InternalIPs, the primary one first; then ExternalIPs are in `externalIPs`. */
  readonly ips: readonly Ip[];
  readonly externalIPs: readonly Ip[];
  readonly podCIDRs: readonly Cidr[];
  /** Where its pods' addresses come from when that is not its podCIDRs: the subnets of a cloud's network. */
  readonly podSubnets?: readonly Cidr[];
  /** How many pod addresses its network interfaces hold; absent: as many as there are. */
  readonly podAddressLimit?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly zone?: string;
  /** Allocatable CPUs, fractions too; absent: it says none. */
  readonly cpu?: number;
  readonly ready: boolean;
  /** Set when the node was not in the input. */
  readonly assumed?: boolean;
  /** Set when `ips` are made up: its object states none. */
  readonly addressAssumed?: true;
}

export interface PodContainer {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly ContainerPort[];
  readonly init: boolean;
  /** 'failed' with a reason; 'stopped': a person killed it and it has not been started again, or its work is done. */
  readonly state: 'running' | 'failed' | 'stopped';
  readonly reason?: ContainerReason;
}

/**
 * Why a container does not run. COMPLETED: its work is done. ADDRESS_IN_USE: a second one on a port that is taken. EXITED: its
 * processes have, at a moment of a timeline. REPORTED: its status says so ("CrashLoopBackOff").
 */
export type ContainerReason =
  | { readonly is: 'COMPLETED' | 'ADDRESS_IN_USE' | 'STOPPED_BY_HAND' | 'EXITED' }
  | { readonly is: 'REPORTED'; readonly reason: string };

/** A port something in the pod listens on. `container` absent: which one is not known. */
export interface PodListener {
  readonly protocol: TransportProtocol;
  readonly port: Port;
  readonly container?: string;
  /** Set when the pod does not declare the port: a Service's targetPort names it. */
  readonly assumed?: true;
}

export interface ClusterPod {
  readonly namespace: string;
  readonly name: string;
  /** The Pod as given, or as its controller makes it from the template. */
  readonly object: RawObject;
  /** The top-level workload it belongs to (Deployment rather than ReplicaSet), or the Pod itself. */
  readonly workload: ObjectRef;
  /** Absent: not scheduled (`reason` in `pendingReason`). */
  readonly nodeName?: string;
  readonly pendingReason?: PendingReason;
  readonly labels: Readonly<Record<string, string>>;
  /** Primary family first; the node's addresses with hostNetwork; empty while pending or failed. */
  readonly ips: readonly Ip[];
  readonly hostNetwork: boolean;
  readonly containers: readonly PodContainer[];
  readonly listeners: readonly PodListener[];
  /** True when the pod declares no port at all and is taken to listen everywhere. */
  readonly listensEverywhere: boolean;
  /** The sandbox (pause container) counts its incarnations: a new one gets a new address. */
  readonly sandbox: number;
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly ready: boolean;
  readonly terminating: boolean;
  /** Set when a controller we made up owns it: the code of the assumption. */
  readonly assumed?: AssumptionCode;
  /** The object it is made of by what is known of that object's operator, or by its pod template alone (PODS_ASSUMED). */
  readonly follows?: ObjectRef;
}

/** What of a pod its node's network rests on. */
export type PodPlace = Pick<ClusterPod, 'namespace' | 'name' | 'ips' | 'hostNetwork' | 'nodeName' | 'sandbox'>;

/** Where pods are. */
export interface Seats<P = PodPlace> {
  /** Pods on a node, in address order. */
  readonly on: (nodeName: string) => readonly P[];
  /** Pods with a network namespace of their own and an address outside the podCIDRs of their node, node by node. */
  readonly astray: (nodes: readonly Pick<ClusterNode, 'name' | 'podCIDRs'>[]) => readonly P[];
  /** The pod (not hostNetwork) that has this address. */
  readonly holder: (ip: Ip) => P | undefined;
}

export interface ServicePort {
  /** "" when unnamed. */
  readonly name: string;
  readonly port: Port;
  readonly protocol: TransportProtocol;
  /** A number or the name of a container port. */
  readonly targetPort: Port | string;
  readonly nodePort?: Port;
  readonly appProtocol?: string;
}

/** One address of one EndpointSlice, ports resolved. */
export interface ServiceEndpoint {
  readonly ip: Ip;
  readonly pod?: { readonly namespace: string; readonly name: string };
  readonly nodeName?: string;
  readonly zone?: string;
  readonly hostname?: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly forZones: readonly string[];
  readonly forNodes: readonly string[];
  /** By Service port name and protocol. */
  readonly ports: readonly { readonly name: string; readonly port: Port; readonly protocol: TransportProtocol }[];
  /** Set when kube-proxy does not look at the EndpointSlice it is in; DNS does. */
  readonly unproxied?: true;
  /** What each EndpointSlice says of the address, where they differ in more than their ports; the first is told above. */
  readonly statements?: readonly Omit<ServiceEndpoint, 'statements'>[];
}

export interface ClusterService {
  readonly namespace: string;
  readonly name: string;
  /** Defaulted: what the API server would store. */
  readonly object: RawObject;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly selector?: Readonly<Record<string, string>>;
  /** Empty for headless and ExternalName. */
  readonly clusterIPs: readonly Ip[];
  readonly headless: boolean;
  readonly ipFamilies: readonly IpFamily[];
  readonly ports: readonly ServicePort[];
  readonly externalIPs: readonly Ip[];
  readonly loadBalancerIPs: readonly { readonly ip: Ip; readonly ipMode: 'VIP' | 'Proxy' }[];
  /** Who gives it addresses of load balancers; absent: a cloud, or nobody that is known. */
  readonly balancing?: Balancing;
  readonly loadBalancerSourceRanges: readonly Cidr[];
  readonly externalName?: string;
  readonly internalTrafficPolicy: 'Cluster' | 'Local';
  readonly externalTrafficPolicy: 'Cluster' | 'Local';
  readonly healthCheckNodePort?: Port;
  /** Seconds; absent: no affinity. */
  readonly sessionAffinityTimeout?: number;
  readonly publishNotReadyAddresses: boolean;
  readonly trafficDistribution?: string;
  readonly topologyMode?: string;
  /** Of one family, sorted by address; computed on first use. */
  readonly endpoints: (family: IpFamily) => readonly ServiceEndpoint[];
  /**
   * What a port of this name sends to, each address and port once, found one after the other: a proxy that wants to know
   * whether there is any need not compute all endpoints.
   */
  readonly targets: (family: IpFamily, port: PortKey) => Iterable<ServiceTarget>;
  /** False: no endpoint has a hint (forZones, forNodes). */
  readonly mayHint: boolean;
  /** A label takes it from kube-proxy (service.kubernetes.io/service-proxy-name, KEP-2447, or …/headless). */
  readonly hasOtherProxy: boolean;
  /** There is no such Service: the API server does not take it. It has no addresses, no node ports and no endpoints. */
  readonly refused?: RefusedService;
  /** What rests on it: it is taken to be there, though the API server would refuse it. */
  readonly doubt?: readonly Assumption[];
  readonly assumed?: AssumptionCode;
}

/** What an endpoint's port and a Service's must have in common. */
export type PortKey = Pick<ServicePort, 'name' | 'protocol'>;

export interface ServiceTarget {
  /** Ready, or serving while it terminates. */
  readonly usable: boolean;
}

export interface ClusterIngress {
  readonly namespace: string;
  readonly name: string;
  /** When it was created; absent: it is not known. */
  readonly created?: string;
  readonly object: RawObject;
  readonly className?: string;
  readonly defaultBackend?: IngressBackend;
  /** Absent host: every host. */
  readonly rules: readonly { readonly host?: string; readonly paths: readonly IngressPath[] }[];
  readonly tls: readonly { readonly hosts: readonly string[]; readonly secretName?: string }[];
  /** Addresses outside clients reach it at: status, or those of the controller's Service. */
  readonly addresses: readonly Ip[];
  /** The Service in front of the controller that serves it, given or assumed; absent: none serves it. */
  readonly controllerService?: { readonly namespace: string; readonly name: string };
  /** The Service in front of a controller that leaves it alone, because it has no class. */
  readonly passedOverBy?: { readonly namespace: string; readonly name: string };
  /** Services in front of controllers that do not serve it; absent: there are none. */
  readonly leftBy?: readonly { readonly namespace: string; readonly name: string }[];
  /** What its annotations say; absent: what serves it is no ingress-nginx. */
  readonly nginx?: NginxIngress;
  /** The load balancer of a cloud that serves it; absent: none does. */
  readonly cloud?: CloudEntry;
}

export interface Workload extends ObjectRef {
  readonly namespace: string;
  readonly replicas: number;
  /** Names of its pods. */
  readonly pods: readonly string[];
  readonly assumed?: AssumptionCode;
}

export interface ServiceAddresses {
  /** That objects state. */
  readonly given: ReadonlySet<Ip>;
  /** Made up, clusterIPs and those of load balancers. */
  readonly ips: ReadonlyMap<Ip, InventedAddress>;
  /** Made up, health check ports too. */
  readonly nodePorts: ReadonlyMap<Port, InventedAddress>;
}

/** What controllers make of the objects: complete, consistent, addressed. Immutable. */
export interface Cluster {
  readonly settings: ClusterSettings;
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly nodes: readonly ClusterNode[];
  readonly pods: readonly ClusterPod[];
  readonly services: readonly ClusterService[];
  readonly ingresses: readonly ClusterIngress[];
  /** Empty as long as the engine has no program for them (cluster-programs.ts). */
  readonly gateways: readonly ClusterGateway[];
  /** Ingresses, Gateways and Routes of OpenShift alike, in this order. */
  readonly entries: readonly ClusterEntry[];
  readonly workloads: readonly Workload[];
  /** Every object of the input by key, as given. */
  readonly objects: ReadonlyMap<string, RawObject>;
  /** The objects of a kind that the engine reads, in the order given, with their namespace filled in. */
  readonly ofKind: (kind: string) => readonly StoredObject[];
  /** As `ofKind`, for who asks for names alone: the same list while edits leave objects in their places. */
  readonly refsOf: (kind: string) => readonly Pick<StoredObject, 'ref'>[];
  /**
   * Those of `ofKind` that pass the test, of which there should be few; it must always say the same of an object. Who asks with the
   * identical test after an edit is told without another look at those that stay.
   */
  readonly few: (kind: string, test: (object: StoredObject) => boolean) => readonly StoredObject[];
  /** The objects of the input whose kind is not read (other-kinds/classify.ts tells which of them matter). */
  readonly notRead: readonly StoredObject[];
  readonly node: (name: string) => ClusterNode | undefined;
  readonly pod: (namespace: string, name: string) => ClusterPod | undefined;
  readonly service: (namespace: string, name: string) => ClusterService | undefined;
  /** The addresses that Services have, by whether somebody stated them. */
  readonly serviceAddresses: () => ServiceAddresses;
  readonly ingress: (namespace: string, name: string) => ClusterIngress | undefined;
  readonly gateway: (namespace: string, name: string) => ClusterGateway | undefined;
  /** Addresses of the Gateway that serves this host by name; undefined: none does. */
  readonly gatewayAddresses: (host: string) => readonly Ip[] | undefined;
  /** What pods cannot have of their nodes' subnets. */
  readonly keptAddresses: () => ReadonlySet<Ip>;
  /** Pods on a node, in address order. */
  readonly podsOn: (nodeName: string) => readonly ClusterPod[];
  /** As `podsOn` and the like, told without reading what the pods run: the same object while none of it changes. */
  readonly seats: Seats;
  /** Those of `podsOn` that may take ports of their node: with hostNetwork or a hostPort. */
  readonly portTakersOn: (nodeName: string) => readonly ClusterPod[];
  /** Pods with a network namespace of their own and an address outside the podCIDRs of their node, node by node. */
  readonly podsAstray: () => readonly ClusterPod[];
  /** The pod (not hostNetwork) or node that has this address. */
  readonly owner: (ip: Ip) => ClusterPod | ClusterNode | undefined;
  /** What people get wrong: a selector that matches nothing, a targetPort no container has … */
  readonly findings: readonly Finding[];
  readonly assumptions: readonly Assumption[];
}

/** What somebody sets. */
export type ClusterSetting = Exclude<keyof ClusterOverrides, 'allocated'>;

/** What is not taken from objects. Each overrides the objects. */
export interface ClusterOverrides {
  readonly proxyMode?: ProxyMode;
  readonly cni?: string;
  readonly cloud?: CloudName;
  readonly kubernetesVersion?: KubernetesVersion;
  readonly podCIDRs?: readonly Cidr[];
  readonly serviceCIDRs?: readonly Cidr[];
  /** For objects without one; "default" when absent. */
  readonly defaultNamespace?: string;
  /** What was given once and would be given otherwise now: it stays with its object (kept/record.ts). What is stated is not taken from here. */
  readonly allocated?: Allocations;
}
