import { kindsOf } from './kinds.ts';
import type { ObjectRef } from './object.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';

/** Kinds whose objects planning reads, places pods by or finds endpoints in. */
export const PLAN_KINDS = [
  'Node',
  'Namespace',
  'Pod',
  'Service',
  ...kindsOf('endpoints'),
  ...kindsOf('workload'),
  'Ingress',
  'IngressClass',
  'Gateway',
  'GatewayClass',
  'ListenerSet',
  'KubeProxyConfiguration',
  'ClusterConfiguration',
  'KubeletConfiguration',
] as const;

export type PlanKind = (typeof PLAN_KINDS)[number];

/** What of an object tells who owns it. */
export type Owned = Pick<StoredObject, 'ref' | 'controller'>;

/**
 * The objects as planning sees them: of other kinds that are read nothing but names and owners, so that an edit of one of these
 * leaves the plan as it is.
 */
export interface PlanStore extends Pick<ObjectStore, 'refsOf' | 'notRead'> {
  readonly ofKind: (kind: PlanKind) => readonly StoredObject[];
  readonly get: (ref: ObjectRef) => Owned | undefined;
}
