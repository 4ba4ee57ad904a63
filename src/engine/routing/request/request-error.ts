import type { Coded, NoDetail } from '../../kubernetes/tools/coded.ts';
import type { PendingReason } from '../../kubernetes/model/pod-details.ts';
import type { ClusterPod, ContainerReason } from '../../kubernetes/cluster/cluster.ts';

/** Names that a wrong one could have meant. */
export interface KnownNames {
  /** The most like it, best first; empty: none is. */
  readonly near: readonly string[];
  /** All there are. */
  readonly known: readonly string[];
}

interface Unknown {
  readonly name: string;
  /** Absent: what looks for them has not been loaded. */
  readonly others?: KnownNames;
}

/** Why a request cannot be used at all, by code. */
export interface RequestErrorDetails {
  readonly URL_MALFORMED:
    | { readonly is: 'MISSING' }
    /** `colons`: it looks like an IPv6 address without brackets. */
    | { readonly is: 'NO_URL'; readonly text: string; readonly colons: boolean };
  readonly URL_TOO_LONG: { readonly characters: number; readonly most: number };
  readonly SCHEME_UNKNOWN: { readonly scheme: string };
  readonly HOST_MISSING: { readonly url: string };
  readonly HOST_MALFORMED: { readonly host: string };
  readonly ADDRESS_MALFORMED:
    | { readonly is: 'HOST'; readonly host: string }
    | { readonly is: 'SOURCE'; readonly given: unknown };
  readonly PORT_MISSING: { readonly scheme: string; readonly url: string };
  readonly PORT_INVALID: { readonly is: 'OF_ICMP' } | { readonly is: 'NO_PORT'; readonly text: string };
  readonly SOURCE_MALFORMED: NoDetail;
  readonly SOURCE_PORT_INVALID: { readonly least: number; readonly most: number };
  readonly BYTES_INVALID: { readonly least: number; readonly most: number };
  readonly METHOD_MALFORMED: { readonly given: string };
  readonly HEADER_MALFORMED:
    | { readonly is: 'NO_MAPPING'; readonly given: unknown }
    | { readonly is: 'TOO_MANY'; readonly count: number; readonly most: number }
    | { readonly is: 'NO_NAME'; readonly name: string }
    | { readonly is: 'NO_TEXT'; readonly name: string; readonly given: unknown }
    | { readonly is: 'TOO_LONG'; readonly name: string; readonly most: number };
  readonly POD_NOT_FOUND: Unknown;
  readonly POD_NOT_RUNNING: {
    readonly pod: string;
    readonly phase: ClusterPod['phase'];
    /** Why it is on no node. */
    readonly pendingReason?: PendingReason;
  };
  readonly CONTAINER_NOT_FOUND: { readonly pod: string; readonly given: unknown; readonly known: readonly string[] };
  readonly CONTAINER_NOT_RUNNING: {
    readonly pod: string;
    readonly container: string;
    readonly state: string;
    readonly reason?: ContainerReason;
  };
  readonly NODE_NOT_FOUND: Unknown;
  readonly VIA_MALFORMED:
    | { readonly is: 'NO_ENTRY_POINT'; readonly given: unknown }
    /** What reads it has not been loaded. */
    | { readonly is: 'NOT_READ' };
  readonly INGRESS_NOT_FOUND: Unknown;
  readonly GATEWAY_NOT_FOUND: Unknown;
  readonly ROUTE_NOT_FOUND: Unknown;
  readonly LISTENER_NOT_FOUND: Unknown & { readonly gateway: string };
}

/** Why a request cannot be used at all. */
export type RequestError = Coded<RequestErrorDetails> & {
  /** The part of the request that is wrong; absent: none of its own. */
  readonly at?: 'from' | 'to' | 'via' | 'http';
};
