import type { Cluster, ClusterNode } from '../../kubernetes/cluster.ts';
import type { BpfPrograms } from '../../linux/bpf.ts';
import type { IpvsTable } from '../../linux/ipvs.ts';
import type { Interface } from '../../linux/namespace.ts';
import type { Table } from '../../linux/netfilter.ts';
import type { IpFamily } from '../../net/ip.ts';
import { createEbpfProxy } from './ebpf/program.ts';
import { createIptablesProxy, IPTABLES_VARIANTS, type IptablesVariant } from './iptables/program.ts';
import { kubeletRules } from './iptables/static-chains.ts';
import { createIpvsProxy } from './ipvs/program.ts';
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
  | { readonly mode: 'ipvs' | 'ebpf' }
  | { readonly mode: 'iptables'; readonly variants: VariantRecord<IptablesVariant> }
  | { readonly mode: 'nftables'; readonly variants: VariantRecord<NftablesVariant> };

export interface Proxy {
  readonly program: (node: ClusterNode, family: IpFamily) => NodeProgram;
  readonly memory: ProxyMemory;
  /** Interfaces it adds to a node; absent: none. */
  readonly devices?: (node: ClusterNode) => readonly Interface[];
  /** Absent in every mode but ipvs. */
  readonly virtualServers?: (node: ClusterNode, family: IpFamily) => IpvsTable;
  /** What it attaches to a node's and a pod's processes and devices. Absent in every mode but ebpf. */
  readonly bpf?: {
    readonly ofNode: (node: ClusterNode) => BpfPrograms;
    readonly ofPod: (node: ClusterNode) => BpfPrograms;
  };
}

/** The kube-proxy of the cluster's mode, or what replaces it. What the edit since `previous` did not touch is taken from it. */
export function createProxy(cluster: Cluster, previous: ProxyMemory | undefined): Proxy {
  switch (cluster.settings.proxyMode) {
    case 'iptables':
      return createIptables(cluster, previous);
    case 'nftables':
      return createNftables(cluster, previous);
    case 'ipvs': {
      const { rules, virtualServers, device } = createIpvsProxy(cluster);
      return {
        program: (node, family) => ({ iptables: rules(node, family), tables: [] }),
        memory: { mode: 'ipvs' },
        devices: (node) => [device(node)],
        virtualServers,
      };
    }
    case 'ebpf':
      return {
        program: (_node, family) => ({ iptables: { filter: kubeletRules(family) }, tables: [] }),
        memory: { mode: 'ebpf' },
        bpf: createEbpfProxy(cluster),
      };
  }
}

function createNftables(cluster: Cluster, previous: ProxyMemory | undefined): Proxy {
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

function createIptables(cluster: Cluster, previous: ProxyMemory | undefined): Proxy {
  const variants: VariantRecord<IptablesVariant> = new Map();
  const before = previous?.mode === 'iptables' ? previous.variants : undefined;
  const proxy = createIptablesProxy(cluster, createVariantLookup(IPTABLES_VARIANTS, variants, before));
  return {
    program: (node, family) => ({ iptables: proxy.rules(node, family), tables: [] }),
    memory: { mode: 'iptables', variants },
  };
}
