import type { PolicyLanguage } from '../../kubernetes/model/basics.ts';
import type { AnnotationEffect } from '../../kubernetes/projection/pod-annotations.ts';
import type { Coded, NoDetail } from '../../kubernetes/tools/coded.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { NamespacedName } from '../../kubernetes/model/assumption.ts';

/** An object of the input that can change the fate of this request and is not read, with what it could do to the request. */
export type NotConsidered = Coded<NotConsideredDetails> & {
  readonly object: ObjectRef;
  /** The party of the walk that it is about: a pod, a node, a Service, an entry point. Absent: the walk as a whole. */
  readonly of?: ObjectRef;
};

interface OfService {
  readonly service: NamespacedName;
}

interface OfPod {
  readonly pod: NamespacedName;
}

interface OfContainer extends OfPod {
  readonly container: string;
}

/** What an object that is not read, or not in full, could do to a request, by code. */
export interface NotConsideredDetails {
  // Policies.
  readonly POLICY_SELECTS: {
    /** The pod or node that is selected. */
    readonly end: ObjectRef;
    readonly direction: 'ingress' | 'egress';
    readonly effect: 'refuses' | 'allows' | 'both';
    readonly protocol: Protocol;
    readonly port: Port;
  };

  /** Of a policy that is read: these fields are not. */
  readonly POLICY_PART: NotConsideredDetails['POLICY_SELECTS'] & { readonly fields: readonly string[] };
  /** Whoever enforces it refuses all of it. */
  /** `by`: whoever would enforce it. */
  readonly POLICY_REFUSED: { readonly end: ObjectRef; readonly by: PolicyLanguage };
  /** `keys`: labels that it names, and that are no part of who a pod is to the CNI. */
  readonly POLICY_LABELS_UNKNOWN: { readonly end: ObjectRef; readonly keys: readonly string[] };
  /** Settings of the CNI by which policies mean something else than they do here. */
  readonly POLICIES_SET_UP: { readonly keys: readonly string[] };
  /** The CNI does not read policies of this kind. */
  readonly POLICY_NOT_ENFORCED: { readonly end: ObjectRef; readonly cni: string };

  // Who announces addresses.
  readonly ADDRESS_OF_POOL: OfService & { readonly ip: Ip };
  readonly ADDRESS_ANNOUNCED: OfService & { readonly ip: Ip };

  // What sets up programs of the network.
  readonly COREFILE_ANSWERS: { readonly line: string };
  readonly CONTROLLER_SENDS_PORT: { readonly port: string; readonly to: string };
  readonly CONTROLLER_SET_UP: OfPod & { readonly keys: readonly string[] };
  readonly MESH_KNOWS_REGISTERED_ONLY: NoDetail;
  readonly POLICIES_ALWAYS_ENFORCED: NoDetail;
  /** `fields`: where the size stands; empty: somewhere in its data. */
  readonly MTU_SET: { readonly fields: readonly string[] };
  readonly MTU_BELOW: { readonly variable: string; readonly value: string; readonly bytes: number };

  // Pods, Services and names that are not made here.
  readonly MAKES_SELECTED_PODS: OfService;
  readonly TAKES_OVER_PODS: { readonly workload: ObjectRef };
  readonly MAY_MAKE_SERVICE: OfService;
  readonly SCALES_TO_NONE: { readonly workload: ObjectRef };
  readonly MESH_HOST: { readonly host: string };
  readonly ADDS_ENDPOINT: OfService;
  readonly IMPORTS_SERVICE: { readonly host: string };
  readonly BALANCED_BY_CLOUD: OfService;
  readonly BACKEND_NOT_READ: NoDetail;
  readonly HOST_NAMED: { readonly host: string; readonly targets: readonly string[] };

