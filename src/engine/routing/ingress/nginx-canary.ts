import type { IngressBackend } from '../../kubernetes/model/basics.ts';
import type { NginxCanary } from '../../kubernetes/model/nginx-ingress.ts';
import type { Run } from '../run/routing-programs.ts';
import type { IngressMatch } from './ingress-match.ts';
import { headerPattern } from './nginx-paths.ts';
import { cookieOf, type NginxRequest } from './nginx-request.ts';
import type { NginxServed, NginxServer } from './nginx-servers.ts';

/** A canary Ingress that stands beside a backend, and the path of it that says so. */
export interface Alternative {
  readonly canary: NginxCanary;
  readonly match: IngressMatch;
}

/**
 * The first canary that was merged into a backend: one whose host and path a location has that leads there. It then stands beside the
 * backend wherever that is used. // ingress-nginx v1.13 controller.go mergeAlternativeBackends
 */
export function alternativeTo(
  served: readonly NginxServed[],
  servers: readonly NginxServer[],
  primary: Pick<IngressMatch, 'ingress' | 'backend'>,
): Alternative | undefined {
  const key = upstreamOf(primary);
  for (const ingress of served) {
    const { canary } = ingress.nginx;
    if (canary === undefined) continue;
    for (const [rule, { host, paths }] of ingress.rules.entries()) {
      const wanted = host?.toLowerCase();
      const server = servers.find((each) => each.host === (wanted === '' || wanted === '*' ? undefined : wanted));
      for (const [path, { path: text, pathType, backend }] of paths.entries()) {
        const location = server?.locations.find(
          (each) => each.path === (text === '' ? '/' : text) && each.exact === (pathType === 'Exact'),
        );
        if (location?.ingress === undefined || location.backend === undefined) continue;
        const own = upstreamOf({ ingress, backend });
        if (upstreamOf({ ingress: location.ingress, backend: location.backend }) !== key || own === key) continue;
        return { canary, match: { ingress, backend, rule, path } };
      }
    }
  }
  return undefined;
}

function upstreamOf({
  ingress,
  backend,
}: {
  readonly ingress: { readonly namespace: string };
  readonly backend: IngressBackend;
}) {
  const port = 'number' in backend.port ? backend.port.number : backend.port.name;
  return `${ingress.namespace}-${backend.service}-${port}`;
}

/**
 * Whether a request goes to the canary: by its header, its cookie, then by chance.
 * Simplification: a client that affinity keeps with one of both is one that comes for the first time.
 * // ingress-nginx v1.13 rootfs/etc/nginx/lua/balancer.lua route_to_alternative_balancer
 */
export function goesToCanary(run: Run, canary: NginxCanary, request: NginxRequest): boolean {
  const header = canary.header === undefined ? undefined : request.headers.get(canary.header.toLowerCase());
  if (header !== undefined) {
    if (canary.headerValue !== undefined) {
      if (canary.headerValue === header) return true;
    } else if (canary.headerPattern !== undefined) {
      if (headerPattern(canary.headerPattern)?.matcher(header).find() === true) return true;
    } else if (header === 'always' || header === 'never') return header === 'always';
  }
  const cookie = canary.cookie === undefined ? undefined : cookieOf(request, canary.cookie);
  if (cookie === 'always' || cookie === 'never') return cookie === 'always';
  if (canary.weight <= 0) return false;
  if (canary.weight >= canary.total) return true;
  return run.choose([canary.total - canary.weight, canary.weight]) === 1;
}
