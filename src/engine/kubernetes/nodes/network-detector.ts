import type { Cidr } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import type { Assumption } from '../model/assumption.ts';
import type { CloudName, PolicyLanguage, ProxyMode } from '../model/basics.ts';
import type { ClusterNode, ClusterOverrides } from '../cluster/cluster.ts';
import type { SchedulableNode } from '../matching/node-match.ts';
import type { Machine } from '../model/machine.ts';
import type { RawObject } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { SettingsNode, SettingsStore } from '../cluster/plan-store.ts';
import type { StatedMtus } from './cni-facts.ts';
import type { ListedNodes } from './nodes.ts';

/** The network a cluster has, and how that is known. */
export interface DetectedNetwork {
  readonly cni: string;
  readonly cloud?: CloudName;
  /** On which the cluster runs; absent: on nobody's own. */
  readonly machine?: Machine;
  /** Why it is this one, where nothing names it, or what stands in for it. */
  readonly assumption?: Assumption;
  /** It does not enforce NetworkPolicies. */
  readonly ignoresPolicies: boolean;
  /** The option that would have it enforce them; absent: it never does, or does already. */
  readonly policySwitch?: string;
  /** Whose policies it reads beside those of Kubernetes. */
  readonly policyLanguage?: PolicyLanguage;
  /** Pod ranges its configuration states. */
  readonly podCIDRs: readonly Cidr[];
  /** Those of Services that the configuration of a cluster on one's own machine states. */
  readonly serviceCIDRs?: readonly Cidr[];
  /** What ServiceCIDR objects add up to, with what a configuration states. */
  readonly givenServiceCIDRs?: readonly Cidr[];
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
  /** Of a Node what settings are told, with whether it is on somebody's own machine. */
  readonly settingsOfNode: (node: StoredObject) => SettingsNode;
  readonly detect: (store: SettingsStore, overrides: ClusterOverrides) => DetectedNetwork;
  /** The nodes that a configuration of kind or k3d lists, which has made a cluster of which no Nodes are given. */
  readonly listedNodes: (store: Pick<SettingsStore, 'ofKind'>, by: Machine['configured']) => ListedNodes | undefined;
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

/** True for an object by which a CNI, a cloud, ranges or somebody's own machine may be told: what tells them stands beside their programs. */
export const hintsAtNetwork = ({ kind, metadata, spec }: RawObject): boolean =>
  /^(DaemonSet|Cluster|Simple|ServiceCIDR)$/.test(kind) ||
  (kind === 'Node' && /desktop|k3d|minikube|providerID/.test(JSON.stringify([metadata, spec])));
