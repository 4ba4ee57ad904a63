import { type Cidr, hostCidr } from '../../net/cidr.ts';
import { NGINX_PREFIX, type NginxOption } from '../fields/entries/nginx-annotations.ts';
import type { DeniedLocation, NginxController, NginxIngress, NginxProtocol } from '../model/nginx-ingress.ts';
import { parseLenientCidr, parseLenientIp } from '../tools/lenient-address.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

/** What stands behind the prefix, by name. */
export type NginxTexts = Readonly<Partial<Record<`${typeof NGINX_PREFIX}${NginxOption}`, string>>>;

type Ask = (name: NginxOption) => string | undefined;

const TRUE: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** What Go takes for true and false; anything else is as good as absent. // Go strconv.ParseBool */
export function readSwitch(text: string | undefined, otherwise: boolean): boolean {
  if (text === undefined) return otherwise;
  return TRUE.has(text) || (!FALSE.has(text) && otherwise);
}

/** Addresses and ranges between commas; undefined: one of them is none. // ingress-nginx internal/net/ipnet.go ParseCIDRs */
export function readRanges(text: string | undefined): readonly Cidr[] | undefined {
  const parts = (text ?? '').split(',').map((part) => part.trim());
  const found = parts.filter(Boolean).map((part) => {
    const ip = parseLenientIp(part);
    return ip === undefined ? parseLenientCidr(part) : hostCidr(ip);
  });
  return found.some((each) => each === undefined) ? undefined : found.flatMap((each) => each ?? []);
}

const PROTOCOLS: readonly NginxProtocol[] = ['HTTP', 'HTTPS', 'AUTO_HTTP', 'GRPC', 'GRPCS', 'FCGI'];

/** // ingress-nginx v1.13 internal/ingress/annotations, one parser each */
export function readNginxOptions(annotations: NginxTexts, controller: NginxController): NginxIngress {
  const ask: Ask = (name) => annotations[`${NGINX_PREFIX}${name}`];
  const on = (name: NginxOption, otherwise = false): boolean => readSwitch(ask(name), otherwise);
  const protocol = PROTOCOLS.find((each) => each === ask('backend-protocol')?.trim().toUpperCase()) ?? 'HTTP';
  const ranges = rangesOf(ask, controller);
  const proof = proofOf(ask, controller);
  return {
    controller,
    useRegex: on('use-regex'),
    sslRedirect: on('ssl-redirect', controller.sslRedirect),
    forceSslRedirect: on('force-ssl-redirect', controller.forceSslRedirect),
    keepsTrailingSlash: on('preserve-trailing-slash', controller.keepsTrailingSlash),
    portInRedirects: on('use-port-in-redirects'),
    fromToWww: on('from-to-www-redirect'),
    aliases: listed(ask('server-alias')),
    protocol,
    serviceUpstream: on('service-upstream', controller.serviceUpstream),
    sslPassthrough: on('ssl-passthrough'),
    allow: ranges.allow,
    deny: ranges.deny,
    satisfiesAny: ask('satisfy') === 'any',
    ...withoutUndefined({
      rewriteTarget: ask('rewrite-target'),
      appRoot: appRootOf(ask('app-root')),
      redirect: redirectOf(ask),
      upstreamVhost: ask('upstream-vhost'),
      forwardedPrefix: ask('x-forwarded-prefix'),
      defaultBackend: ask('default-backend'),
      passwords: proof.passwords,
      externalAuth: proof.externalAuth,
      clientCertificate: certificateOf(ask),
      corsOrigins: on('enable-cors') ? listed(ask('cors-allow-origin') ?? '*') : undefined,
      canary: on('canary') ? canaryOf(ask) : undefined,
      denied: ranges.denied ?? proof.denied,
    }),
  };
}

const listed = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);

/** A path; an address with a scheme is taken for none. // annotations/rewrite/main.go */
const appRootOf = (text: string | undefined): string | undefined => (text?.startsWith('/') === true ? text : undefined);

const isWeb = (url: string | undefined): url is string => url !== undefined && /^https?:\/\/|^\$scheme:\/\//.test(url);

