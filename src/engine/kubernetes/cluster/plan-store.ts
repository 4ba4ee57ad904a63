import type { Cidr } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import type { KubernetesVersion } from '../tools/kubernetes-version.ts';
import type { KindOf } from '../kind-table/kinds.ts';
import type { Environment } from '../model/machine.ts';
import type { ObjectRef } from '../model/object.ts';
import type { ObjectStore, ObjectTest, StoredObject } from './object-store.ts';

/** Kinds that tell what all of a cluster has in common, besides Nodes. */
export const SETTINGS_KINDS = [
  'DaemonSet',
  'KubeProxyConfiguration',
  'ClusterConfiguration',
  'KubeletConfiguration',
  'Cluster',
  'Simple',
  'ServiceCIDR',
] as const;

export type SettingsKind = (typeof SETTINGS_KINDS)[number];

/** Kinds whose objects planning reads, places pods by or finds endpoints in. */
type PlanKind =
  | SettingsKind
  | 'Node'
  | KindOf<'endpoints'>
  | KindOf<'workload'>
  | KindOf<'operated'>
  | 'Namespace'
  | 'Pod'
  | 'Service'
  | 'Ingress'
  | 'IngressClass'
  | 'IngressClassParams'
  | 'FrontendConfig'
  | 'Gateway'
  | 'GatewayClass'
  | 'Route'
  | 'ListenerSet'
  | 'IPAddressPool'
  | 'CiliumLoadBalancerIPPool';

/** What of an object tells who owns it. */
export type Owned = Pick<StoredObject, 'ref' | 'controller'>;

/**
 * The objects as planning sees them: of other kinds that are read nothing but names and owners, so that an edit of one of these
 * leaves the plan as it is.
 */
export interface PlanStore extends Pick<ObjectStore, 'refsOf' | 'notRead'> {
  readonly ofKind: (kind: PlanKind) => readonly StoredObject[];
  readonly few: (kind: PlanKind, test: ObjectTest) => readonly StoredObject[];
  readonly get: (ref: ObjectRef) => Owned | undefined;
}

/** What settings read of a Node. */
export interface SettingsNode {
  readonly internalIPs: readonly Ip[];
  readonly podCIDRs: readonly Cidr[];
  /** Of its kubelet. */
  readonly version?: KubernetesVersion | undefined;
  readonly providerID: string | undefined;
  /** Absent: nobody has looked, or it does not look like one on somebody's own machine. */
  readonly local?: LocalNode;
}

/** A Node on somebody's own machine. */
export interface LocalNode {
  readonly environment: Environment;
  /** Its kernel is one of a virtual machine for containers. */
  readonly isInVM: boolean;
}

/** All that settings are read from. */
export interface SettingsStore extends Pick<PlanStore, 'notRead'> {
  readonly ofKind: (kind: SettingsKind) => readonly StoredObject[];
  readonly nodes: readonly SettingsNode[];
}
