import type { Cidr } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import type { Assumption } from '../model/assumption.ts';
import type { CloudName, ProxyMode } from '../model/basics.ts';
import type { ClusterNode, ClusterOverrides } from '../cluster/cluster.ts';
import type { SchedulableNode } from '../matching/node-match.ts';
import type { RawObject } from '../model/object.ts';
import type { SettingsStore } from '../cluster/plan-store.ts';
import type { StatedMtus } from './cni-facts.ts';
import { entryOf, recordOf, textOf } from '../model/reader.ts';

/** The network a cluster has, and how that is known. */
export interface DetectedNetwork {
  readonly cni: string;
  readonly cloud?: CloudName;
  /** Why it is this one, where nothing names it, or what stands in for it. */
  readonly assumption?: Assumption;
  /** It does not enforce NetworkPolicies. */
  readonly ignoresPolicies: boolean;
  /** Pod ranges its configuration states. */
  readonly podCIDRs: readonly Cidr[];
  readonly mtus?: StatedMtus;
  /** Pods have addresses of their node's subnet, not of its podCIDR. */
  readonly fromSubnet?: true;
  /** It replaces kube-proxy unless an object or a flag names a mode. */
  readonly proxyMode?: ProxyMode;
  /** How the vendor starts kube-proxy: it cannot tell local traffic. */
  readonly noLocalDetection?: true;
}

/** What is known of CNIs and clouds; only clusters that show one need it. */
export interface NetworkDetector {
  readonly detect: (store: SettingsStore, overrides: ClusterOverrides) => DetectedNetwork;
  /** Gives each node the subnets from which its pods have addresses. */
  readonly addSubnets: (nodes: readonly SchedulableNode[], cni: string) => readonly SchedulableNode[];
  /** What pods cannot have of these subnets. */
  readonly keptAddresses: (nodes: readonly ClusterNode[]) => ReadonlySet<Ip>;
}

/** The detected network; where nobody detects, what the flags say, as if it were the bridge. */
export function detectNetwork(
  detector: NetworkDetector | undefined,
  store: SettingsStore,
  overrides: ClusterOverrides,
): DetectedNetwork {
  if (detector !== undefined) return detector.detect(store, overrides);
  const { cni = 'bridge', cloud } = overrides;
  return { cni, ...(cloud === undefined ? {} : { cloud }), ignoresPolicies: false, podCIDRs: [] };
}

/** By the scheme of a Node's spec.providerID. */
const CLOUDS: Readonly<Record<string, CloudName>> = { aws: 'eks', gce: 'gke', azure: 'aks' };

/** The cloud of a Node with this spec.providerID. */
export function cloudOf(providerID: unknown): CloudName | undefined {
  return entryOf(CLOUDS, textOf(providerID)?.split(':')[0] ?? '');
}

/** True for an object by which a CNI or a cloud could be told: which DaemonSets are a CNI's stands beside its program. */
export function hintsAtNetwork({ kind, spec }: RawObject): boolean {
  return kind === 'DaemonSet' || (kind === 'Node' && cloudOf(recordOf(spec)['providerID']) !== undefined);
}
