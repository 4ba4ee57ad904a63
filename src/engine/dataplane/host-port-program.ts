import type { Cluster, ClusterNode, ClusterPod } from '../kubernetes/cluster.ts';
import type { IpFamily } from '../net/ip.ts';
import type { Cni } from './cni/cni-program.ts';
import type { NodeRules } from './kube-proxy/proxy-rules.ts';

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
interface HostPorts {
  readonly rules: (input: HostPortInput) => HostPortRules;
  /** True when a pod has a hostPort in IPv4, for which portmap sets route_localnet. */
  readonly opensLocalnet: (pods: readonly ClusterPod[]) => boolean;
}

let installed: HostPorts | undefined;

/** Makes it known, once and for all: fetched when a cluster has a hostPort (routing/install-programs.ts). */
export function installHostPorts(hostPorts: HostPorts): void {
  installed = hostPorts;
}

const CLOSED: HostPorts = { rules: () => ({ first: {}, last: {} }), opensLocalnet: () => false };

/** Until it is known, hostPorts are closed. */
export function hostPorts(): HostPorts {
  return installed ?? CLOSED;
}

export function areHostPortsInstalled(): boolean {
  return installed !== undefined;
}

export function lacksHostPorts({ nodes, portTakersOn }: Cluster): boolean {
  return (
    installed === undefined && nodes.some(({ name }) => portTakersOn(name).some(({ hostNetwork }) => !hostNetwork))
  );
}
