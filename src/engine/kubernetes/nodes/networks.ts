import { entryOf } from '../model/reader.ts';
import type { CloudName, ProxyMode } from '../model/basics.ts';

/** What is particular to a CNI before any packet is sent. */
export interface NetworkKind {
  /** Pods have addresses of their node's subnet, not of its podCIDR. */
  readonly fromSubnet?: true;
  /** NetworkPolicies are not enforced. */
  readonly ignoresPolicies?: true;
  /** It replaces kube-proxy unless an object or a flag names a mode. */
  readonly proxyMode?: ProxyMode;
  /** How the vendor starts kube-proxy: it cannot tell local traffic. */
  readonly noLocalDetection?: true;
  /** Without a program of its own: the bridge is what it is. */
  readonly isBridge?: true;
}

/**
 * The CNIs that have a program. Cilium's proxy mode: docs.cilium.io, kubeProxyReplacement; GKE Dataplane V2 has no kube-proxy
 * (cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2). EKS starts kube-proxy without clusterCIDR.
 */
export const NETWORKS: Readonly<Record<string, NetworkKind>> = {
  bridge: { isBridge: true, ignoresPolicies: true },
  kubenet: { isBridge: true, ignoresPolicies: true },
  kindnet: {},
  flannel: { ignoresPolicies: true },
  calico: {},
  'calico-ipip': {},
  'calico-vxlan': {},
  cilium: { proxyMode: 'ebpf' },
  'cilium-native': { proxyMode: 'ebpf' },
  'aws-vpc': { fromSubnet: true, ignoresPolicies: true, noLocalDetection: true },
  gke: {},
  'gke-dataplane-v2': { proxyMode: 'ebpf' },
  azure: { fromSubnet: true, ignoresPolicies: true },
  'azure-overlay': { ignoresPolicies: true },
};

/** Other names people use. */
const ALIASES: Readonly<Record<string, string>> = {
  canal: 'flannel',
  kindnetd: 'kindnet',
  'calico-bgp': 'calico',
  'cilium-vxlan': 'cilium',
  aws: 'aws-vpc',
  'aws-cni': 'aws-vpc',
  'azure-cni': 'azure',
  'azure-cni-overlay': 'azure-overlay',
  'dataplane-v2': 'gke-dataplane-v2',
};

/** The name under which a CNI is known here; one that is not known keeps its own. */
export function cniName(text: string): string {
  const name = text.trim().toLowerCase();
  return entryOf(ALIASES, name) ?? name;
}

/** True for flannel with Calico beside it, which enforces NetworkPolicies (Canal). */
export function isCanal(text: string): boolean {
  return /(^|-)canal$/.test(text.trim().toLowerCase());
}

/** The CNI a managed cluster has when nothing else says so. */
export const CLOUD_CNI: Readonly<Record<CloudName, string>> = { eks: 'aws-vpc', gke: 'gke', aks: 'azure-overlay' };

/** DaemonSets by which a CNI is known. */
export const CNI_DAEMONS: Readonly<Record<string, string>> = {
  'aws-node': 'aws-vpc',
  'kube-flannel-ds': 'flannel',
  'kube-flannel': 'flannel',
  canal: 'flannel',
  'rke2-canal': 'flannel',
  'calico-node': 'calico',
  cilium: 'cilium',
  anetd: 'gke-dataplane-v2',
  kindnet: 'kindnet',
  'azure-cns': 'azure-overlay',
};

/** Network interfaces of an instance and IPv4 addresses of each, by the size in its type's name. */
const ENI_LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  nano: [2, 2],
  micro: [2, 2],
  small: [3, 4],
  medium: [3, 6],
  large: [3, 10],
  xlarge: [4, 15],
  '2xlarge': [4, 15],
  '4xlarge': [8, 30],
  '8xlarge': [8, 30],
  '12xlarge': [8, 30],
};
const ENI_LIMIT_LARGE = [15, 50] as const;

/**
 * How many network interfaces an EC2 instance has, and how many pods each serves: its first address is its own. Absent type:
 * m5.large. docs.aws.amazon.com AWSEC2 AvailableIpPerENI.
 * Simplification: the limits are those of the m5 family (t3.large has two addresses more per interface).
 */
export function eniLimits(instanceType = 'm5.large'): { readonly enis: number; readonly podsPerEni: number } {
  const size = instanceType.split('.').at(-1) ?? '';
  const [enis, addresses] = entryOf(ENI_LIMITS, size) ?? ENI_LIMIT_LARGE;
  const more = /^t3a?\.large$/.test(instanceType) ? 2 : 0;
  return { enis, podsPerEni: addresses + more - 1 };
}

export const INSTANCE_TYPE_LABEL = 'node.kubernetes.io/instance-type';
