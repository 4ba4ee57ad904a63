import type { Cidr } from '../../net/cidr.ts';

/** How an ingress-nginx is set up: by its flags and its ConfigMap. Source of every default: ingress-nginx v1.13 */
export interface NginxController {
  /** The namespace whose Ingresses it takes; absent: of all. */
  readonly watches?: string;
  readonly sslPassthrough: boolean;
  /** Asked where no rule takes a request; absent: it answers 404 by itself. */
  readonly defaultBackend?: { readonly namespace: string; readonly name: string };
  readonly sslRedirect: boolean;
  readonly forceSslRedirect: boolean;
  readonly keepsTrailingSlash: boolean;
  readonly redirectCode: number;
  /** Beginnings of paths that are never redirected to https. */
  readonly noTlsRedirect: readonly string[];
  /** Beginnings of paths for which nobody is asked who they are. */
  readonly noAuth: readonly string[];
  readonly allow: readonly Cidr[];
  readonly deny: readonly Cidr[];
  /** For locations without ranges of their own. */
  readonly block: readonly Cidr[];
  readonly forwardedHeaders: boolean;
  readonly forwardedForHeader: string;
  readonly trustedProxies: readonly Cidr[];
  /** It waits for it; absent: its ConfigMap is not part of the input. */
  readonly proxyProtocol?: boolean;
  readonly globalAuth?: { readonly url: string; readonly signin?: string };
  readonly serviceUpstream: boolean;
  /** Annotations with pieces of configuration are taken. */
  readonly snippets: boolean;
}

/** Why nginx answers 503 for all paths of an Ingress. // ingress-nginx internal/ingress/errors LocationDenied */
export interface DeniedLocation {
  readonly annotation: string;
  readonly why: 'NO_RANGE' | 'NO_AUTH_TYPE' | 'NO_SECRET' | 'NO_URL';
}

export interface NginxCanary {
  readonly header?: string;
  readonly headerValue?: string;
  readonly headerPattern?: string;
  readonly cookie?: string;
  readonly weight: number;
  readonly total: number;
}

export type NginxProtocol = 'HTTP' | 'HTTPS' | 'AUTO_HTTP' | 'GRPC' | 'GRPCS' | 'FCGI';

/** What the annotations of an Ingress say to the ingress-nginx that serves it. */
export interface NginxIngress {
  readonly controller: NginxController;
  readonly useRegex: boolean;
  readonly rewriteTarget?: string;
  readonly appRoot?: string;
  readonly sslRedirect: boolean;
  readonly forceSslRedirect: boolean;
  readonly keepsTrailingSlash: boolean;
  readonly portInRedirects: boolean;
  readonly redirect?: { readonly url: string; readonly code: number; readonly annotation: string };
  readonly fromToWww: boolean;
  readonly aliases: readonly string[];
  readonly protocol: NginxProtocol;
  readonly serviceUpstream: boolean;
  readonly sslPassthrough: boolean;
  readonly upstreamVhost?: string;
  readonly forwardedPrefix?: string;
  /** A Service of its namespace that answers where the backend has no endpoints. */
  readonly defaultBackend?: string;
  readonly allow: readonly Cidr[];
  readonly deny: readonly Cidr[];
  /** One of address and proof is enough. */
  readonly satisfiesAny: boolean;
  readonly passwords?: 'BASIC' | 'DIGEST';
  /** `signin`: where somebody is sent who is not let in. */
  readonly externalAuth?: { readonly url: string; readonly signin?: string; readonly global: boolean };
  /** Of clients over TLS. `errorPage`: where those without are sent. `matchCN`: what it has to say. */
  readonly clientCertificate?: {
    readonly secret: string;
    readonly demanded: boolean;
    readonly errorPage?: string;
    readonly matchCN?: string;
  };
  /** Origins whose preflight requests it answers; absent: it answers none. */
  readonly corsOrigins?: readonly string[];
  readonly canary?: NginxCanary;
  readonly denied?: DeniedLocation;
}