/** The temporary one counts where both are given. // annotations/redirect/redirect.go */
function redirectOf(ask: Ask): NginxIngress['redirect'] {
  const temporal = ask('temporal-redirect');
  if (temporal !== undefined) {
    const code = codeOf(ask('temporal-redirect-code'), 302);
    return isWeb(temporal) ? { url: temporal, code, annotation: 'temporal-redirect' } : undefined;
  }
  const permanent = ask('permanent-redirect');
  const code = codeOf(ask('permanent-redirect-code'), 301);
  return isWeb(permanent) ? { url: permanent, code, annotation: 'permanent-redirect' } : undefined;
}

function codeOf(text: string | undefined, otherwise: number): number {
  const code = Number(text);
  return Number.isInteger(code) && code >= 300 && code <= 308 ? code : otherwise;
}

interface Ranges extends Pick<NginxIngress, 'allow' | 'deny'> {
  readonly denied: DeniedLocation | undefined;
}

/** What is written for the Ingress stands in place of what is set for all. // annotations/ipallowlist, annotations/ipdenylist */
function rangesOf(ask: Ask, controller: NginxController): Ranges {
  const name = ask('whitelist-source-range') === undefined ? 'allowlist-source-range' : 'whitelist-source-range';
  const allowed = ask(name);
  const refused = ask('denylist-source-range');
  const allow = readRanges(allowed);
  const deny = readRanges(refused);
  const wrong = allow === undefined ? name : deny === undefined ? 'denylist-source-range' : undefined;
  return {
    allow: allowed === undefined ? controller.allow : (allow ?? []),
    deny: refused === undefined ? controller.deny : (deny ?? []),
    denied: wrong === undefined ? undefined : { annotation: NGINX_PREFIX + wrong, why: 'NO_RANGE' },
  };
}

interface Proof extends Pick<NginxIngress, 'passwords' | 'externalAuth'> {
  readonly denied?: DeniedLocation;
}

/** // annotations/auth/main.go, annotations/authreq/main.go */
function proofOf(ask: Ask, { globalAuth }: NginxController): Proof {
  const url = ask('auth-url');
  const signin = ask('auth-signin');
  const own = url === undefined ? undefined : { url, global: false, ...withoutUndefined({ signin }) };
  const global =
    globalAuth === undefined || !readSwitch(ask('enable-global-auth'), true)
      ? undefined
      : { ...globalAuth, global: true };
  const externalAuth = own ?? global;
  const asked = externalAuth === undefined ? {} : { externalAuth };
  if (url !== undefined && !isWeb(url)) {
    return { denied: { annotation: `${NGINX_PREFIX}auth-url`, why: 'NO_URL' } };
  }
  const type = ask('auth-type');
  if (type === undefined) return asked;
  if (type !== 'basic' && type !== 'digest') {
    return { ...asked, denied: { annotation: `${NGINX_PREFIX}auth-type`, why: 'NO_AUTH_TYPE' } };
  }
  if (ask('auth-secret') === undefined) {
    return { ...asked, denied: { annotation: `${NGINX_PREFIX}auth-secret`, why: 'NO_SECRET' } };
  }
  return { ...asked, passwords: type === 'basic' ? 'BASIC' : 'DIGEST' };
}

/** // annotations/authtls/main.go: anything but the four words stands for "on" */
function certificateOf(ask: Ask): NginxIngress['clientCertificate'] {
  const secret = ask('auth-tls-secret');
  if (secret === undefined) return undefined;
  const verify = ask('auth-tls-verify-client');
  const demanded = verify !== 'off' && verify !== 'optional' && verify !== 'optional_no_ca';
  const more = { errorPage: ask('auth-tls-error-page'), matchCN: ask('auth-tls-match-cn') };
  return { secret, demanded, ...withoutUndefined(more) };
}

const USUAL_TOTAL = 100;

/** // annotations/canary/main.go; rootfs/etc/nginx/lua/balancer.lua: a total of less than 100 is 100 */
function canaryOf(ask: Ask): NonNullable<NginxIngress['canary']> {
  const whole = (text: string | undefined): number => (/^\d+$/.test(text ?? '') ? Number(text) : 0);
  return {
    weight: whole(ask('canary-weight')),
    total: Math.max(whole(ask('canary-weight-total')), USUAL_TOTAL),
    ...withoutUndefined({
      header: ask('canary-by-header'),
      headerValue: ask('canary-by-header-value'),
      headerPattern: ask('canary-by-header-pattern'),
      cookie: ask('canary-by-cookie'),
    }),
  };
}
