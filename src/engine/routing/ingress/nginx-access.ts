import type { NginxController, NginxIngress } from '../../kubernetes/model/nginx-ingress.ts';
import { type Cidr, cidrContains } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import { expandVariables, type NginxRequest, variableOf } from './nginx-request.ts';

/** Why nginx lets somebody not in, or sends them away. */
export type Refusal =
  | { readonly is: 'DENIED' | 'NOT_ALLOWED'; readonly ranges: readonly Cidr[] }
  | { readonly is: 'BASIC' | 'DIGEST' }
  | { readonly is: 'EXTERNAL'; readonly url: string; readonly global: boolean; readonly location?: string };

/**
 * What nginx's access phase says of a request; undefined: it lets it in. Addresses go before proofs; where one of both is enough,
 * either lets in. A proof that the request brings is taken to be right.
 * // nginx ngx_http_access_module, ngx_http_auth_request_module, satisfy; ingress-nginx v1.13 nginx.tmpl
 */
export function refusalOf(request: NginxRequest, path: string, options: NginxIngress): Refusal | undefined {
  const { controller } = options;
  const addressed = judgeAddress(request.client, options, controller);
  const unproved = controller.noAuth.some((begin) => begin !== '' && path.startsWith(begin))
    ? undefined
    : judgeProof(request, options);
  const demands = options.passwords !== undefined || options.externalAuth !== undefined;
  if (!options.satisfiesAny) return addressed.refusal ?? unproved;
  if (addressed.allowed || (demands && unproved === undefined)) return undefined;
  return unproved ?? addressed.refusal;
}

/** The first range that has the address decides. */
function judgeAddress(
  ip: Ip,
  { allow, deny }: NginxIngress,
  { block }: NginxController,
): { readonly refusal?: Refusal; readonly allowed: boolean } {
  const has = (ranges: readonly Cidr[]): readonly Cidr[] => ranges.filter((cidr) => cidrContains(cidr, ip));
  const own = allow.length > 0 || deny.length > 0;
  const denied = has(own ? deny : block);
  if (denied.length > 0) return { refusal: { is: 'DENIED', ranges: denied }, allowed: false };
  if (allow.length === 0) return { allowed: false };
  if (has(allow).length > 0) return { allowed: true };
  return { refusal: { is: 'NOT_ALLOWED', ranges: allow }, allowed: false };
}

/** Simplification: whoever brings no Authorization header and no cookie is let in by no auth-url. */
function judgeProof(request: NginxRequest, { passwords, externalAuth }: NginxIngress): Refusal | undefined {
  if (externalAuth !== undefined && !bringsProof(request)) {
    const { url, signin, global } = externalAuth;
    const location = signin === undefined ? undefined : signinAddress(signin, request);
    return { is: 'EXTERNAL', url, global, ...(location !== undefined && { location }) };
  }
  if (passwords !== undefined && !request.headers.has('authorization')) return { is: passwords };
  return undefined;
}

/** True when a request brings something by which somebody could know who sends it. */
export function bringsProof({ headers }: Pick<NginxRequest, 'headers'>): boolean {
  return headers.has('authorization') || headers.has('cookie');
}

/** // ingress-nginx v1.13 template.go buildAuthSignURL */
function signinAddress(signin: string, request: NginxRequest): string {
  const back = '$pass_access_scheme://$http_host$escaped_request_uri';
  const whole = /[?&]rd=/.test(signin) ? signin : `${signin}${signin.includes('?') ? '&' : '?'}rd=${back}`;
  return expandVariables(whole, (name) => variableOf(request, name));
}
