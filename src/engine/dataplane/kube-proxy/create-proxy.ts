import type { Cluster, ClusterNode } from '../../kubernetes/cluster.ts';
import type { Table } from '../../linux/netfilter.ts';
import type { IpFamily } from '../../net/ip.ts';
import { createIptablesProxy, IPTABLES_VARIANTS, type IptablesVariant } from './iptables/program.ts';
import { kubeletRules } from './iptables/static-chains.ts';
import { createNftablesProxy, NFTABLES_VARIANTS, type NftablesVariant } from './nftables/program.ts';
import type { NodeRules } from './proxy-rules.ts';
import { createVariantLookup, type VariantRecord } from './service-catalog.ts';

/** What a node's kube-proxy (and kubelet) writes. */
export interface NodeProgram {
  /** Its rules in the tables of iptables. */
  readonly iptables: Partial<NodeRules>;
  /** Tables of its own. */
  readonly tables: readonly Table[];
}

/** What one proxy hands on to the one of the cluster after an edit. */
export type ProxyMemory =
  | { readonly mode: 'iptables'; readonly variants: VariantRecord<IptablesVariant> }
  | { readonly mode: 'nftables'; readonly variants: VariantRecord<NftablesVariant> };

export interface Proxy {
  readonly program: (node: ClusterNode, family: IpFamily) => NodeProgram;
  readonly memory: ProxyMemory;
}

/**
 * The kube-proxy of the cluster's mode. What the edit since `previous` did not touch is taken from it.
 * Simplification: ipvs and eBPF clusters are served by iptables rules (assumption PROXY_MODE_REPLACED).
 */
export function createProxy(cluster: Cluster, previous: ProxyMemory | undefined): Proxy {
  if (cluster.settings.proxyMode === 'nftables') {
    const variants: VariantRecord<NftablesVariant> = new Map();
    const before = previous?.mode === 'nftables' ? previous.variants : undefined;
    const proxy = createNftablesProxy(cluster, createVariantLookup(NFTABLES_VARIANTS, variants, before));
    return {
      program: (node, family) => ({
        iptables: { filter: kubeletRules(family) },
        tables: [proxy.table(node, family)],
      }),
      memory: { mode: 'nftables', variants },
    };
  }
  const variants: VariantRecord<IptablesVariant> = new Map();
  const before = previous?.mode === 'iptables' ? previous.variants : undefined;
  const proxy = createIptablesProxy(cluster, createVariantLookup(IPTABLES_VARIANTS, variants, before));
  return {
    program: (node, family) => ({ iptables: proxy.rules(node, family), tables: [] }),
    memory: { mode: 'iptables', variants },
  };
}
