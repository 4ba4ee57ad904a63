// Annotations of Ingresses, Services, Gateways and routes that other programs act on. The list is at once what is told of them and
// what of them enters a share link: nobody acts on what a link lacks.

import { isPrivateName } from './any.ts';
import { type Field, type Fields } from '../fields/field.ts';
import { ALB_PREFIX, ALB_RULE, cleanRule, isAlbRule } from '../fields/entries/alb-annotations.ts';
import { NGINX_OPTIONS, NGINX_PREFIX } from '../fields/entries/nginx-annotations.ts';
import { BALANCER_ANNOTATIONS } from '../fields/service-annotations.ts';
import { MASK } from '../fields/unread-values.ts';
import type { AnnotationEffect, AnnotationLine } from './pod-annotations.ts';

/** Programs that act on annotations of Ingresses, Services, Gateways and routes: what their keys begin with. */
const CONTROLLERS: readonly string[] = [
  'nginx.ingress.kubernetes.io/',
  'nginx.org/',
  'nginx.com/',
  'alb.ingress.kubernetes.io/',
  'service.beta.kubernetes.io/',
  'appgw.ingress.kubernetes.io/',
  'alb.networking.azure.io/',
  'networking.gke.io/',
  'cloud.google.com/',
  'beta.cloud.google.com/',
  'ingress.gcp.kubernetes.io/',
  'kubernetes.io/ingress.',
  'traefik.ingress.kubernetes.io/',
  'haproxy.org/',
  'haproxy-ingress.github.io/',
  'ingress.kubernetes.io/',
  'konghq.com/',
  'k8s.apisix.apache.org/',
  'projectcontour.io/',
  'contour.heptio.com/',
  'getambassador.io/',
  'zalando.org/',
  'route.openshift.io/',
  'haproxy.router.openshift.io/',
  'router.openshift.io/',
  'gateway.envoyproxy.io/',
  'networking.istio.io/',
  'load-balancer.hetzner.cloud/',
  'loadbalancer.openstack.org/',
  'kubernetes.civo.com/',
  'kubernetes.digitalocean.com/',
  'oci.oraclecloud.com/',
  'service.kubernetes.io/',
  'service.cilium.io/',
  'io.cilium/',
  'cilium.io/',
  'metallb.universe.tf/',
  'metallb.io/',
  'lbipam.cilium.io/',
  'kube-vip.io/',
  'higress.io/',
  'ingress.bluemix.net/',
  'ingress.pomerium.io/',
  'custom.nginx.org/',
  'cis.f5.com/',
  'virtual-server.f5.com/',
];

/** Of ingress-nginx: what says more of options that are read, and limits, below which one request stays. */
const NGINX_IDLE: readonly string[] = [
  'auth-realm',
  'auth-cache',
  'auth-keepalive',
  'auth-method',
  'auth-request-redirect',
  'auth-response-headers',
  'auth-proxy-set-headers',
  'auth-always-set-cookie',
  'auth-tls-verify-depth',
  'auth-tls-pass-certificate-to-upstream',
  'limit-',
  'global-rate-limit',
  'custom-headers',
  'custom-http-errors',
  'mirror-',
];

