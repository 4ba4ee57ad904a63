import type { Cidr } from '../../net/cidr.ts';
import type { CloudName, PolicyLanguage, ProxyMode } from '../model/basics.ts';
import type { ClusterNode } from '../cluster/cluster.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { SettingsStore } from '../cluster/plan-store.ts';

/** What is particular to a CNI before any packet is sent, and by what it is known. It stands beside its program. */
export interface CniFacts {
  /** Other names people use. */
  readonly aliases?: readonly string[];
  /** Names of DaemonSets by which it is known. Of several CNIs with the same one it is the last that `fits`. */
  readonly daemonSets?: readonly string[];
  /** True for a cluster whose DaemonSet is this CNI's; absent: every one. */
  readonly fits?: (signs: CniSigns) => boolean;
  /** Pod ranges its configuration states. */
  readonly podCIDRs?: (signs: CniSigns) => readonly Cidr[];
  /** MTUs that its configuration states. */
  readonly mtus?: (signs: CniSigns) => StatedMtus;
  /** Beside the DaemonSet of another CNI it connects no pods, and enforces NetworkPolicies. */
  readonly mayOnlyEnforce?: true;
  /** The cloud whose clusters have it when nothing else says so. */
  readonly usualOf?: CloudName;
  /** NetworkPolicies are not enforced. */
  readonly ignoresPolicies?: true;
  /** It reads policies of this language as well; where it enforces none, whoever enforces them beside it. */
  readonly policyLanguage?: PolicyLanguage;
  /** What has them enforced, where that is off by default: the option of whoever makes the cluster. */
  readonly policySwitch?: string;
  /** True where they are nevertheless. The name is the one it is given by, or its DaemonSet's. */
  readonly enforces?: (name: string, daemonSet?: StoredObject) => boolean;
  /** It replaces kube-proxy unless an object or a flag names a mode. */
  readonly proxyMode?: ProxyMode;
  /** How the vendor starts kube-proxy: it cannot tell local traffic. */
  readonly noLocalDetection?: true;
  /** Pods have addresses of their node's subnet, not of its podCIDR: how many a node has for them. */
  readonly subnetAddresses?: (node: Pick<ClusterNode, 'labels'>) => number;
}

/** In bytes; absent: the CNI finds it out by itself, as is usual. */
export interface StatedMtus {
  /** Of pods' devices. */
  readonly podMtu?: number;
  /** Of the device that wraps packets to other nodes. */
  readonly tunnelMtu?: number;
}

/** CNIs by name. */
export type KnownCnis = Readonly<Record<string, CniFacts>>;

/** What the objects of a cluster say of the CNI whose DaemonSet is there. */
export interface CniSigns {
  readonly cloud: CloudName | undefined;
  readonly daemonSet: StoredObject;
  /** Of kinds that say nothing but to a CNI. */
  readonly objects: SettingsStore['notRead'];
}
