import type { Cluster, ClusterNode } from '../../../kubernetes/cluster/cluster.ts';
import type { BpfPrograms, IpvsTable, Interface, Table } from '../../../linux/namespace/namespace.ts';
import type { IpFamily } from '../../../net/ip.ts';
import { createIptablesProxy, IPTABLES_VARIANTS, type IptablesVariant } from '../iptables/program.ts';
import type { IptablesAsk } from '../iptables/service-port-plan.ts';
import type { NftablesVariant } from '../nftables/program.ts';
import { createListings, type Listings, type Relist } from '../ports/port-listing.ts';
import type { NodeRules } from '../../rules/proxy-rules.ts';
import { createVariantLookup, type VariantRecord } from '../ports/service-catalog.ts';
import type { NftAsk } from '../nftables/nft-ask.ts';

/** What a node's kube-proxy (and kubelet) writes. */
export interface NodeProgram {
  /** Its rules in the tables of iptables. */
  readonly iptables: Partial<NodeRules>;
  /** Tables of its own. */
  readonly tables: readonly Table[];
}

/** What was written for Service ports in a mode that writes rules for each. */
export type ModeVariants =
  | { readonly mode: 'iptables'; readonly made: VariantRecord<IptablesAsk, IptablesVariant> }
  | { readonly mode: 'nftables'; readonly made: VariantRecord<NftAsk, NftablesVariant> };

/** What one proxy hands on to the one of the cluster after an edit. */
export interface ProxyMemory {
  readonly listings: Listings;
  readonly variants?: ModeVariants;
}

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

export interface ProxyInput {
  readonly cluster: Cluster;
  readonly listings: Listings;
  /** Of the proxy before an edit: what the edit did not touch is taken from it. */
  readonly previous: ModeVariants | undefined;
}

/** Writes a cluster's kube-proxy, or what replaces it. */
export type ProxyProgram = (input: ProxyInput) => Omit<Proxy, 'memory'> & { readonly variants?: ModeVariants };

/** What of a cluster's kube-proxy only some clusters need. */
export interface ProxyPrograms {
  /** kube-proxy in these modes; absent: iptables serves clusters of the mode (assumption PROXY_MODE_REPLACED). */
  readonly nftables?: ProxyProgram;
  readonly ipvs?: ProxyProgram;
  readonly ebpf?: ProxyProgram;
  /** Absent: after an edit the ports are listed anew, which gives the same. */
  readonly relist?: Relist;
}

/** The kube-proxy of the cluster's mode. What the edit since `previous` did not touch is taken from it. */
export function createProxy(cluster: Cluster, programs: ProxyPrograms, previous: ProxyMemory | undefined): Proxy {
  const listings = createListings(cluster.services, previous?.listings, programs.relist);
  const { proxyMode } = cluster.settings;
  const program = (proxyMode === 'iptables' ? undefined : programs[proxyMode]) ?? createIptables;
  const { variants, ...proxy } = program({ cluster, listings, previous: previous?.variants });
  return { ...proxy, memory: variants === undefined ? { listings } : { listings, variants } };
}

function createIptables({ cluster, listings, previous }: ProxyInput): ReturnType<ProxyProgram> {
  const made: VariantRecord<IptablesAsk, IptablesVariant> = new Map();
  const before = previous?.mode === 'iptables' ? previous.made : undefined;
  const proxy = createIptablesProxy(cluster, listings, createVariantLookup(IPTABLES_VARIANTS, made, before));
  return {
    program: (node, family) => ({ iptables: proxy.rules(node, family), tables: [] }),
    variants: { mode: 'iptables', made },
  };
}
