import type { Cidr } from '../../net/cidr.ts';
import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import type { KubernetesVersion } from '../tools/kubernetes-version.ts';
import type { ContainerPort, IngressBackend, IngressPath, TransportProtocol } from './basics.ts';

// The parts of API objects that the controllers read, checked and defaulted. Absent optional fields were not given.

export type Labels = Readonly<Record<string, string>>;

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly ContainerPort[];
  /** From initContainers: a native sidecar when `restartPolicy` is Always, else finished before the pod starts. */
  readonly init: boolean;
  readonly restartPolicy?: string;
}

export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  readonly values: readonly string[];
}

/** A metav1.LabelSelector: all of it must hold; an empty one holds for everything. */
export interface LabelSelector {
  readonly labels: Labels;
  readonly expressions: readonly LabelRequirement[];
}

export interface NodeSelectorTerm {
  readonly labels: readonly LabelRequirement[];
  /** matchFields: only metadata.name exists. */
  readonly fields: readonly LabelRequirement[];
}

export interface Toleration {
  readonly key?: string;
  readonly operator: 'Exists' | 'Equal';
  readonly value: string;
  readonly effect?: string;
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export interface PodSpec {
  readonly nodeName?: string;
  readonly nodeSelector: Labels;
  /** requiredDuringScheduling…: one term must hold; absent: no constraint. */
  readonly nodeAffinity?: readonly NodeSelectorTerm[];
  readonly tolerations: readonly Toleration[];
  readonly hostNetwork: boolean;
  readonly hostname?: string;
  readonly subdomain?: string;
  readonly containers: readonly ContainerSpec[];
}

export interface PodStatus {
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly podIPs: readonly Ip[];
  readonly hostIP?: Ip;
  readonly ready?: boolean;
  readonly unschedulableMessage?: string;
  /** By container name: not running, and why. */
  readonly failedContainers: ReadonlyMap<string, string>;
  readonly runningContainers: ReadonlySet<string>;
}

export interface WorkloadSpec {
  readonly replicas: number;
  readonly selector?: Labels;
  readonly templateLabels: Labels;
  /** Of the template, as written; an empty mapping when there is none. */
  readonly rawTemplate: Readonly<Record<string, unknown>>;
  readonly pod: PodSpec;
  readonly serviceName?: string;
  readonly ordinalStart: number;
  /** A Job that is done. */
  readonly complete: boolean;
  /** What a controller says it made of the spec; absent: none has looked at it. */
  readonly observed?: ObservedPods;
}

export interface ObservedPods {
  readonly pods: number;
  /** Of the condition that tells why some are missing. */
  readonly reason?: string;
}

export interface NodeSpec {
  readonly podCIDRs: readonly Cidr[];
  readonly internalIPs: readonly Ip[];
  readonly externalIPs: readonly Ip[];
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  readonly ready: boolean;
  /** How many pods it takes; absent: it does not say. */
  readonly maxPods?: number;
  /** Allocatable CPUs, fractions too; absent: it says none. */
  readonly cpu?: number;
  /** Of its kubelet; absent: it does not say. */
  readonly version?: KubernetesVersion;
}

export interface ServicePortSpec {
  readonly name: string;
  readonly port: Port;
  readonly protocol: TransportProtocol;
  readonly targetPort: Port | string;
  readonly nodePort?: Port;
  readonly appProtocol?: string;
  /** Place in spec.ports. */
  readonly index: number;
}

export interface ServiceSpec {
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly selector?: Labels;
  readonly headless: boolean;
  readonly clusterIPs: readonly Ip[];
  readonly ipFamilies: readonly IpFamily[];
  readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  readonly ports: readonly ServicePortSpec[];
  readonly externalIPs: readonly Ip[];
  readonly loadBalancerIP?: Ip;
  readonly loadBalancerClass?: string;
  readonly loadBalancerSourceRanges: readonly Cidr[];
  readonly allocateLoadBalancerNodePorts: boolean;
  readonly externalName?: string;
  readonly internalTrafficPolicy: 'Cluster' | 'Local';
  readonly externalTrafficPolicy: 'Cluster' | 'Local';
  readonly healthCheckNodePort?: Port;
  readonly sessionAffinityTimeout?: number;
  readonly publishNotReadyAddresses: boolean;
  readonly trafficDistribution?: string;
  readonly topologyMode?: string;
  /** status.loadBalancer.ingress; absent: nothing known (then an address is made up). */
  readonly loadBalancerIngress?: readonly LoadBalancerIngress[];
}

export interface LoadBalancerIngress {
  /** Absent: a host name stands there. */
  readonly ip?: Ip;
  readonly hostname?: string;
  readonly ipMode: 'VIP' | 'Proxy';
}

export interface EndpointSliceSpec {
  readonly serviceName?: string;
  /** Label endpointslice.kubernetes.io/managed-by; absent: nobody says so. */
  readonly managedBy?: string;
  /** kube-proxy looks at it. */
  readonly isProxied: boolean;
  readonly family: IpFamily;
  readonly ports: readonly { readonly name: string; readonly port: Port; readonly protocol: TransportProtocol }[];
  readonly endpoints: readonly {
    readonly addresses: readonly Ip[];
    readonly ready: boolean;
    readonly serving: boolean;
    readonly terminating: boolean;
    readonly nodeName?: string;
    readonly zone?: string;
    readonly hostname?: string;
    readonly targetPod?: { readonly namespace?: string; readonly name: string };
    readonly forZones: readonly string[];
    readonly forNodes: readonly string[];
  }[];
}

/** A backend and where it is written, for findings. */
export interface PlacedBackend {
  readonly backend: IngressBackend;
  readonly path: readonly (string | number)[];
}

export interface IngressSpec {
  /** metadata.creationTimestamp. */
  readonly created?: string;
  readonly className?: string;
  /** The class is that of the annotation. */
  readonly isClassAnnotated: boolean;
  /** Those that are read. */
  readonly annotations: Readonly<Record<string, string | undefined>>;
  readonly defaultBackend?: IngressBackend;
  readonly rules: readonly { readonly host?: string; readonly paths: readonly IngressPath[] }[];
  readonly tls: readonly { readonly hosts: readonly string[]; readonly secretName?: string }[];
  readonly statusIPs: readonly Ip[];
  readonly backends: readonly PlacedBackend[];
}
