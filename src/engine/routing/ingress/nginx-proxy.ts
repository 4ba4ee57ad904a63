import { olderFirst } from '../../kubernetes/ingress/ingress-age.ts';
import type { Cause, HttpExchange } from '../outcome/outcome.ts';
import { connectOnward, pickEndpoint } from '../run/onward.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import { explainNoMatch } from './cause-ingress.ts';
import { backendName, locateBackend, refOf, routeOf, ruleOf } from './ingress-backend.ts';
import { tlsSecret } from './ingress-match.ts';
import { explainCertificate, explainDenied, explainProxyProtocol, explainRefusal } from './cause-nginx.ts';
import { refusalOf } from './nginx-access.ts';
import { askBackend, askDefaultService, nginxPort, readyBackend } from './nginx-backend.ts';
import type { NginxEntry, NginxVisit } from './nginx-visit.ts';
import { findLocation, rewritten } from './nginx-paths.ts';
import { answerBeforeHttps, redirectToHttps } from './nginx-redirects.ts';
import { createNginxRequest, type NginxRequest } from './nginx-request.ts';
import { hasCertificate, type NginxServer, nginxServers, serverFor } from './nginx-servers.ts';

/**
 * What an ingress-nginx makes of a connection, phase by phase: the PROXY protocol, certificates of clients, the server for the host,
 * app-root, the location, redirects, who is let in, and the backend.
 * // ingress-nginx v1.13 rootfs/etc/nginx/template/nginx.tmpl; nginx development guide, "HTTP phases"
 */
export function proxyNginx(
  run: Run,
  { pod, arrived, front, written }: Omit<NginxEntry, 'served' | 'servers'>,
): Proxied | undefined {
  const served = written.toSorted(olderFirst);
  const controller = served[0]?.nginx.controller;
  if (controller === undefined) return undefined;
  const servers = nginxServers(served);
  const entry: NginxEntry = { pod, arrived, front, served, written, servers };
  const refused = explainProxyProtocol(entry, controller.proxyProtocol, run.request.target.scheme);
  if (refused !== undefined) return { ...refused, entry: { kind: 'Service', ...namesOfFront(entry) } };
  const passed = passThrough(run, entry);
  if (passed !== undefined) return passed;
  const request = createNginxRequest(run, arrived, controller, front);
  const secretName = run.request.target.scheme === 'https' ? tlsSecret(served, run.request.target.host) : undefined;
  const tls =
    run.request.target.scheme === 'https'
      ? { tls: { terminated: true, ...(secretName !== undefined && { secretName }) } }
      : {};
  const found = serverFor(servers, request.host);
  if ('to' in found) return redirectToName(request, found.to, found.server, tls);
  return serve(run, { ...entry, request, server: found, base: tls });
}

const namesOfFront = ({ front, pod }: NginxEntry) => ({
  namespace: front?.namespace ?? pod.namespace,
  name: front?.name ?? pod.name,
});

function redirectToName(
  { accessScheme, target }: NginxRequest,
  to: string,
  { first }: NginxServer,
  tls: Pick<HttpExchange, 'tls'>,
): Proxied {
  const status = first?.nginx.controller.redirectCode ?? 308;
  const location = `${accessScheme}://${to}${target.endsWith('/') ? target.slice(0, -1) : target}`;
  const http = { status, location, ...tls, filters: ['from-to-www-redirect'] };
  return { http, ...(first && { entry: refOf(first), matched: { object: refOf(first) } }) };
}

type Serving = Omit<NginxVisit, 'location'>;

function serve(run: Run, visit: Serving): Proxied {
  const { request, server, base } = visit;
  const { first } = server;
  const object = first && refOf(first);
  const noted = object === undefined ? {} : { entry: object, matched: { object } };
  const certificate = server.locations.find(({ ingress }) => ingress?.nginx.clientCertificate !== undefined)?.ingress;
  const refused = certificate && explainCertificate(certificate, request);
  if (refused !== undefined) return { ...refused, http: { ...base, ...refused.http }, ...noted };
  const root = server.locations.find(({ ingress }) => ingress?.nginx.appRoot !== undefined)?.ingress;
  if (root?.nginx.appRoot !== undefined && request.uri === '/') {
    const location = `${request.scheme}://${request.authority}${root.nginx.appRoot}`;
    const http = { ...base, status: 302, location, filters: ['app-root'] };
    return { http, entry: refOf(root), matched: { object: refOf(root) } };
  }
  const found = findLocation(server.locations, request.uri);
  if (found === undefined) return nothingFound(run, visit);
  const { location, addsSlash } = found;
  const here: NginxVisit = { ...visit, location };
  if (addsSlash !== true) return visitLocation(run, here);
  const args = request.args === '' ? '' : `?${request.args}`;
  const to = `${request.scheme}://${request.host}${request.uri}/${args}`;
  return answered(here, { status: 301, location: to });
}

