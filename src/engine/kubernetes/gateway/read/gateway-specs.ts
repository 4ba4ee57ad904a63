import type { Ip, Port } from '../../../net/ip.ts';
import type { PatternProblem } from '../../model/gateway-details.ts';
import type { LabelSelector } from '../../model/specs.ts';
import type { FieldPath } from '../../model/reader.ts';
import type { Labels } from '../../model/specs.ts';
import type { Pattern } from './pattern.ts';

/** An object another one names; `namespace` absent: the namespace of the one that names it. */
export interface Reference {
  /** "" is the core group. */
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export interface AllowedNamespaces {
  readonly from: 'All' | 'Same' | 'Selector' | 'None';
  /** Absent: not given, or not usable; `from: Selector` then admits nobody. */
  readonly selector?: LabelSelector;
}

export interface ListenerSpec {
  readonly name: string;
  readonly port: Port;
  /** In capitals; HTTP, HTTPS, TLS, TCP and UDP are supported. */
  readonly protocol: string;
  /** In lower case; absent: every host. */
  readonly hostname?: string;
  /** Only with HTTPS and TLS. */
  readonly tls?: { readonly mode: 'Terminate' | 'Passthrough'; readonly certificateRefs: readonly Reference[] };
  readonly namespaces: AllowedNamespaces;
  /** Absent: every kind the protocol supports. */
  readonly kinds?: readonly { readonly group: string; readonly kind: string }[];
  /** Place in spec.listeners. */
  readonly index: number;
}

export interface GatewaySpec {
  readonly className: string;
  readonly listeners: readonly ListenerSpec[];
  /** Addresses asked for (spec.addresses) and given (status.addresses). */
  readonly requestedIPs: readonly Ip[];
  readonly statusIPs: readonly Ip[];
  readonly statusHostnames: readonly string[];
  /** Of the infrastructure that is made for it. */
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly allowedListeners: AllowedNamespaces;
}

export interface ListenerSetSpec {
  readonly parent?: Reference;
  readonly listeners: readonly ListenerSpec[];
  readonly created?: string;
}

export interface ParentRef extends Reference {
  readonly sectionName?: string;
  readonly port?: Port;
  /** Place in spec.parentRefs. */
  readonly index: number;
}

export interface ValueMatch {
  readonly type: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
  /** Of a regular expression. */
  readonly pattern?: Pattern;
}

export interface PathMatch {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value: string;
  /** Of a regular expression. */
  readonly pattern?: Pattern;
}

/** spec.rules[].matches[] of a GRPCRoute; absent parts match everything. */
export interface GrpcMethodMatch {
  readonly type: 'Exact' | 'RegularExpression';
  readonly service?: string;
  readonly method?: string;
  /** Of regular expressions. */
  readonly servicePattern?: Pattern;
  readonly methodPattern?: Pattern;
}

/** All that a request must have. */
export interface RouteMatch {
  readonly path?: PathMatch;
  readonly method?: string;
  readonly grpc?: GrpcMethodMatch;
  readonly headers: readonly ValueMatch[];
  readonly query: readonly ValueMatch[];
}

interface HeaderValue {
  readonly name: string;
  readonly value: string;
}

export interface HeaderChanges {
  readonly set: readonly HeaderValue[];
  readonly add: readonly HeaderValue[];
  readonly remove: readonly string[];
}

export type PathModifier =
  | { readonly type: 'ReplaceFullPath'; readonly value: string }
  | { readonly type: 'ReplacePrefixMatch'; readonly value: string };

export type RouteFilter =
  | { readonly type: 'RequestHeaderModifier' | 'ResponseHeaderModifier'; readonly changes: HeaderChanges }
  | {
      readonly type: 'RequestRedirect';
      readonly scheme?: string;
      readonly hostname?: string;
      readonly port?: Port;
      readonly path?: PathModifier;
      readonly statusCode: number;
    }
  | { readonly type: 'URLRewrite'; readonly hostname?: string; readonly path?: PathModifier }
  /** `share`: of the requests that are mirrored, 0 to 1. */
  | { readonly type: 'RequestMirror'; readonly backend: BackendRef; readonly share: number }
  | { readonly type: 'CORS'; readonly origins: readonly string[] }
  | { readonly type: 'DirectResponse'; readonly statusCode: number }
  /** Filters that have no part in where a request goes, or are not modelled. `name` is their type. */
  | { readonly type: 'Other'; readonly name: string };

export interface BackendRef extends Reference {
  readonly port?: Port;
  readonly weight: number;
  readonly filters: readonly RouteFilter[];
  /** Where it is written. */
  readonly path: FieldPath;
}

export interface RouteRule {
  /** Never empty. */
  readonly matches: readonly RouteMatch[];
  readonly filters: readonly RouteFilter[];
  readonly backends: readonly BackendRef[];
  /** As written, e.g. "10s". */
  readonly timeouts?: { readonly request?: string; readonly backendRequest?: string };
}

export interface InvalidPattern {
  readonly source: string;
  readonly why: PatternProblem;
  /** Where it is written. */
  readonly path: FieldPath;
}

export interface RouteSpec {
  readonly parents: readonly ParentRef[];
  /** In lower case. */
  readonly hostnames: readonly string[];
  readonly rules: readonly RouteRule[];
  /** Regular expressions that no proxy takes; a route with one is not accepted. */
  readonly invalidPatterns: readonly InvalidPattern[];
  /** metadata.creationTimestamp; absent counts as newest. */
  readonly created?: string;
}

export interface ReferenceGrantSpec {
  readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
  readonly to: readonly { readonly group: string; readonly kind: string; readonly name?: string }[];
}
