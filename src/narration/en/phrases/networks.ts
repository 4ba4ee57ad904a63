import type { CniName } from '../../../engine/clusters.ts';
import type { ProxyMode } from '../../../engine/objects.ts';

/** What pod networks are called, in the order they are offered. */
export const CNI_NAMES: Readonly<Record<CniName, string>> = {
  bridge: 'Bridge with host routes',
  kubenet: 'kubenet',
  kindnet: 'kindnet',
  flannel: 'Flannel, VXLAN',
  calico: 'Calico, BGP',
  'calico-ipip': 'Calico, IP-in-IP',
  'calico-vxlan': 'Calico, VXLAN',
  cilium: 'Cilium, VXLAN',
  'cilium-native': 'Cilium, native routing',
  'aws-vpc': 'AWS VPC CNI',
  gke: 'GKE, VPC-native',
  'gke-dataplane-v2': 'GKE Dataplane V2',
  azure: 'Azure CNI',
  'azure-overlay': 'Azure CNI Overlay',
};

/** What the modes of kube-proxy are called. */
export const MODE_NAMES: Readonly<Record<ProxyMode, string>> = {
  iptables: 'iptables',
  nftables: 'nftables',
  ipvs: 'IPVS',
  ebpf: 'eBPF',
};

/** A network that is not known here has its own name. */
export function cniName(cni: string): string {
  const names: Readonly<Record<string, string>> = CNI_NAMES;
  return Object.hasOwn(names, cni) ? (names[cni] ?? cni) : cni;
}

/** Within a sentence, as names may have commas: “Calico, BGP”. */
export function cniInSentence(cni: string): string {
  return `“${cniName(cni)}”`;
}
