import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Network } from '../../linux/namespace/namespace.ts';
import { nodeNamespace } from '../rules/namespace-names.ts';

/** Why a cluster's network cannot be built as a lab, as the end of a sentence; undefined: it can. */
export function refuseLab({ nodes, settings }: Cluster, network: Network): string | undefined {
  const { proxyMode, cni } = settings;
  if (nodes.length === 0) return 'there is no node, so there is nothing to build';
  if (proxyMode === 'ipvs' || proxyMode === 'ebpf') {
    return `a lab has the rules of iptables or nftables; of proxy mode ${proxyMode} there is none`;
  }
  const redirected = nodes.some(({ name }) => network.namespace(nodeNamespace(name))?.bpf?.redirect !== undefined);
  return redirected ? `a lab has no eBPF programs, by which the CNI ${cni} delivers packets` : undefined;
}
