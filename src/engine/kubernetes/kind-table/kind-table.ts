// Written by scripts/kinds.mjs from src/engine/kubernetes/kinds: what is known of every kind before what its objects say is fetched.

import type { KindFacts } from './kind.ts';

export const KIND_TABLE = [
  {
    group: '',
    kind: 'Namespace',
    scope: 'cluster',
  },
  {
    group: '',
    kind: 'Node',
    scope: 'cluster',
  },
  {
    group: '',
    kind: 'Pod',
    scope: 'namespaced',
  },
  {
    group: 'apps',
    kind: 'Deployment',
    scope: 'namespaced',
    roles: ['workload', 'scaled', 'rolled'],
    formerly: ['extensions'],
  },
  {
    group: 'apps',
    kind: 'ReplicaSet',
    scope: 'namespaced',
    roles: ['workload', 'scaled'],
    formerly: ['extensions'],
  },
  {
    group: '',
    kind: 'ReplicationController',
    scope: 'namespaced',
    roles: ['workload'],
  },
  {
    group: 'apps',
    kind: 'StatefulSet',
    scope: 'namespaced',
    roles: ['workload', 'scaled', 'rolled'],
  },
  {
    group: 'apps',
    kind: 'DaemonSet',
    scope: 'namespaced',
    roles: ['workload', 'rolled'],
    formerly: ['extensions'],
  },
  {
    group: 'batch',
    kind: 'Job',
    scope: 'namespaced',
    roles: ['workload'],
  },
  {
    group: 'batch',
    kind: 'CronJob',
    scope: 'namespaced',
    template: ['spec', 'jobTemplate', 'spec', 'template'],
  },
  {
    group: 'argoproj.io',
    kind: 'Rollout',
    scope: 'namespaced',
    roles: ['operated', 'scaled'],
  },
  {
    group: '',
    kind: 'Service',
    scope: 'namespaced',
  },
  {
    group: 'discovery.k8s.io',
    kind: 'EndpointSlice',
    scope: 'namespaced',
    roles: ['endpoints'],
  },
  {
    group: '',
    kind: 'Endpoints',
    scope: 'namespaced',
    roles: ['endpoints'],
  },
  {
    group: 'networking.k8s.io',
    kind: 'Ingress',
    scope: 'namespaced',
    formerly: ['extensions'],
  },
  {
    group: 'networking.k8s.io',
    kind: 'IngressClass',
    scope: 'cluster',
  },
  {
    group: 'route.openshift.io',
    kind: 'Route',
    scope: 'namespaced',
  },
  {
    group: '',
    kind: 'Secret',
    scope: 'namespaced',
  },
  {
    group: 'networking.k8s.io',
    kind: 'NetworkPolicy',
    scope: 'namespaced',
    roles: ['policy'],
    formerly: ['extensions'],
  },
  {
    group: 'policy.networking.k8s.io',
    kind: 'AdminNetworkPolicy',
    scope: 'cluster',
    roles: ['policy'],
  },
  {
    group: 'policy.networking.k8s.io',
    kind: 'BaselineAdminNetworkPolicy',
    scope: 'cluster',
    roles: ['policy'],
  },
  {
    group: 'policy.networking.k8s.io',
    kind: 'ClusterNetworkPolicy',
    scope: 'cluster',
    roles: ['policy'],
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'GatewayClass',
    scope: 'cluster',
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    scope: 'namespaced',
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'ListenerSet',
    scope: 'namespaced',
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'HTTPRoute',
    scope: 'namespaced',
    roles: ['route', 'web-route'],
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'GRPCRoute',
    scope: 'namespaced',
    roles: ['route', 'web-route'],
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'TLSRoute',
    scope: 'namespaced',
    roles: ['route'],
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'TCPRoute',
    scope: 'namespaced',
    roles: ['route'],
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'UDPRoute',
    scope: 'namespaced',
    roles: ['route'],
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'ReferenceGrant',
    scope: 'namespaced',
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'BackendTLSPolicy',
    scope: 'namespaced',
  },
  {
    group: 'metallb.io',
    kind: 'IPAddressPool',
    scope: 'namespaced',
  },
  {
    group: 'metallb.io',
    kind: 'L2Advertisement',
    scope: 'namespaced',
  },
  {
    group: 'metallb.io',
    kind: 'BGPAdvertisement',
    scope: 'namespaced',
  },
  {
    group: 'metallb.io',
    kind: 'BGPPeer',
    scope: 'namespaced',
  },
  {
    group: 'cilium.io',
    kind: 'CiliumLoadBalancerIPPool',
    scope: 'cluster',
  },
  {
    group: 'cilium.io',
    kind: 'CiliumL2AnnouncementPolicy',
    scope: 'cluster',
  },
  {
    group: 'cilium.io',
    kind: 'CiliumBGPPeeringPolicy',
    scope: 'cluster',
  },
  {
    group: 'cilium.io',
    kind: 'CiliumBGPClusterConfig',
    scope: 'cluster',
  },
  {
    group: 'cilium.io',
    kind: 'CiliumBGPPeerConfig',
    scope: 'cluster',
  },
  {
    group: 'cilium.io',
    kind: 'CiliumBGPAdvertisement',
    scope: 'cluster',
  },
  {
    group: 'kubeproxy.config.k8s.io',
    kind: 'KubeProxyConfiguration',
    scope: 'cluster',
    fileName: 'kube-proxy',
  },
  {
    group: 'kubeadm.k8s.io',
    kind: 'ClusterConfiguration',
    scope: 'cluster',
    fileName: 'kubeadm-config',
  },
  {
    group: 'kubelet.config.k8s.io',
    kind: 'KubeletConfiguration',
    scope: 'cluster',
    fileName: 'kubelet-config',
  },
] as const satisfies readonly KindFacts[];
