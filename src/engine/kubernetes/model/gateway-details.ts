import type { Port } from '../../net/ip.ts';
import type { NamespacedName } from './assumption.ts';
import type { NamedPort } from './object-details.ts';
import type { ObjectRef } from './object.ts';
import type { DeniedLocation } from './nginx-ingress.ts';
import type { UnsupportedField } from './unsupported-field.ts';

/** Why a regular expression is not followed. */
export type PatternProblem =
  | { readonly is: 'TOO_LONG'; readonly most: number }
  /** It compiles to more instructions than a proxy takes. */
  | { readonly is: 'TOO_LARGE'; readonly size: number; readonly most: number }
  /** `error`: what the compiler says. */
  | { readonly is: 'MALFORMED'; readonly error: string };

/** What a parentRef asks for of a Gateway's listeners. */
interface WantedListener {
  readonly sectionName?: string | undefined;
  readonly port?: Port | undefined;
}

interface NotGranted {
  readonly is: 'NOT_GRANTED';
  /** Whose objects would have to be granted it. */
  readonly from: { readonly kind: string; readonly namespace: string };
  readonly to: { readonly kind: string; readonly namespace: string; readonly name: string };
}

/** Why a backendRef leads to no port of a Service. */
export type BackendProblem =
  | NotGranted
  | { readonly is: 'BACKEND_KIND'; readonly kind: string }
  | { readonly is: 'NO_SERVICE' | 'EXTERNAL_NAME'; readonly service: NamespacedName }
  | { readonly is: 'PORT_NOT_NAMED'; readonly service: NamespacedName; readonly ports: readonly Port[] }
  | {
      readonly is: 'NO_SUCH_PORT';
      readonly service: NamespacedName;
      readonly protocol: string;
      readonly port: Port;
      readonly ports: readonly Port[];
    };

/** What there is to say of a condition of a Gateway, a listener or a route. */
export type ConditionDetail =
  | BackendProblem
  /** Nothing more is known. */
  | { readonly is: 'NOT_SERVED' | 'NO_LISTENER' | 'NO_CONTROLLER' | 'NO_ADDRESS' | 'NO_CERTIFICATE' }
  /** An older route of the other kind serves the hostname. */
  | { readonly is: 'OUTDONE' }
  | { readonly is: 'LISTENERS_INVALID'; readonly listeners: readonly string[] }
  | { readonly is: 'UNKNOWN_PROTOCOL'; readonly protocol: string }
  | { readonly is: 'PORT_HAS_OTHER_PROTOCOL'; readonly port: Port }
  /** `hostname`: absent: every host. */
  | {
      readonly is: 'PORT_TAKEN';
      readonly protocol: string;
      readonly port: Port;
      readonly hostname?: string | undefined;
    }
  | { readonly is: 'OTHER_KINDS_ONLY'; readonly protocol: string; readonly kinds: readonly string[] }
  | { readonly is: 'NO_SECRET'; readonly secret: NamespacedName }
  | { readonly is: 'CERTIFICATE_KIND'; readonly kind: string }
  | { readonly is: 'NO_PARENT'; readonly parent: ObjectRef }
  | {
      readonly is: 'NO_SUCH_LISTENER';
      readonly parent: Pick<ObjectRef, 'kind' | 'name'>;
      readonly wanted: WantedListener;
      readonly listeners: readonly NamedPort[];
    }
  | {
      readonly is: 'KIND_NOT_TAKEN';
      readonly wanted: WantedListener;
      readonly kind: string;
      readonly kinds: readonly string[];
    }
  /** `from`: as the listeners have it: All, Same, Selector, None. */
  | {
      readonly is: 'NAMESPACE_LEFT_OUT';
      readonly wanted: WantedListener;
      readonly namespace: string;
      readonly from: readonly string[];
    }
  | { readonly is: 'PATTERN'; readonly source: string; readonly why: PatternProblem }
  /** `listeners`: a hostname each; null: every host. */
  | {
      readonly is: 'NO_SHARED_HOSTNAME';
      readonly hostnames: readonly string[];
      readonly listeners: readonly (string | null)[];
    };

/** What can be wrong with Gateways, routes and the regular expressions of an Ingress, by code. */
export interface GatewayDetails {
  readonly GATEWAY_CLASS_NOT_FOUND: { readonly className: string; readonly known: readonly string[] };
  readonly LISTENER_CONFLICTED: { readonly listener: string; readonly why?: ConditionDetail | undefined };
  readonly LISTENER_PROTOCOL_UNKNOWN: { readonly listener: string; readonly why?: ConditionDetail | undefined };
  readonly LISTENER_KINDS_INVALID: { readonly why?: ConditionDetail | undefined };
  readonly LISTENER_CERTIFICATE_NOT_FOUND: { readonly why?: ConditionDetail | undefined };
  /** `of`: who names what was not granted. */
  readonly REFERENCE_NOT_GRANTED: { readonly of: 'LISTENER' | 'BACKEND'; readonly why?: ConditionDetail | undefined };
  readonly ROUTE_NOT_ATTACHED: { readonly reason: string; readonly why?: ConditionDetail | undefined };
  readonly ROUTE_REGEX_INVALID: { readonly source: string; readonly why: PatternProblem };
  readonly ROUTE_BACKEND_KIND_INVALID: { readonly why: BackendProblem };
  readonly ROUTE_BACKEND_NOT_FOUND: { readonly why: BackendProblem };
  readonly GATEWAY_FEATURE_UNSUPPORTED: UnsupportedField;
  /** It is a regular expression, but none that is followed here. */
  readonly INGRESS_REGEX_NOT_FOLLOWED: { readonly path: string; readonly why: PatternProblem };
  readonly INGRESS_REGEX_INVALID: { readonly path: string; readonly why: PatternProblem };
  /** Another Ingress has the path: it is older, or of the same age and sorts last. `host` "_": all hosts. */
  readonly INGRESS_PATH_TAKEN: {
    readonly host: string;
    readonly path: string;
    readonly holder: NamespacedName;
    readonly by: 'AGE' | 'NAME';
  };
  /** The controller takes no pieces of configuration, lacks a flag, or refuses all paths because of it. */
  readonly INGRESS_ANNOTATION_UNUSED: {
    readonly annotation: string;
    readonly why: DeniedLocation['why'] | 'SNIPPETS_OFF' | 'NO_PASSTHROUGH';
  };
}