/** An answer of nginx itself, by the rule of a location. */
function answered({ base, location }: NginxVisit, http: HttpExchange, cause?: Cause): Proxied {
  const { ingress, backend, rule, at } = location;
  if (ingress === undefined) return { http: { ...base, ...http }, ...(cause && { cause }) };
  const match = {
    ingress,
    backend: backend ?? NO_BACKEND,
    ...(rule !== undefined && { rule }),
    ...(at !== undefined && { path: at }),
  };
  return {
    http: { ...base, ...routeOf(match), ...(backend !== undefined && backendName(match)), ...http },
    ...(cause !== undefined && { cause }),
    entry: refOf(ingress),
    matched: ruleOf(match),
  };
}

const NO_BACKEND = { service: '', port: { number: 0 } } as const;

function visitLocation(run: Run, visit: NginxVisit): Proxied {
  const { location, request, server, served } = visit;
  const { ingress } = location;
  if (ingress === undefined) return nothingFound(run, visit);
  const { nginx } = ingress;
  if (nginx.denied !== undefined) return answered(visit, { status: 503 }, explainDenied(ingress, nginx.denied));
  const early = answerBeforeHttps(nginx, request);
  if (early !== undefined) return answered(visit, early);
  const changed = rewritten(location, request);
  if (changed !== undefined && 'location' in changed)
    return answered(visit, { status: 302, location: changed.location, filters: ['rewrite-target'] });
  const secure = redirectToHttps(location.path, nginx, request, hasCertificate(server, served));
  if (secure !== undefined) return answered(visit, secure);
  const ready = readyBackend(run, visit);
  if (ready?.ok === false) return answered(visit, { status: 503 }, ready.cause);
  const refusal = refusalOf(request, location.path, nginx);
  if (refusal !== undefined) {
    const { http, cause } = explainRefusal(visit, { ingress, refusal });
    return answered(visit, http, cause);
  }
  if (ready === undefined) return nothingFound(run, visit);
  return askBackend(run, visit, ready, changed?.path ?? request.target);
}

/** No rule takes the request: the controller's own backend answers, or it does by itself. */
function nothingFound(run: Run, visit: Serving): Proxied {
  const { served, written, request, base } = visit;
  const cause = explainNoMatch(served, request.host, run.request.target.path, written);
  const asked = askDefaultService(run, visit);
  if (asked !== undefined) return { ...asked, cause, ...(cause.object && { entry: cause.object }) };
  return { http: { status: 404, ...base }, cause, ...(cause.object && { entry: cause.object }) };
}

/** TLS that is passed on as it is, by its server name. // ingress-nginx v1.13 nginx.go OnUpdate, tcpproxy */
function passThrough(run: Run, { pod, arrived, servers }: NginxEntry): Proxied | undefined {
  const { scheme, host } = run.request.target;
  if (scheme !== 'https') return undefined;
  const server = servers.find((each) => each.host === host.toLowerCase());
  const { nginx } = server?.first ?? {};
  if (server === undefined || nginx?.sslPassthrough !== true || !nginx.controller.sslPassthrough) return undefined;
  const root = server.locations.find(({ path }) => path === '/');
  if (root?.ingress === undefined || root.backend === undefined) return undefined;
  const { ingress, backend, rule, at } = root;
  const match = { ingress, backend, ...(rule !== undefined && { rule }), ...(at !== undefined && { path: at }) };
  const noted = { entry: refOf(ingress), matched: ruleOf(match) };
  const located = locateBackend(run, { pod, match, arrived, findPort: nginxPort, atService: true });
  if (!located.ok) return { http: null, disposition: 'REFUSED', cause: located.cause, ...noted };
  const endpoint = pickEndpoint(run, located.endpoints);
  if (endpoint === undefined) return undefined;
  const walked = connectOnward(run, pod, endpoint);
  const told = { ...routeOf(match), ...backendName(match) };
  run.legs.push({ kind: 'PROXIED', http: null, ...told, ...walked });
  return { http: null, trace: walked.request, ...noted };
}
