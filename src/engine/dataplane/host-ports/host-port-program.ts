import type { ClusterNode, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { IpFamily } from '../../net/ip.ts';
import type { Cni } from '../cni/wiring/cni-program.ts';
import type { NodeRules } from '../rules/proxy-rules.ts';

export interface HostPortPlace {
  readonly node: ClusterNode;
  readonly family: IpFamily;
  /** The network's name in the CNI configuration. */
  readonly network: string;
  readonly podAddresses: Cni['podAddresses'];
}

export interface HostPortInput extends HostPortPlace {
  /** Those with a network namespace on the node. */
  readonly pods: readonly ClusterPod[];
}

/** What portmap adds to a node: `first` goes before everybody's rules, `last` after kube-proxy's. */
export interface HostPortRules {
  readonly first: Partial<NodeRules>;
  readonly last: Partial<NodeRules>;
}

/** Opens ports of nodes for pods; only clusters with a hostPort need it. */
export interface HostPorts {
  readonly rules: (input: HostPortInput) => HostPortRules;
  /** True when a pod has a hostPort in IPv4, for which portmap sets route_localnet. */
  readonly opensLocalnet: (pods: readonly ClusterPod[]) => boolean;
}

/** What there is in the place of it: hostPorts are closed. */
export const CLOSED: HostPorts = { rules: () => ({ first: {}, last: {} }), opensLocalnet: () => false };
