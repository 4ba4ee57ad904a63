import type { CniName } from '../../engine/clusters.ts';
import type { CloudName, ProxyMode } from '../../engine/objects.ts';

/** What a setting is called and, in a line, what it changes. */
export interface ChoiceWords {
  readonly name: string;
  readonly line: string;
}

export const MODE_WORDS: Readonly<Record<ProxyMode, ChoiceWords>> = {
  iptables: { name: 'iptables', line: 'A Service is a chain of rules, compared one after the other.' },
  nftables: { name: 'nftables', line: 'A Service is an element of a map that one rule looks up.' },
  ipvs: { name: 'IPVS', line: 'A Service is a virtual server in the kernel’s own load balancer.' },
  ebpf: { name: 'eBPF', line: 'Programs translate at sockets and devices; no kube-proxy runs.' },
};

export const CLOUD_WORDS: Readonly<Record<CloudName, ChoiceWords>> = {
  eks: {
    name: 'Amazon EKS',
    line: 'Pods have addresses of the VPC; the load balancer connects to NodePorts or to pods.',
  },
  gke: { name: 'Google GKE', line: 'Pods have alias addresses of the VPC; the load balancer passes packets through.' },
  aks: {
    name: 'Azure AKS',
    line: 'Pods have addresses of an overlay that the network knows; the load balancer keeps the address.',
  },
};

/** In the order they are offered. */
const CNIS: Readonly<Record<CniName, ChoiceWords>> = {
  bridge: { name: 'Bridge with host routes', line: 'A bridge on each node, and a route to every other node’s pods.' },
  kubenet: { name: 'kubenet', line: 'A bridge cbr0 on each node, and routes.' },
  kindnet: { name: 'kindnet', line: 'A veth for each pod straight to its node, and routes between nodes.' },
  flannel: {
    name: 'Flannel, VXLAN',
    line: 'Packets for pods elsewhere travel inside UDP; 50 bytes less for each.',
  },
  calico: { name: 'Calico, BGP', line: 'A /32 route for each pod and proxy ARP; nothing is wrapped.' },
  'calico-ipip': {
    name: 'Calico, IP-in-IP',
    line: 'Packets for pods elsewhere travel inside IP; 20 bytes less for each.',
  },
  'calico-vxlan': { name: 'Calico, VXLAN', line: 'A /32 route for each pod; between nodes packets travel inside UDP.' },
  cilium: { name: 'Cilium, VXLAN', line: 'eBPF programs pass packets on at the pod’s veth and replace kube-proxy.' },
  'cilium-native': {
    name: 'Cilium, native routing',
    line: 'eBPF programs at the pod’s veth; between nodes plain routes.',
  },
  'aws-vpc': {
    name: 'AWS VPC CNI',
    line: 'Pods have addresses of the node’s subnet; routing rules choose the interface.',
  },
  gke: { name: 'GKE, VPC-native', line: 'Pods have alias addresses that the network routes to their node.' },
  'gke-dataplane-v2': { name: 'GKE Dataplane V2', line: 'Alias addresses, and eBPF programs instead of kube-proxy.' },
  azure: { name: 'Azure CNI', line: 'Pods have addresses of the node’s subnet.' },
  'azure-overlay': {
    name: 'Azure CNI Overlay',
    line: 'Pods have addresses of their own that the network routes to their node.',
  },
};

export const CNI_NAMES: readonly string[] = Object.keys(CNIS);

const WORDS: Readonly<Record<string, ChoiceWords>> = CNIS;

/** Of a CNI that is not known here: its own name. */
export function cniWords(cni: string): ChoiceWords {
  return WORDS[cni] ?? { name: cni, line: 'Not known here: a bridge stands in for it.' };
}
