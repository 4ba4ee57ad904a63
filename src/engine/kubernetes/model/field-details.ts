import type { Cidr } from '../../net/cidr.ts';
import type { Ip, Port } from '../../net/ip.ts';

/** What a field had to be. */
export type Expected =
  | 'STRING'
  | 'BOOLEAN'
  | 'LIST'
  | 'MAPPING'
  | 'IP'
  | 'CIDR'
  | 'CIDR_LIST'
  | 'IP_RANGE'
  | 'QUANTITY'
  | 'PORT'
  | 'PORT_OR_NAME'
  | 'SERVICE_NAME'
  | 'SERVICE_PORT'
  | 'SERVICE_AND_PORT'
  | 'NAME'
  | 'OBJECT_NAME'
  | 'GATEWAY_CLASS_NAME'
  | 'LISTENER_PORT'
  | 'LISTENER_PROTOCOL'
  | 'FILTER_TYPE'
  | 'PATH_REWRITE'
  | 'GRANTED_FROM'
  | 'GRANTED_TO'
  | { readonly least: number; readonly most: number }
  | { readonly oneOf: readonly string[] };

/** What stands in a field: its type, and of scalars their value. */
export type FoundValue = 'NOTHING' | 'NULL' | 'LIST' | 'MAPPING' | { readonly value: string | number | boolean };

/** Why Cilium, or the schema of its kinds, refuses a policy. */
export type CiliumRefusal =
  | 'NO_SUBJECT'
  | 'TWO_SUBJECTS'
  | 'NODES_OF_NAMESPACE'
  | 'NODES_NOT_ENABLED'
  | 'UNKNOWN_ENTITY'
  | 'UNKNOWN_FAMILY'
  | 'UNKNOWN_PROTOCOL'
  | 'TOO_MANY'
  | 'NO_PORT'
  | 'BLOCK_WITHOUT_CIDR'
  | 'BLOCK_TWICE'
  | 'EXCEPT_OUTSIDE'
  | 'LISTENER_AT_INGRESS'
  | 'RULES_OF_NODES'
  | 'RULES_OF_TWO_PROTOCOLS'
  | 'RULES_WITH_LISTENER'
  | 'RULES_OF_EVERY_PORT'
  | 'RULES_WITHOUT_TCP'
  | 'DNS_AT_INGRESS'
  | 'DNS_WITHOUT_PORT'
  | 'DNS_OF_RANGE';

/** Why Calico refuses a policy. */
export type CalicoRefusal =
  | 'SELECTOR'
  | 'GLOBAL_HERE'
  | 'GLOBAL_NOT_ALONE'
  | 'TIER_MISSING'
  | 'TYPE_TWICE'
  | 'NO_ACTION'
  | 'PORTS_WITHOUT_PROTOCOL'
  | 'NOT_ICMP'
  | 'CODE_WITHOUT_TYPE'
  | 'OTHER_FAMILY'
  | 'TWO_FAMILIES'
  | 'HTTP_WITHOUT_TCP'
  | 'HTTP_NOT_ALLOWED'
  | 'HTTP_AT_EGRESS'
  | 'SERVICES_OF_OWN_END'
  | 'SERVICES_WITH_PORTS'
  | 'SERVICES_WITHOUT_NAME'
  | 'SERVICES_WITHOUT_NAMESPACE'
  | 'SERVICES_COMBINED'
  | 'BEFORE_DNAT_UNTRACKED'
  | 'BEFORE_DNAT_EGRESS'
  | 'NOT_ON_FORWARD'
  | 'TIER_ORDER';

/** What can be wrong with a field by itself, by code: what readers note. */
export interface FieldDetails {
  readonly FIELD_UNUSABLE:
    | { readonly is: 'EXPECTED'; readonly expected: Expected; readonly found: FoundValue }
    /** YAML made a number or a boolean of what was to be text. */
    | { readonly is: 'UNQUOTED'; readonly found: number | boolean }
    | { readonly is: 'PROXY_MODE'; readonly mode: string }
    /** An expression of a selector without its key or operator. */
    | { readonly is: 'NO_OPERATOR'; readonly operators: readonly string[] }
    | { readonly is: 'NO_VALUES' | 'VALUES'; readonly operator: string }
    | {
        readonly is:
          | 'NO_SUBJECT'
          | 'NO_PEER'
          | 'BLOCK_AND_SELECTOR'
          | 'BLOCK_WITHOUT_CIDR'
          | 'NO_POLICY_PORT'
          | 'END_PORT_ALONE'
          | 'END_PORT_AND_NAME';
      }
    /** Whatever one of its rules has, Cilium takes nothing of such a policy. */
    | { readonly is: 'CILIUM_REFUSES'; readonly why: CiliumRefusal }
    /** Whatever one of its rules has, Calico takes nothing of such a policy. */
    | { readonly is: 'CALICO_REFUSES'; readonly why: CalicoRefusal }
    /** Fields that name peers, of which a rule may have one. */
    | { readonly is: 'PEERS_COMBINED'; readonly fields: readonly string[] }
    /** A peer of a kind that nobody knows fails closed. */
    | { readonly is: 'UNKNOWN_PEER'; readonly matches: 'NOBODY' | 'EVERYBODY' };
  readonly FIELD_MISSING: {
    readonly is:
      | 'POD_TEMPLATE'
      | 'CONTAINER_NAME'
      | 'POLICY_POD_SELECTOR'
      | 'POLICY_TIER'
      | 'POLICY_PRIORITY'
      | 'POLICY_ACTION'
      | 'POLICY_PEERS';
  };
  readonly PORT_IN_QUOTES: { readonly text: string; readonly port: Port };
  /** `taken`: an address or a network, with blanks and leading zeros left out. */
  readonly ADDRESS_SPELLING: { readonly text: string; readonly taken: Ip | Cidr };
  readonly BACKEND_NOT_MODELLED: { readonly is: 'RESOURCE' };
  /** Fields that stand in a selector, where only labels and expressions may. */
  readonly SELECTOR_FIELD_UNKNOWN: { readonly fields: readonly string[] };
  readonly POLICY_NAME_REFUSED: { readonly wanted: string };
  readonly POLICY_RULES_IGNORED: { readonly direction: 'ingress' | 'egress'; readonly type: 'Ingress' | 'Egress' };
  /** `field` stands in a rule that has `meant` in its place. */
  readonly POLICY_FIELD_UNKNOWN: {
    readonly direction: 'ingress' | 'egress';
    readonly field: 'from' | 'to';
    readonly meant: 'from' | 'to';
  };
  readonly POLICY_PEER_NOT_MODELLED: { readonly is: 'DOMAIN_NAMES' | 'OTHER_PROTOCOLS' };
  readonly POLICY_PORT_RANGE_EMPTY: { readonly is: 'END_PORT' | 'RANGE'; readonly start: Port; readonly end: Port };
}
