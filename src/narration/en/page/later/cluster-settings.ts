import type { CniName } from '../../../../engine/clusters.ts';
import type { ProxyMode } from '../../../../engine/objects.ts';
import { CNI_NAMES, MODE_NAMES } from '../../phrases/networks.ts';

const IN_RULES_ONLY = 'Each clusterIP is one of it; no interface has one of these addresses.';

/** What holds for the whole cluster: what a setting is called and, in a line, what it changes. */
export const CLUSTER_SETTINGS = {
  title: 'Cluster settings',
  undo: 'Undo',
  origins: {
    set: 'set here',
    assumed: 'assumed',
    objects: 'from the objects',
    notNamed: 'not named',
  },
  automatic: 'As the objects say',
  automaticNow: (now: string) => `As the objects say: ${now}`,
  cloud: {
    title: 'Cloud',
    none: 'none',
    line: 'No cloud: machines on one network, and a load balancer in front.',
    clouds: {
      eks: {
        name: 'Amazon EKS',
        line: 'Pods have addresses of the VPC; the load balancer connects to NodePorts or to pods.',
      },
      gke: {
        name: 'Google GKE',
        line: 'Pods have alias addresses of the VPC; the load balancer passes packets through.',
      },
      aks: {
        name: 'Azure AKS',
        line: 'Pods have addresses of an overlay that the network knows; the load balancer keeps the address.',
      },
    },
  },
  podNetwork: {
    title: 'Pod network',
    notEnforced: (line: string, option: string | undefined) =>
      `${line} NetworkPolicies are not enforced${option === undefined ? '' : ` unless ${option} is on`}.`,
    /** In the order they are offered. */
    cnis: {
      bridge: {
        name: CNI_NAMES.bridge,
        line: 'A bridge on each node, and a route to every other node’s pods.',
      },
      kubenet: { name: CNI_NAMES.kubenet, line: 'A bridge cbr0 on each node, and routes.' },
      kindnet: { name: CNI_NAMES.kindnet, line: 'A veth for each pod straight to its node, and routes between nodes.' },
      flannel: {
        name: CNI_NAMES.flannel,
        line: 'Packets for pods elsewhere travel inside UDP; 50 bytes less for each.',
      },
      calico: { name: CNI_NAMES.calico, line: 'A /32 route for each pod and proxy ARP; nothing is wrapped.' },
      'calico-ipip': {
        name: CNI_NAMES['calico-ipip'],
        line: 'Packets for pods elsewhere travel inside IP; 20 bytes less for each.',
      },
      'calico-vxlan': {
        name: CNI_NAMES['calico-vxlan'],
        line: 'A /32 route for each pod; between nodes packets travel inside UDP.',
      },
      cilium: {
        name: CNI_NAMES.cilium,
        line: 'eBPF programs pass packets on at the pod’s veth and replace kube-proxy.',
      },
      'cilium-native': {
        name: CNI_NAMES['cilium-native'],
        line: 'eBPF programs at the pod’s veth; between nodes plain routes.',
      },
      'aws-vpc': {
        name: CNI_NAMES['aws-vpc'],
        line: 'Pods have addresses of the node’s subnet; routing rules choose the interface.',
      },
      gke: { name: CNI_NAMES.gke, line: 'Pods have alias addresses that the network routes to their node.' },
      'gke-dataplane-v2': {
        name: CNI_NAMES['gke-dataplane-v2'],
        line: 'Alias addresses, and eBPF programs instead of kube-proxy.',
      },
      azure: { name: CNI_NAMES.azure, line: 'Pods have addresses of the node’s subnet.' },
      'azure-overlay': {
        name: CNI_NAMES['azure-overlay'],
        line: 'Pods have addresses of their own that the network routes to their node.',
      },
    } satisfies Readonly<Record<CniName, { name: string; line: string }>>,
    notKnown: 'Not known here: a bridge stands in for it.',
  },
  services: {
    title: 'Services',
    modes: {
      iptables: { name: MODE_NAMES.iptables, line: 'A Service is a chain of rules, compared one after the other.' },
      nftables: { name: MODE_NAMES.nftables, line: 'A Service is an element of a map that one rule looks up.' },
      ipvs: { name: MODE_NAMES.ipvs, line: 'A Service is a virtual server in the kernel’s own load balancer.' },
      ebpf: { name: MODE_NAMES.ebpf, line: 'Programs translate at sockets and devices; no kube-proxy runs.' },
    },
  },
  kubernetes: {
    title: 'Kubernetes',
    line: 'Rules are those of this version, wherever versions differ.',
  },
  podRange: {
    title: 'Pod range',
    lines: {
      parts: 'Each node gets a part of it, and each pod an address of its node’s part.',
      subnets: 'The nodes’ own network: each pod has an address of its node’s subnet, and nodes have no parts.',
    },
  },
  serviceRange: {
    title: 'Service range',
    /** Where the mode puts clusterIPs. */
    lines: {
      iptables: IN_RULES_ONLY,
      nftables: IN_RULES_ONLY,
      ipvs: 'Each clusterIP is one of it; every node has them all, at kube-ipvs0.',
      ebpf: IN_RULES_ONLY,
    } satisfies Readonly<Record<ProxyMode, string>>,
  },
  wrongRange: 'One network of a family, as 10.244.0.0/16, or one of each with a comma between.',
  policies: {
    title: 'Policies',
    byWhom: 'by the pod network',
    none: 'No NetworkPolicy here: every pod may talk to every other.',
    noneAndNotEnforced: (cni: string, option: string | undefined) =>
      `No NetworkPolicy here: every pod may talk to every other. ${cni} would not enforce one${option === undefined ? '' : ` unless ${option} is on`}.`,
    enforced: (count: number) => `${policies(count)}, enforced on each pod’s node.`,
    ignored: (count: number, cni: string, option: string | undefined) =>
      option === undefined
        ? `${policies(count)}, which ${cni} does not enforce.`
        : `${policies(count)}, which ${cni} enforces only where ${option} is on; by default it is off.`,
  },
};

const policies = (count: number): string => (count === 1 ? '1 policy' : `${count} policies`);
