// Files that configure programs: of what else they say nothing is read. kubeadm keeps each in a ConfigMap of that name.

import { cleaned, group, value } from '../fields/field.ts';
import { metadata } from '../fields/metadata.ts';
import { defineKind } from '../fields/kind.ts';
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
  fields: { metadata: metadata(), clusterDNS: value, clusterDomain: value },
});