  // How pods are addressed and connected.
  readonly NO_NAT_OUTGOING: OfPod;
  /** With the pod’s own address, which the walk has masqueraded; and the other way round. */
  readonly LEAVES_UNTRANSLATED: OfPod & { readonly to: Ip };
  readonly LEAVES_TRANSLATED: OfPod & { readonly to: Ip };
  readonly ADDRESS_TOLD_OUTSIDE: { readonly ip: Ip };
  readonly NO_MESH_OF_NODES: NoDetail;
  readonly PODS_NOT_TO_THEIR_NODE: OfPod & { readonly node: string };
  readonly SUBNET_OF_CLOUD: OfPod;
  readonly NETWORK_OF_ITS_OWN: { readonly client: NamespacedName; readonly server: NamespacedName };
  readonly SUBNET_RESTRICTED: NoDetail;
  readonly NETWORK_REPLACED: OfPod;
  readonly FURTHER_INTERFACE: OfPod & { readonly takesDefault: boolean };
  /** `unmatched`: the address that packets for it are dropped, as no node is its gateway; absent: they go another way. */
  readonly LEAVES_BY_GATEWAY: OfPod & { readonly unmatched?: Ip };
  readonly REDIRECTED_TO_OWN_NODE: { readonly ip: Ip };

  // What processes and containers are told.
  readonly TOLD_TO_LISTEN_ON_LOOPBACK: OfContainer & {
    readonly host: string;
    readonly setting: string;
    /** The program that listens there unless it is told otherwise. */
    readonly usualOf?: string;
    readonly port: Port;
  };
  /** 0.0.0.0, which some programs take for both families. */
  readonly TOLD_TO_LISTEN_ON_IPV4: OfContainer & { readonly setting: string; readonly port: Port };
  readonly TOLD_TO_LISTEN_ELSEWHERE: OfContainer & {
    readonly told: number;
    readonly setting: string;
    readonly port: Port;
  };
  readonly PORT_NEEDS_PRIVILEGE: OfContainer & { readonly port: Port };
  readonly RULES_REWRITTEN: OfContainer & { readonly command: string };

  // Entry points.
  /** `hosts`: those of the request; empty: any. */
  readonly ROUTE_NOT_READ: { readonly hosts: readonly string[] };
  readonly OPTION_OF: { readonly target: ObjectRef };
  readonly ANNOTATED: {
    readonly annotations: readonly { readonly key: string; readonly value: string }[];
    /** Each once, in the order of the annotations. */
    readonly effects: readonly AnnotationEffect[];
  };
  readonly SERVED_BY_CLOUD: { readonly controller: string };
  /** `target`: nothing tells but the number of the pods' port. */
  readonly BACKEND_SPEAKS_TLS:
    | { readonly port: Port; readonly appProtocol: string }
    | {
        readonly port: Port;
        readonly target: Port /** Of OpenShift; absent: an Ingress leads there. */;
        readonly route?: NamespacedName;
      };
  /** An Ingress has its controller speak TLS to the port, or a Route its router. */
  readonly BACKEND_MAY_BE_PLAIN: { readonly port: Port } & (
    | { readonly ingress: NamespacedName }
    | { readonly route: NamespacedName }
  );
  readonly PROOF_NOT_CHECKED: NoDetail;
  /** The object is a Node, on whose network it would be. */
  readonly HOST_MAY_BE_THERE: { readonly ip: Ip };
  /** What tells that a port speaks something else than HTTP, in which it is asked. `text`: what says so. */
  readonly SPEAKS_NO_HTTP: {
    readonly port: Port;
    readonly protocol: string;
    readonly by: 'appProtocol' | 'name' | 'containerName' | 'image';
    readonly text: string;
  };
  /** `appProtocol`: by which it is probed so, and at a path that nobody has chosen. */
  readonly PROBED_BY_AZURE: {
    readonly port: Port;
    readonly type: string;
    readonly path: string;
    readonly appProtocol?: string;
  };

  // Meshes.
  /** `sure`: the client has no proxy of the mesh; else it may have none. */
  readonly MUTUAL_TLS_DEMANDED: OfPod & { readonly sure: boolean };
  /** `pod`: in front of which; absent: its Service or Gateway. */
  readonly MESH_AUTHORIZES: { readonly action: string; readonly pod?: NamespacedName };
  readonly TOKEN_CHECKED: NoDetail;
  readonly MESH_ROUTES: { readonly hosts: readonly string[] };
  readonly MESH_GATEWAY: OfPod;
  readonly MESH_TARGET: { readonly host: string; readonly tls?: string };
  readonly MESH_SIDECAR: OfPod;
  /** `pod`: whose proxy; absent: that of its target. */
  readonly PROXY_PATCHED: { readonly pod?: NamespacedName };
  readonly LINKERD_GUARDS: OfPod & { readonly port: Port };
  readonly MESH_TELLS_OF_SERVICE: OfService;
  readonly MESH_TELLS_OF_POD: OfPod;
}
