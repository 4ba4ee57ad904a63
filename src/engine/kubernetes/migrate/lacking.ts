import type { NamespacedName } from '../model/assumption.ts';

/** What an Ingress asks of ingress-nginx and routes of the Gateway API do not say, or say otherwise. */
export type LackingReason =
  /** Who is let in: a policy of the Gateway's implementation. */
  | 'ACCESS'
  /** An expression that captures is put together anew: routes replace whole paths or beginnings. */
  | 'REWRITE'
  /** Routes name addresses without variables. */
  | 'VARIABLES'
  /** nginx believes any certificate of the backend; a BackendTLSPolicy verifies it. */
  | 'BACKEND_VERIFIED'
  /** Routes have Exact headers and expressions for them, not cookies of their own. */
  | 'COOKIE'
  /** TLS that is passed on is a TLSRoute of a listener with mode Passthrough. */
  | 'PASSTHROUGH'
  | 'ALIAS'
  | 'DEFAULT_BACKEND'
  | 'CORS'
  /** Redirects are 301, 302 or, where an implementation has them, 303, 307, 308. */
  | 'REDIRECT_CODE'
  /** A piece of configuration, or an option that is not read. */
  | 'OTHER';

export interface Lacking {
  readonly ingress: NamespacedName;
  readonly reason: LackingReason;
  /** The annotation that asks for it; absent: none does. */
  readonly annotation?: string;
}
