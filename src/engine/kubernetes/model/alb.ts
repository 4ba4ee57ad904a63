import type { IngressBackend } from './basics.ts';

/** One of the target groups that an action forwards to. */
export type AlbTarget =
  /** A Service of the Ingress' namespace. */
  | { readonly is: 'SERVICE'; readonly backend: IngressBackend; readonly weight: number }
  /** A target group that somebody else made, by its ARN. */
  | { readonly is: 'ARN'; readonly weight: number };

/** What an ALB does with a request that a rule takes. */
export type AlbAction =
  | {
      readonly type: 'redirect';
      readonly status: number;
      /** As stated, with #{host} and the like; absent: as it was asked for. */
      readonly protocol?: string;
      readonly host?: string;
      readonly port?: string;
      readonly path?: string;
      readonly query?: string;
    }
  | { readonly type: 'fixed-response'; readonly status: number }
  | { readonly type: 'forward'; readonly targets: readonly AlbTarget[] };

/** What a request has to have beside host and path. Of `values` one has to fit. */
export type AlbCondition =
  | {
      readonly field: 'host-header' | 'path-pattern' | 'http-request-method' | 'source-ip';
      readonly values: readonly string[];
    }
  | { readonly field: 'http-header'; readonly name: string; readonly values: readonly string[] }
  /** `key` absent: of any parameter. */
  | { readonly field: 'query-string'; readonly pairs: readonly { readonly key?: string; readonly value: string }[] };

/** Why the controller cannot read an annotation, by code. `field`: as it stands there. */
export type AlbMistake =
  | { readonly is: 'NOT_JSON' }
  | { readonly is: 'MISSING'; readonly field: string }
  | { readonly is: 'TYPE'; readonly field: string; readonly expected: 'TEXT' | 'NUMBER' | 'LIST' | 'OBJECT' }
  | { readonly is: 'VALUE'; readonly field: string; readonly given: string };

/** What was read of an annotation, or why nothing was. */
export type AlbRead<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly mistake: AlbMistake };

/** The annotations actions.NAME and conditions.NAME of an Ingress, by their names. */
export interface AlbRules {
  readonly actions: ReadonlyMap<string, AlbRead<AlbAction>>;
  readonly conditions: ReadonlyMap<string, AlbRead<readonly AlbCondition[]>>;
}
