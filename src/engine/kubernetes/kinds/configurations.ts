// Files that configure programs: of what else they say nothing is read. kubeadm keeps each in a ConfigMap of that name.

import { cleaned, group, value } from '../fields/field.ts';
import { metadata } from '../fields/metadata.ts';
import { NETWORKING } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';
import { list, needed, or, part, section } from '../fields/schema.ts';
import { boolean, cidr, integer, ip, oneOf, port, string, stringMap, text } from '../fields/values.ts';
import { parseKubernetesVersion } from '../tools/kubernetes-version.ts';

export const KUBE_PROXY = defineKind({
  group: 'kubeproxy.config.k8s.io',
  kind: 'KubeProxyConfiguration',
  scope: 'cluster',
  fileName: 'kube-proxy',
  fields: {
    metadata: metadata(),
    mode: value,
    clusterCIDR: value,
    detectLocalMode: value,
    detectLocal: group({ bridgeInterface: value, interfaceNamePrefix: value }),
    nodePortAddresses: value,
    iptables: group({ masqueradeAll: value, masqueradeBit: value, localhostNodePorts: value }),
    nftables: group({ masqueradeAll: value, masqueradeBit: value }),
    conntrack: group({ tcpBeLiberal: value }),
  },
});

export const KUBEADM = defineKind({
  group: 'kubeadm.k8s.io',
  kind: 'ClusterConfiguration',
  scope: 'cluster',
  fileName: 'kubeadm-config',
  fields: {
    metadata: metadata(),
    kubernetesVersion: cleaned(parseKubernetesVersion),
    networking: group({ podSubnet: value, serviceSubnet: value, dnsDomain: value }),
  },
});

export const KUBELET = defineKind({
  group: 'kubelet.config.k8s.io',
  kind: 'KubeletConfiguration',
  scope: 'cluster',
  fileName: 'kubelet-config',
  fields: { metadata: metadata(), clusterDNS: value, clusterDomain: value, maxPods: value },
});

/** Ports of the machine that containers are given. // kind v0.30 pkg/apis/config/v1alpha4/types.go */
const MAPPING = section({
  containerPort: needed(port),
  /** Absent, 0 or -1: a free one. */
  hostPort: integer(-1, 65_535),
  listenAddress: ip,
  protocol: oneOf('TCP', 'UDP', 'SCTP', 'tcp', 'udp', 'sctp'),
});

export const KIND_CLUSTER = defineKind({
  group: 'kind.x-k8s.io',
  kind: 'Cluster',
  scope: 'cluster',
  fileName: 'kind',
  fields: {
    metadata: metadata(),
    name: text,
    nodes: list(section({ role: or('control-plane', string), labels: stringMap, extraPortMappings: list(MAPPING) })),
    networking: section({
      ipFamily: oneOf('ipv4', 'ipv6', 'dual'),
      /** Each of both families, separated by a comma, where the cluster has both. */
      podSubnet: text,
      serviceSubnet: text,
      disableDefaultCNI: boolean,
      kubeProxyMode: oneOf('iptables', 'ipvs', 'nftables', 'none'),
    }),
  },
});

/** // k3d v5.8 pkg/config/v1alpha5/types.go */
export const K3D_CLUSTER = defineKind({
  group: 'k3d.io',
  kind: 'Simple',
  scope: 'cluster',
  fileName: 'k3d',
  fields: {
    metadata: metadata(),
    /** Until v1alpha3, where it has no metadata. */
    name: text,
    servers: integer(0, 1000),
    agents: integer(0, 1000),
    /** Of docker's network. */
    subnet: cidr,
    options: section({ k3s: section({ extraArgs: list(section({ arg: needed(text) })) }) }),
    /** "[ADDRESS:][PORT OF THE MACHINE:]PORT OF THE CONTAINER[/PROTOCOL]". No filters: the proxy in front of the servers. */
    ports: list(section({ port: needed(text), nodeFilters: list(string) })),
  },
});

/** Of Services, since 1.33. The one called kubernetes holds what the API server was started with. */
export const SERVICE_CIDR = defineKind({
  group: NETWORKING,
  kind: 'ServiceCIDR',
  scope: 'cluster',
  fields: { metadata: metadata(), spec: part({ cidrs: list(cidr) }) },
});