/** Keys that the engine reads as well, and those that change no answer. */
const READ: readonly AnnotationLine[] = [
  ...NGINX_OPTIONS.map((name): AnnotationLine => ({ prefix: NGINX_PREFIX + name })),
  ...NGINX_IDLE.map((name): AnnotationLine => ({ prefix: NGINX_PREFIX + name })),
  { prefix: 'kubernetes.io/ingress.class' },
  { prefix: 'service.beta.kubernetes.io/aws-load-balancer-type' },
  { prefix: 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type' },
  { prefix: 'service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip' },
  { prefix: 'service.beta.kubernetes.io/aws-load-balancer-scheme' },
  { prefix: 'service.beta.kubernetes.io/aws-load-balancer-internal' },
  { prefix: 'service.beta.kubernetes.io/azure-load-balancer-internal' },
  { prefix: 'networking.gke.io/load-balancer-type' },
  { prefix: 'cloud.google.com/load-balancer-type' },
  ...[
    'scheme',
    'target-type',
    'listen-ports',
    'ssl-redirect',
    'group.name',
    'group.order',
    'certificate-arn',
    'inbound-cidrs',
    'healthcheck-',
    'success-codes',
    'healthy-threshold-count',
    'unhealthy-threshold-count',
    'actions.',
    'conditions.',
  ].map((name): AnnotationLine => ({ prefix: ALB_PREFIX + name })),
  { prefix: 'kubernetes.io/ingress.allow-http' },
  { prefix: 'ingress.gcp.kubernetes.io/pre-shared-cert' },
  { prefix: 'networking.gke.io/managed-certificates' },
  { prefix: 'cloud.google.com/neg' },
  { prefix: 'networking.gke.io/v1beta1.FrontendConfig' },
  ...['', 'beta.'].map((which): AnnotationLine => ({ prefix: `${which}cloud.google.com/backend-config` })),
  { prefix: 'service.kubernetes.io/topology-' },
  ...BALANCER_ANNOTATIONS.map((prefix): AnnotationLine => ({ prefix })),
];

interface AnnotationWord {
  /** What the key contains behind its prefix. */
  readonly word: RegExp;
  /** Undefined: it cannot change the fate of a request. */
  readonly effect?: AnnotationEffect;
  /** Why it has no effect. */
  readonly idle?: IdleReason;
}

/**
 * Why an annotation has no effect of its own. read: the engine reads it of Services; tuning: of connections that are made anyway;
 * certificates: nobody looks at them.
 */
export type IdleReason = 'read' | 'tuning' | 'certificates';

/** The key is read of Services, or tells a controller what its load balancer sends. */
const PROXY_PROTOCOL = /proxy-?protocol|send-proxy/;

/** Words of keys, of whatever controller, and what such annotations do. The first that fits counts. */
const WORDS: readonly AnnotationWord[] = [
  { word: PROXY_PROTOCOL, idle: 'read' },
  {
    word: /timeout|buffer|log|trac|metric|cookie|affinity|session|keep-?alive|retries|retry|cors|compress|hsts|mirror|name-?tags?|resource-tags/,
    idle: 'tuning',
  },
  {
    word: /certificate|cert-arn|ssl-cert|tls-secret|acme|ssl-cipher|ssl-protocols|ssl-policy|negotiation-policy/,
    idle: 'certificates',
  },
  {
    word: /eip|pip-name|static-ip|ip-address|private-ipv4|resource-group|subnet|additional-resource|ipam|load-?balancer-?ips?$|address-pool|shared-ip|sharing-key|target-type|target-node/i,
    effect: 'moves',
  },
  { word: /redirect|hsts|app-root/, effect: 'changes' },
  {
    word: /rewrite|strip-path|upstream-vhost|host-header|add-base|path-rewrite|set-header|request-header|^transforms\./,
    effect: 'changes',
  },
  {
    word: /use-regex|canary|default-backend|custom-|service-match|group\.name|actions|conditions|mergeable|service-upstream/,
    effect: 'moves',
  },
  {
    word: /whitelist|allowlist|allow-list|denylist|blacklist|deny-list|source-range|inbound-cidrs|allowed-|auth|oauth|oidc|jwt|waf|shield|modsecurity|security-group|acl|limit-connections|limit-rps|limit-rpm|rate-limit|plugins|middlewares|snippet|policies|satisfy|client-ca|mutual|entrypoints|access-control|ip-restriction|web-application-firewall|no_lb_rule/,
    effect: 'refuses',
  },
  {
    word: /backend-protocol|backend-ssl|server-ssl|serversscheme|ssl-passthrough|secure-backends|^protocols?$|protocol-version|ssl-ports|tls-ports|https-only|ssl-services|app-protocols|grpc|websocket-services|h2/,
    effect: 'speaks',
  },
  {
    word: /internal|scheme$|load-balancer-type|network-tier|service-type|^expose|exposure|load-balancer-disable|hostnetwork/,
    effect: 'hides',
  },
  {
    word: /health|probe|success-codes|neg$|backend-config|frontendconfig|node-selector|listen-ports|listener/i,
    effect: 'refuses',
  },
  { word: /global|shared|affinity|remote|multi-?cluster/, effect: 'moves' },
];

/** What the key says behind the prefix of a controller. */
function restOf(key: string): string | undefined {
  const prefix = CONTROLLERS.find((each) => key.startsWith(each));
  return prefix === undefined ? undefined : key.slice(prefix.length);
}

const wordOf = (rest: string): AnnotationWord | undefined => WORDS.find(({ word }) => word.test(rest));

/** What an annotation of an Ingress, Service, Gateway or route could do; undefined: nothing, or it is read, or nobody's. */
export function entryAnnotation(key: string): AnnotationEffect | undefined {
  if (READ.some(({ prefix }) => key.startsWith(prefix))) return undefined;
  const rest = restOf(key);
  return rest === undefined ? undefined : wordOf(rest)?.effect;
}

/** Whole configurations, headers and what somebody is let in by. */
const PRIVATE_KEY =
  /snippet|^config$|config-(backend|frontend|defaults|global|proxy|tcp)|set-header|-headers$|request-header|response-header|auth-|oauth|oidc|jwt|^actions\.|^conditions\.|modsecurity|lua|user|certificate-arn|key$/;
/** What says no more than that something is on or off. */
const SWITCH = /^(true|false|on|off|none|enabled?|disabled?|yes|no|0|)$/i;
/** Addresses and ranges, however many. */
const RANGES = /^[\da-f.:/,\s]*$/i;
/** Names, however they are called. */
const NAMES = /^[\w.@,/\s-]*$/;
/** No name or list of names is longer. */
const LONGEST = 300;

/** The value of an annotation as everybody sees it: what is private by its key or its form is masked. */
function shownValue(rest: string, given: string): string {
  if (given === MASK || SWITCH.test(given)) return given;
  if (PRIVATE_KEY.test(rest) || isPrivateName(rest)) return MASK;
  if (RANGES.test(given)) return given;
  if (given.length > LONGEST || /[\n\r]/.test(given.trim()) || (!NAMES.test(given) && isPrivateName(given)))
    return MASK;
  return given.replace(/\/\/[^/\s@]*@/g, `//${MASK}@`).replace(/(:\/\/[^\s?]*)\?\S+/g, `$1?${MASK}`);
}

/** What of such an annotation enters a link; undefined: nothing, as nobody acts on it. */
export function entryAnnotationField(key: string): Field | undefined {
  const rest = restOf(key);
  if (rest === undefined) return undefined;
  if (isAlbRule(key)) return ALB_RULE;
  const word = wordOf(rest);
  const idle = word !== undefined && word.effect === undefined && word.word !== PROXY_PROTOCOL;
  if (idle && !READ.some(({ prefix }) => key.startsWith(prefix))) return undefined;
  const clean = (given: unknown): unknown => {
    if (typeof given === 'string') return shownValue(rest, given);
    return typeof given === 'object' ? {} : given;
  };
  const tell = PRIVATE_KEY.test(rest) || isPrivateName(rest) ? {} : ({ tell: 'annotation' } as const);
  return { type: 'value', clean, ...tell };
}

/** The annotations that programs act on, as they enter a link. Of everything else in an object's annotations nothing is told. */
export function entryAnnotations(annotations: Fields | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(annotations ?? {}).flatMap(([key, given]): readonly (readonly [string, string])[] => {
      const rest = restOf(key);
      const enters = rest !== undefined && typeof given === 'string' && entryAnnotationField(key) !== undefined;
      if (!enters) return [];
      return [[key, isAlbRule(key) ? String(cleanRule(given)) : shownValue(rest, given)]];
    }),
  );
}

/**
 * Annotations of nobody in the table: the objects that they name may be options of a controller. Of them the names of objects that
 * are not read enter a link.
 */
export function namingAnnotations(annotations: Fields | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(annotations ?? {}).flatMap(([key, given]): readonly (readonly [string, string])[] =>
      typeof given === 'string' && !/^(kubectl|cert-manager)\./.test(key) && entryAnnotationField(key) === undefined
        ? [[key, given]]
        : [],
    ),
  );
}

/** The table for the documentation: what the keys begin with, and by words what they do. */
export const ENTRY_ANNOTATIONS = { controllers: CONTROLLERS, read: READ, words: WORDS } as const;
