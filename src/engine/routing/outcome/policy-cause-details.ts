import type { NamespacedName, ProtocolPort } from '../../kubernetes/model/assumption.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Entity } from '../../kubernetes/network-policy/policy.ts';
import type { LabelSelector, Labels } from '../../kubernetes/model/specs.ts';
import type { Cidr } from '../../net/cidr.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';

/** An end of a connection as policies see it. `ip` absent: any. */
export type PolicyEnd =
  | { readonly is: 'POD'; readonly namespace: string; readonly name: string }
  | { readonly is: 'NODE'; readonly name: string; readonly ip: Ip }
  | { readonly is: 'ADDRESS'; readonly ip?: Ip };

/** A connection that policies deny. */
interface Denied {
  readonly policy: ObjectRef;
  /** The end that the policy selects. */
  readonly own: PolicyEnd;
  readonly peer: PolicyEnd;
  readonly transport: ProtocolPort;
}

interface DeniedByRule extends Denied {
  /** Counts from 0. */
  readonly rule: number;
  /** "" when unnamed. */
  readonly ruleName: string;
}

interface DeniedByAll extends Denied {
  /** Other policies that select the end. */
  readonly others: readonly ObjectRef[];
  /** The rule that comes nearest to allowing it; absent: there is no rule in the direction. */
  readonly near?: NearRule;
  /** Whom the peer's address hides, as the packet was masqueraded; `outside`: nobody in the cluster has that address. */
  readonly hidden?: { readonly client: Ip; readonly outside: boolean };
}

/** A rule that nearly allows a connection, and what of it does not fit. */
export interface NearRule {
  /** Counts from 0. */
  readonly rule: number;
  /** How its peers miss the one that there is; absent: they do not. */
  readonly peer?: PeerMiss;
  /** The ports it allows, where that is not one of them; empty: none at all. */
  readonly ports?: readonly PortMiss[];
}

export type PeerMiss =
  | { readonly is: 'NAMES_NOBODY' }
  | { readonly is: 'BLOCK'; readonly cidr: Cidr; readonly except: readonly Cidr[]; readonly ip?: Ip }
  /** It holds the address, which is a pod's or a node's: by none of theirs a CIDR matches under Cilium. */
  | { readonly is: 'BLOCK_OUTSIDE'; readonly cidr: Cidr; readonly except: readonly Cidr[]; readonly ip?: Ip }
  | { readonly is: 'SERVICES'; readonly ip?: Ip }
  | { readonly is: 'ENTITY'; readonly entity: Entity; readonly ip?: Ip }
  | { readonly is: 'NODES'; readonly nodes: LabelSelector }
  /** Of a rule of Calico: as it is written. */
  | { readonly is: 'SIDE'; readonly says: string; readonly ip?: Ip }
  | { readonly is: 'MATCHES_NOBODY' }
  | { readonly is: 'UNREADABLE' }
  | { readonly is: 'PODS'; readonly ip?: Ip }
  | { readonly is: 'OWN_NAMESPACE'; readonly namespace: string; readonly podNamespace: string }
  | { readonly is: 'POD_LABELS'; readonly wanted?: LabelSelector; readonly pod?: string; readonly labels: Labels }
  | {
      readonly is: 'NAMESPACE_LABELS';
      readonly wanted: LabelSelector;
      readonly namespace: string;
      readonly labels: Labels;
      /** What it wants of pods, where the pod does not have that either. */
      readonly pods?: LabelSelector;
    };

export type PortMiss =
  | { readonly protocol: Protocol; readonly from: Port; readonly to: Port }
  /** `stands`: the ports of the pod that have the name. */
  | { readonly name: string; readonly protocol?: Protocol; readonly stands: readonly ProtocolPort[] };

/** What there is to say of connections that policies deny. */
export interface PolicyCauseDetails {
  readonly POLICY_DENIES_INGRESS: DeniedByAll;
  readonly POLICY_DENIES_EGRESS: DeniedByAll;
  readonly ADMIN_POLICY_DENIES_INGRESS: DeniedByRule;
  readonly ADMIN_POLICY_DENIES_EGRESS: DeniedByRule;
}

interface OfServer {
  /** Whose containers were called. */
  readonly pod: NamespacedName;
  readonly port: Port;
}

/** What there is to say of why a mesh lets a connection fail. */
export interface MeshCauseDetails {
  /**
   * The proxy before the server demands mutual TLS, by that PeerAuthentication, and got none. `client`: NO_PROXY: it has no proxy, or the connection passes
   * it by; PASSED_THROUGH: its proxy knows no Service by what was called; RULE: the DestinationRule `rule` has it speak something else.
   */
  readonly MESH_DEMANDS_MUTUAL_TLS: OfServer & { readonly policy: ObjectRef } & (
      | { readonly client: 'NO_PROXY' | 'PASSED_THROUGH' }
      | { readonly client: 'RULE'; readonly rule: ObjectRef; readonly mode: string }
    );
  /**
   * AuthorizationPolicies before the server do not let the call in. DENY: a rule of `policy` (counts from 0) denies it. NOBODY_ALLOWS: policies that allow
   * select the pod, `policy` and `others`, and none of their rules is for the call. `principal`: who the client is; absent: it has not shown it.
   */
  readonly MESH_REFUSES: OfServer & {
    readonly policy: ObjectRef;
    readonly client: Ip;
    readonly principal?: string;
    /** Of HTTP: method and path. */
    readonly asked?: string;
  } & (
      | { readonly is: 'DENY'; readonly rule: number }
      | { readonly is: 'NOBODY_ALLOWS'; readonly others: readonly ObjectRef[] }
    );
  /** A DestinationRule has the client's proxy speak mutual TLS, and the server does not: it has no proxy, or `policy` switches it off there. */
  readonly MESH_SERVER_SPEAKS_PLAIN: OfServer & { readonly rule: ObjectRef; readonly policy?: ObjectRef };
}
