import type { Cidr } from '../../net/cidr.ts';
import type { IpFamily, Port } from '../../net/ip.ts';
import type { TransportProtocol } from '../model/basics.ts';
import type { KindOf } from '../kind-table/kinds.ts';
import type { LabelSelector } from '../model/specs.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';
import type { FieldPath } from '../model/reader.ts';
import type { CalicoSelector } from './calico-selector.ts';

// Every policy language in one form, rules in tiers: those of Kubernetes, its cluster-wide ones, Cilium's and Calico's.

export type Direction = 'ingress' | 'egress';

/**
 * Evaluated in this order. policy.networking.k8s.io/v1alpha2 ClusterNetworkPolicySpec.tier; Deny: what Cilium's policies deny, whatever
 * another one allows (docs.cilium.io security/policy/language#deny-policies).
 */
export const TIERS = ['Admin', 'Deny', 'NetworkPolicy', 'Baseline'] as const;
/** One of {@link TIERS}, or of Calico's own, by its name. */
export type Tier = (typeof TIERS)[number] | `Tier ${string}`;

/** Pods by their labels and those of their namespace. hostNetwork pods are never among them. */
export interface PodTerm {
  readonly kind: 'pods';
  /** Only of this namespace: a NetworkPolicy's own. */
  readonly namespace?: string;
  /** Of namespaces with these labels; absent (and no `namespace`): of every one. */
  readonly namespaces?: LabelSelector;
  /** Absent: every pod. */
  readonly pods?: LabelSelector;
  /** Over `name`, that of the pod's service account; absent: whichever. */
  readonly accounts?: LabelSelector;
  /** An expression of Calico's over all labels that it knows a pod by; absent: whichever. */
  readonly calico?: CalicoSelector;
  /** Over `name`, that of the cluster; absent: whichever. In the policies of a cluster it is decided (policy-set.ts). */
  readonly clusters?: LabelSelector;
}

/** An ipBlock, or one of `networks`: addresses, whoever has them. */
export interface BlockTerm {
  readonly kind: 'block';
  readonly cidr: Cidr;
  readonly except: readonly Cidr[];
  /** Set where addresses of pods and nodes never match: Cilium goes by who they are. */
  readonly outside?: true;
}

/** The pods that an expression of Calico selects, and the networks of the sets that it does. */
export interface EndpointsTerm {
  readonly pods: PodTerm;
  /** In the policies of a cluster it is filled, and so is the namespace (settle-calico.ts). */
  readonly cidrs: readonly Cidr[];
  /** Of the policy's own namespace. */
  readonly isOwn?: true;
}

/** One side of a connection as a rule of Calico describes it: all of it has to hold. */
export interface SideTerm {
  readonly kind: 'side';
  /** As it is written. */
  readonly text: string;
  readonly family?: IpFamily;
  readonly endpoints?: EndpointsTerm;
  readonly notEndpoints?: EndpointsTerm;
  /** One of them holds the address. */
  readonly nets?: readonly Cidr[];
  /** None of them does. */
  readonly notNets?: readonly Cidr[];
  /** It is behind the Service. `namespace` absent: the policy's own. */
  readonly service?: { readonly namespace?: string; readonly name: string };
}

/**
 * Whom Cilium calls so. host: the pod's own node; remote-node: the others; cluster: nodes and pods; world: everybody else.
 * docs.cilium.io security/policy/language#entities-based
 */
export const ENTITIES = [
  'host',
  'remote-node',
  'cluster',
  'world',
  'world-ipv4',
  'world-ipv6',
  'kube-apiserver',
] as const;
export type Entity = (typeof ENTITIES)[number];

export type PolicyPeer =
  | PodTerm
  | BlockTerm
  /** The addresses of nodes with these labels; `router`: those by which Cilium has them speak to pods are among them. */
  | { readonly kind: 'nodes'; readonly nodes: LabelSelector; readonly router?: true }
  | { readonly kind: 'entity'; readonly entity: Entity }
  /** Whoever is no pod, by the labels that Cilium reserves for them: `reserved:host`. */
  | { readonly kind: 'identity'; readonly labels: LabelSelector }
  /** What is behind a Service, or behind those with these labels. `namespace` absent: of every one. */
  | { readonly kind: 'services'; readonly namespace?: string; readonly name?: string; readonly labels?: LabelSelector }
  /** The addresses of a CiliumCIDRGroup, or of those with these labels; none of theirs is a pod's or a node's. */
  | {
      readonly kind: 'cidr-group';
      readonly name?: string;
      readonly labels?: LabelSelector;
      readonly except: readonly Cidr[];
    }
  | SideTerm
  /** Unusable, or a domain name: matches nobody. */
  | { readonly kind: 'nobody' }
  /** A peer of a kind nobody knows in a rule that denies or passes: it fails closed. */
  | { readonly kind: 'everybody' };

