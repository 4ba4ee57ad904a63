import type { NginxIngress } from '../../kubernetes/model/nginx-ingress.ts';
import type { HttpExchange } from '../outcome/outcome.ts';
import { expandVariables, type NginxRequest, variableOf } from './nginx-request.ts';

/** What nginx answers before it asks for https: redirects that are written, and what browsers ask beforehand. // nginx.tmpl */
export function answerBeforeHttps(
  { redirect, corsOrigins }: NginxIngress,
  request: NginxRequest,
): HttpExchange | undefined {
  const origin = request.headers.get('origin');
  if (request.method === 'OPTIONS' && origin !== undefined && corsOrigins?.some((each) => fitsOrigin(each, origin))) {
    return { status: 204, filters: ['enable-cors'] };
  }
  if (redirect === undefined) return undefined;
  const location = expandVariables(redirect.url, (name) => variableOf(request, name));
  return { status: redirect.code, location, filters: [redirect.annotation] };
}

/** An asterisk stands for one or more labels' letters. // ingress-nginx v1.13 template.go buildCorsOriginRegex */
function fitsOrigin(pattern: string, origin: string): boolean {
  const [before = '', after] = pattern.split('*', 2);
  if (pattern === '*') return true;
  if (after === undefined) return pattern === origin;
  return origin.length > before.length + after.length && origin.startsWith(before) && origin.endsWith(after);
}

/**
 * To https, where that is forced, or the host has a certificate and plain http was spoken.
 * // ingress-nginx v1.13 rootfs/etc/nginx/lua/lua_ingress.lua redirect_to_https, rewrite
 */
export function redirectToHttps(
  path: string,
  options: NginxIngress,
  request: NginxRequest,
  certificate: boolean,
): HttpExchange | undefined {
  const { controller, forceSslRedirect, sslRedirect } = options;
  if (controller.noTlsRedirect.some((begin) => begin !== '' && path.startsWith(begin))) return undefined;
  const { accessScheme, target, bestHost } = request;
  const forced = forceSslRedirect && accessScheme === 'http';
  if (!forced && !(sslRedirect && certificate && accessScheme === 'http')) return undefined;
  const uri = !options.keepsTrailingSlash && target.endsWith('/') ? target.slice(0, -1) : target;
  const host = bestHost.replace(/:\d+$/, '');
  const location = `https://${host}${options.portInRedirects ? ':443' : ''}${uri}`;
  return { status: controller.redirectCode, location, filters: [forced ? 'force-ssl-redirect' : 'ssl-redirect'] };
}
