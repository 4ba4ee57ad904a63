import type { Cluster, ClusterNode, ProxyMode } from '../../kubernetes/cluster.ts';
import type { BpfPrograms } from '../../linux/bpf.ts';
import type { IpvsTable } from '../../linux/ipvs.ts';
import type { Interface } from '../../linux/namespace.ts';
import type { Table } from '../../linux/netfilter.ts';
import type { IpFamily } from '../../net/ip.ts';
import { createIptablesProxy, IPTABLES_VARIANTS, type IptablesVariant } from './iptables/program.ts';
import type { NftablesVariant } from './nftables/program.ts';
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

/** Writes a cluster's kube-proxy, or what replaces it. What the edit since `previous` did not touch is taken from it. */
export type ProxyProgram = (cluster: Cluster, previous: ProxyMemory | undefined) => Proxy;

/**
 * The modes whose program is at hand. Most clusters need only the first, so a page fetches the others when a cluster asks for
 * them; everybody else imports install-proxy-modes.ts.
 */
const programs = new Map<ProxyMode, ProxyProgram>([['iptables', createIptables]]);

/** Makes a mode's program known, once and for all. */
export function installProxyMode(mode: ProxyMode, program: ProxyProgram): void {
  programs.set(mode, program);
}

/** False: until its program has been installed, iptables serves clusters of this mode (assumption PROXY_MODE_REPLACED). */
export function isProxyModeInstalled(mode: ProxyMode): boolean {
  return programs.has(mode);
}

/** The kube-proxy of the cluster's mode, as {@link ProxyProgram}. */
export function createProxy(cluster: Cluster, previous: ProxyMemory | undefined): Proxy {
  return (programs.get(cluster.settings.proxyMode) ?? createIptables)(cluster, previous);
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
