import type { Cidr } from '../../net/cidr.ts';
import type { Port } from '../../net/ip.ts';
import type { TransportProtocol } from '../model/basics.ts';
import type { KindOf } from '../kind-table/kinds.ts';
import type { LabelSelector } from '../model/specs.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';

// NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy in one form: rules in tiers.

export type Direction = 'ingress' | 'egress';

/** Evaluated in this order. policy.networking.k8s.io/v1alpha2 ClusterNetworkPolicySpec.tier. */
export type Tier = 'Admin' | 'NetworkPolicy' | 'Baseline';

/** Pods by their labels and those of their namespace. hostNetwork pods are never among them. */
export interface PodTerm {
  readonly kind: 'pods';
  /** Only of this namespace: a NetworkPolicy's own. */
  readonly namespace?: string;
  /** Of namespaces with these labels; absent (and no `namespace`): of every one. */
  readonly namespaces?: LabelSelector;
  /** Absent: every pod. */
  readonly pods?: LabelSelector;
}

/** An ipBlock, or one of `networks`: addresses, whoever has them. */
export interface BlockTerm {
  readonly kind: 'block';
  readonly cidr: Cidr;
  readonly except: readonly Cidr[];
}

export type PolicyPeer =
  | PodTerm
  | BlockTerm
  /** The addresses of nodes with these labels. */
  | { readonly kind: 'nodes'; readonly nodes: LabelSelector }
  /** Unusable, or a domain name: matches nobody. */
  | { readonly kind: 'nobody' }
  /** A peer of a kind nobody knows in a rule that denies or passes: it fails closed. */
  | { readonly kind: 'everybody' };

/** Destination ports of one protocol, or a port by its name in the destination pod. */
export type PolicyPort =
  | { readonly protocol: TransportProtocol; readonly from: Port; readonly to: Port }
  /** Absent protocol: whichever the container port has. */
  | { readonly name: string; readonly protocol?: TransportProtocol };

export interface PolicyRule {
  /** Place in spec.ingress or spec.egress. */
  readonly index: number;
  /** "" when unnamed. */
  readonly name: string;
  readonly action: 'Allow' | 'Deny' | 'Pass';
  /** Any of them; absent: everybody. */
  readonly peers?: readonly PolicyPeer[];
  /** Any of them; absent: every protocol and port. */
  readonly ports?: readonly PolicyPort[];
}

/** Whoever does not treat all of them alike has a table of them, so that another one does not compile until it is treated. */
export type PolicyKind = KindOf<'policy'>;

export interface Policy {
  readonly ref: ObjectRef;
  readonly kind: PolicyKind;
  readonly object: RawObject;
  readonly tier: Tier;
  /** Lower first. 0 for a NetworkPolicy: those of one pod are added up. */
  readonly priority: number;
  readonly subject: PodTerm | { readonly kind: 'nobody' };
  /** Absent: the policy says nothing about that direction. A NetworkPolicy with an empty list allows nothing. */
  readonly ingress?: readonly PolicyRule[];
  readonly egress?: readonly PolicyRule[];
}

/** A rule with the policy it stands in. */
export interface PlacedRule {
  readonly policy: Policy;
  readonly direction: Direction;
  readonly rule: PolicyRule;
}
