import { type Fields, group, listUnless, text, usually, value } from './field.ts';
import { metadata } from './metadata.ts';
import { podAnnotationField } from './pod-annotations.ts';

const isIP = ({ type }: Fields): boolean => type === 'InternalIP' || type === 'ExternalIP';

export const NODE = group({
  metadata: metadata(),
  spec: group(
    {
      podCIDR: value,
      podCIDRs: listUnless('podCIDR'),
      taints: group({ key: value, value, effect: value }, { filled: true }),
      unschedulable: usually(false),
      // The cloud, and not which of its machines.
      providerID: text((id) => /^[a-z]+:\/\//.exec(id)?.[0]),
    },
    { filled: true },
  ),
  status: group(
    {
      addresses: group({ type: value, address: value }, { where: isIP, filled: true }),
      conditions: group(
        { type: value, status: value },
        { where: ({ type, status }) => type === 'Ready' && status !== 'True', filled: true },
      ),
    },
    { filled: true },
  ),
});

export const NAMESPACE = group({ metadata: metadata({}, {}, podAnnotationField) });

/** That it exists, and whether it is a certificate. */
export const SECRET = group({ metadata: group({ name: value, namespace: value }), type: value });

/** Component configurations: of what else they say nothing is read. */
export const KUBE_PROXY = group({
  metadata: metadata(),
  mode: value,
  clusterCIDR: value,
  detectLocalMode: value,
  detectLocal: group({ bridgeInterface: value, interfaceNamePrefix: value }),
  nodePortAddresses: value,
  iptables: group({ masqueradeAll: value, localhostNodePorts: value }),
  nftables: group({ masqueradeAll: value }),
});

export const KUBEADM = group({
  metadata: metadata(),
  networking: group({ podSubnet: value, serviceSubnet: value, dnsDomain: value }),
});

export const KUBELET = group({ metadata: metadata(), clusterDNS: value, clusterDomain: value });