/** Destination ports of one protocol, or a port by its name in the destination pod. */
export type PolicyPort =
  | { readonly protocol: TransportProtocol; readonly from: Port; readonly to: Port }
  /** Absent protocol: whichever the container port has. */
  | {
      readonly name: string;
      readonly protocol?: TransportProtocol;
      /** Unless it is one of these. */
      readonly except?: readonly { readonly from: Port; readonly to: Port }[];
    }
  /** Echo requests of the family; each other message is left out. */
  | { readonly echo: IpFamily };

export interface PolicyRule {
  /** Its place in the list that it stands in. */
  readonly index: number;
  /** "" when unnamed. */
  readonly name: string;
  readonly action: 'Allow' | 'Deny' | 'Pass';
  /** Any of them; absent: everybody. */
  readonly peers?: readonly PolicyPeer[];
  /** Who the end has to be that has the policy; absent: whoever the policy selects. */
  readonly own?: SideTerm;
  /** Any of them; absent: every protocol and port. */
  readonly ports?: readonly PolicyPort[];
  /** None of them: names of ports. */
  readonly notNames?: readonly Extract<PolicyPort, { readonly name: string }>[];
  /** Fields that are not read, which on these ports ask for more, or for other peers. */
  readonly unread?: UnreadFields;
}

/** refuses: what the rule says may hold for fewer; allows: for others. */
export interface UnreadFields {
  readonly fields: readonly string[];
  readonly effect: 'refuses' | 'allows' | 'both';
}

/** Whoever does not treat all of them alike has a table of them, so that another one does not compile until it is treated. */
export type PolicyKind = KindOf<'policy'>;

export type PolicySubject =
  | PodTerm
  /** Nodes and what runs on their network, by labels of the node. */
  | { readonly kind: 'nodes'; readonly nodes: LabelSelector }
  | { readonly kind: 'nobody' };

/** Labels that are named and that pods seem to have, but not to the program that enforces the policy. */
export interface UnknownLabels {
  readonly keys: readonly string[];
  /** The subject as it would be, did it know them. */
  readonly subject: PolicySubject;
}

export interface Policy {
  readonly ref: ObjectRef;
  readonly kind: PolicyKind;
  readonly object: RawObject;
  readonly tier: Tier;
  /** Lower first. 0 for a NetworkPolicy, as those of one pod are added up; under Calico they have one between others of its tier. */
  readonly priority: number;
  /** By what it is put in order among those of one priority; absent: its name. */
  readonly calledThere?: string;
  readonly subject: PolicySubject;
  /** Where what no rule of its tier allows is dropped. */
  readonly isolates: readonly Direction[];
  /** Absent: the policy says nothing about that direction. An empty list of one that isolates allows nothing. */
  readonly ingress?: readonly PolicyRule[];
  readonly egress?: readonly PolicyRule[];
  /** Whoever enforces it takes none of it: it has no rules. */
  readonly refused?: true;
  readonly unknownLabels?: UnknownLabels;
  /** Fields of it that are not read, and whom they may select. */
  readonly unreadSubject?: UnreadFields & { readonly subject: PolicySubject };
  /** A selector of it names a cluster. */
  readonly namesCluster?: true;
  /** Where the rules of a direction stand in the object. */
  readonly places: Readonly<Record<Direction, FieldPath>>;
}

/** Where all but Cilium's policies have their rules. */
export const PLACES: Policy['places'] = { ingress: ['spec', 'ingress'], egress: ['spec', 'egress'] };

/** The place of a rule in its object. */
export const placeOf = ({ places }: Pick<Policy, 'places'>, direction: Direction, rule?: PolicyRule): FieldPath =>
  rule === undefined ? places[direction] : [...places[direction], rule.index];

/** A rule with the policy it stands in. */
export interface PlacedRule {
  readonly policy: Policy;
  readonly direction: Direction;
  readonly rule: PolicyRule;
}
