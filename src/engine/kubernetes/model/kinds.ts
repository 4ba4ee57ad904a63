import { entryOf } from './reader.ts';

/** A kind that the engine reads, with its API group ("" is the core group). */
export interface KnownKind {
  readonly group: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

function kinds(group: string, namespaced: boolean, names: readonly string[]): readonly KnownKind[] {
  return names.map((kind) => ({ group, kind, namespaced }));
}

/** Every kind that is read. */
export const KINDS: readonly KnownKind[] = [
  ...kinds('', false, ['Namespace', 'Node']),
  ...kinds('', true, ['Pod', 'Service', 'Endpoints', 'Secret', 'ReplicationController']),
  ...kinds('apps', true, ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']),
  ...kinds('batch', true, ['Job', 'CronJob']),
  ...kinds('discovery.k8s.io', true, ['EndpointSlice']),
  ...kinds('networking.k8s.io', true, ['Ingress', 'NetworkPolicy']),
  ...kinds('networking.k8s.io', false, ['IngressClass']),
  ...kinds('policy.networking.k8s.io', false, [
    'AdminNetworkPolicy',
    'BaselineAdminNetworkPolicy',
    'ClusterNetworkPolicy',
  ]),
  ...kinds('route.openshift.io', true, ['Route']),
  ...kinds('gateway.networking.k8s.io', false, ['GatewayClass']),
  ...kinds('gateway.networking.k8s.io', true, [
    'Gateway',
    'HTTPRoute',
    'GRPCRoute',
    'TLSRoute',
    'TCPRoute',
    'UDPRoute',
    'ReferenceGrant',
    'BackendTLSPolicy',
    'ListenerSet',
  ]),
  ...kinds('kubeproxy.config.k8s.io', false, ['KubeProxyConfiguration']),
  ...kinds('kubeadm.k8s.io', false, ['ClusterConfiguration']),
  ...kinds('kubelet.config.k8s.io', false, ['KubeletConfiguration']),
];

/** Groups that used to serve a kind: their objects are read as well. */
const FORMER_GROUPS: Readonly<Record<string, readonly string[]>> = {
  extensions: ['Deployment', 'ReplicaSet', 'DaemonSet', 'Ingress', 'NetworkPolicy'],
};

const BY_NAME = new Map(KINDS.map((known) => [`${known.group}/${known.kind}`, known]));
const BY_KIND = new Map(KINDS.map((known) => [known.kind, known]));

/** Cluster-scoped kinds that are not read: they get no namespace. (Their groups: other-kinds/classify.ts.) */
const CLUSTER_SCOPED = new Set(
  [
    'ClusterRole ClusterRoleBinding CustomResourceDefinition PersistentVolume StorageClass PriorityClass',
    'APIService CSIDriver CSINode RuntimeClass VolumeAttachment VolumeSnapshotClass ComponentStatus',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration ValidatingAdmissionPolicy FlowSchema',
    'ValidatingAdmissionPolicyBinding PriorityLevelConfiguration CertificateSigningRequest ClusterIssuer',
    'ServiceCIDR IPAddress PodSecurityPolicy InitConfiguration',
    'JoinConfiguration Kustomization Config Cluster',
    'CiliumClusterwideNetworkPolicy CiliumClusterwideEnvoyConfig CiliumEgressGatewayPolicy CiliumNode CiliumIdentity',
    'CiliumLoadBalancerIPPool CiliumL2AnnouncementPolicy CiliumBGPPeeringPolicy CiliumBGPClusterConfig CiliumCIDRGroup',
    'CiliumBGPPeerConfig CiliumBGPAdvertisement CiliumBGPNodeConfig CiliumBGPNodeConfigOverride CiliumPodIPPool',
    'GlobalNetworkPolicy GlobalNetworkSet StagedGlobalNetworkPolicy HostEndpoint IPReservation BGPConfiguration BGPFilter',
    'FelixConfiguration KubeControllersConfiguration ClusterInformation Tier Profile IPAMConfiguration ExternalNetwork',
    'Installation ENIConfig CNINode EgressIP AdminPolicyBasedExternalRoute ClusterUserDefinedNetwork NetNamespace',
    'HostSubnet ClusterNetwork Subnet Vpc ProviderNetwork Vlan ClusterNetworkPolicy ClusterGroup ExternalIPPool Egress ClusterCIDR',
    'IngressClassParams KongClusterPlugin ApisixClusterConfig GKENetworkParamSet MutatingAdmissionPolicy Mesh',
    'ClusterPolicy ClusterSecretStore ClusterExternalSecret ClusterTriggerAuthentication Bundle CSIStorageCapacity',
  ].flatMap((line) => line.split(' ')),
);

/** The group of an apiVersion: "apps" of "apps/v1", "" of "v1". */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

function lookupKind(apiVersion: string, kind: string): KnownKind | undefined {
  const group = apiGroup(apiVersion);
  const known = BY_NAME.get(`${group}/${kind}`);
  if (known !== undefined) return known;
  return entryOf(FORMER_GROUPS, group)?.includes(kind) === true ? BY_KIND.get(kind) : undefined;
}

/** True when the engine reads objects of this kind; others are counted and skipped. */
export function hasBearing(apiVersion: string, kind: string): boolean {
  return lookupKind(apiVersion, kind) !== undefined;
}

/** True when objects of the kind live in a namespace; of kinds we do not know, too. */
export function isNamespaced(apiVersion: string, kind: string): boolean {
  return lookupKind(apiVersion, kind)?.namespaced ?? !CLUSTER_SCOPED.has(kind);
}
