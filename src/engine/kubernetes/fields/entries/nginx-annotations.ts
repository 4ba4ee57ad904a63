// Annotations of Ingresses that ingress-nginx acts on and that are read here. // kubernetes.github.io/ingress-nginx v1.13, user-guide/nginx-configuration/annotations

import { type Schema, readAs } from '../schema.ts';
import type { ValueField } from '../field.ts';
import { MASK, masked } from '../unread-values.ts';
import { text } from '../values.ts';

export const NGINX_PREFIX = 'nginx.ingress.kubernetes.io/';

/** Flags of ingress-nginx that are read. // kubernetes.github.io/ingress-nginx v1.13, user-guide/cli-arguments */
export const NGINX_FLAG =
  /^--(configmap|controller-class|ingress-class|ingress-class-by-name|watch-ingress-without-class|watch-namespace|default-backend-service|enable-ssl-passthrough)(=|$)/;

/** They are told of it. */
const TELL = 'annotation';

/** Of an address of somebody's own server neither who one is there nor what is asked. */
const address: Schema<string | undefined, ValueField> = readAs(
  {
    type: 'value',
    clean: (given: unknown) =>
      typeof given === 'string' ? given.replace(/\/\/[^/\s@]*@/, '//').replace(/\?.*$/s, '') : given,
  },
  text,
);

/** Where somebody is sent, which every client learns: without who one is there, and what proves it. */
const target: Schema<string | undefined, ValueField> = readAs(
  {
    type: 'value',
    tell: TELL,
    clean: (given: unknown) =>
      typeof given === 'string'
        ? given
            .replace(/\/\/[^/\s@]*@/g, `//${MASK}@`)
            .replace(/([?&][^=&]*(?:token|key|secret|pass|sig|auth)[^=&]*=)[^&]*/gi, `$1${MASK}`)
        : given,
  },
  text,
);

/** Whatever it is, it decides. */
const named: Schema<string | undefined, ValueField> = { ...text, tell: TELL };

/** By their names behind the prefix. */
const OPTIONS = {
  'rewrite-target': text,
  'use-regex': text,
  'app-root': text,
  'ssl-redirect': text,
  'force-ssl-redirect': text,
  'preserve-trailing-slash': text,
  'use-port-in-redirects': text,
  'permanent-redirect': target,
  'permanent-redirect-code': text,
  'temporal-redirect': target,
  'temporal-redirect-code': text,
  'from-to-www-redirect': text,
  'server-alias': named,
  'backend-protocol': text,
  'service-upstream': text,
  'ssl-passthrough': text,
  'upstream-vhost': named,
  'x-forwarded-prefix': text,
  'default-backend': named,
  'whitelist-source-range': named,
  'allowlist-source-range': named,
  'denylist-source-range': named,
  satisfy: text,
  'auth-type': text,
  // That there is one is all that counts.
  'auth-secret': readAs(masked, text),
  'auth-url': address,
  'auth-signin': target,
  'enable-global-auth': text,
  'auth-tls-secret': named,
  'auth-tls-verify-client': text,
  'auth-tls-match-cn': text,
  'auth-tls-error-page': target,
  'enable-cors': text,
  'cors-allow-origin': text,
  canary: text,
  'canary-by-header': text,
  'canary-by-header-value': named,
  'canary-by-header-pattern': named,
  'canary-by-cookie': text,
  'canary-weight': text,
  'canary-weight-total': text,
} as const;

export type NginxOption = keyof typeof OPTIONS;

export const NGINX_OPTIONS = Object.keys(OPTIONS) as readonly NginxOption[];

type Prefixed = { readonly [Name in NginxOption as `${typeof NGINX_PREFIX}${Name}`]: (typeof OPTIONS)[Name] };

/** By their names as they stand in an Ingress. */
export const NGINX_ANNOTATIONS = Object.fromEntries(
  Object.entries(OPTIONS).map(([name, schema]) => [NGINX_PREFIX + name, schema]),
) as unknown as Prefixed;
