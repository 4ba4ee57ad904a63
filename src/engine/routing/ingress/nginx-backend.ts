import { nginxPort as portOfNginx } from '../../kubernetes/ingress/backend-port.ts';
import type { NginxIngress, NginxProtocol } from '../../kubernetes/model/nginx-ingress.ts';
import type { Cause, HttpExchange } from '../outcome/outcome.ts';
import { connectOnward, gatewayError, givenHeaders, pickEndpoint, readyEndpoints } from '../run/onward.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import { explainProtocol } from './cause-nginx.ts';
import { type FindPort, type Located, locateBackend, refOf, routeOf, ruleOf, backendName } from './ingress-backend.ts';
import type { IngressMatch } from './ingress-match.ts';
import { alternativeTo, goesToCanary } from './nginx-canary.ts';
import { expandVariables, type NginxRequest, variableOf } from './nginx-request.ts';
import type { NginxServed } from './nginx-servers.ts';
import type { NginxEntry, NginxVisit } from './nginx-visit.ts';
import { tlsEvidence } from '../causes/speaks-tls.ts';

export const nginxPort: FindPort = (service, { port }) => portOfNginx(service, port);

/** A backend that has somebody to answer. */
export interface ReadyBackend {
  readonly ok: true;
  readonly match: IngressMatch;
  readonly located: Extract<Located, { readonly ok: true }>;
  /** Why another one answers in its place. */
  readonly instead?: Cause;
}

/**
 * The backend of a location, before anybody is asked who they are: without endpoints nginx answers 503 at once. undefined: the
 * location has none. // ingress-nginx v1.13 rootfs/etc/nginx/lua/balancer.lua rewrite
 */
export function readyBackend(
  run: Run,
  { location, pod, arrived }: NginxVisit,
): ReadyBackend | { readonly ok: false; readonly cause: Cause } | undefined {
  const { ingress, backend, rule, at } = location;
  if (ingress === undefined || backend === undefined) return undefined;
  const match = { ingress, backend, ...(rule !== undefined && { rule }), ...(at !== undefined && { path: at }) };
  const asked = { pod, match, arrived, findPort: nginxPort, atService: ingress.nginx.serviceUpstream };
  const located = locateBackend(run, asked);
  if (located.ok) return { ok: true, match, located };
  const instead = standIn(run, { pod, arrived }, ingress);
  return instead === undefined ? located : { ok: true, match, located: instead, instead: located.cause };
}

/** Of the annotation default-backend: the first port of a Service of the namespace, where that has endpoints. */
function standIn(
  run: Run,
  { pod }: Pick<NginxEntry, 'pod' | 'arrived'>,
  { namespace, nginx }: NginxServed,
): ReadyBackend['located'] | undefined {
  if (nginx.defaultBackend === undefined) return undefined;
  const service = run.cluster.service(namespace, nginx.defaultBackend);
  const port = service?.ports[0];
  if (service === undefined || port === undefined) return undefined;
  const endpoints = readyEndpoints(service, port, pod);
  return endpoints.length === 0 ? undefined : { ok: true, service, port, endpoints };
}

/** Sends a request on, to the backend or its canary. `path`: as the backend sees it. */
export function askBackend(run: Run, visit: NginxVisit, ready: ReadyBackend, path: string): Proxied {
  const { served, servers, request, pod, arrived, base } = visit;
  const { match, instead } = ready;
  const own = visit.location.ingress?.nginx;
  const other = instead === undefined ? alternativeTo(served, servers, match) : undefined;
  const { location } = visit;
  let { located } = ready;
  let taken = match;
  if (other !== undefined && own !== undefined) {
    const asked = { pod, match: other.match, arrived, findPort: nginxPort, atService: own.serviceUpstream };
    const there = locateBackend(run, asked);
    if (there.ok && goesToCanary(run, other.canary, request)) {
      located = there;
      taken = other.match;
    }
  }
  const filters = filtersOf(own, { rewrites: path !== request.target, canary: taken !== match });
  const noted = { entry: location.ingress && refOf(location.ingress), matched: ruleOf(match) };
  const http: HttpExchange = {
    ...base,
    ...routeOf(match),
    ...backendName(taken),
    ...(filters.length > 0 && { filters }),
    ...protocolOf(own?.protocol),
    status: instead === undefined ? 200 : 503,
  };
  const seen = { path, headers: sentHeaders(run, request, own) };
  const made = connect(run, { visit, located, http: { ...http, requestSeen: seen } });
  return {
    ...made,
    ...(instead !== undefined && { cause: instead }),
    matched: noted.matched,
    ...(noted.entry && { entry: noted.entry }),
  };
}

function filtersOf(
  options: NginxIngress | undefined,
  { rewrites, canary }: { readonly rewrites: boolean; readonly canary: boolean },
): readonly string[] {
  const { protocol = 'HTTP', upstreamVhost, serviceUpstream = false } = options ?? {};
  return [
    ...(rewrites ? ['rewrite-target'] : []),
    ...(upstreamVhost === undefined ? [] : ['upstream-vhost']),
    ...(protocol === 'HTTP' ? [] : ['backend-protocol']),
    ...(serviceUpstream ? ['service-upstream'] : []),
    ...(canary ? ['canary'] : []),
  ];
}

const protocolOf = (protocol: NginxProtocol = 'HTTP'): Pick<HttpExchange, 'backendProtocol'> =>
  protocol === 'HTTP' ? {} : { backendProtocol: protocol };

interface Onward {
  readonly visit: NginxEntry & Pick<NginxVisit, 'location'>;
  readonly located: ReadyBackend['located'];
  readonly http: HttpExchange;
}

/** Opens the connection; a backend that speaks otherwise than the proxy answers 400, or nothing that the proxy understands. */
function connect(run: Run, { visit, located, http }: Onward): Proxied {
  const { pod, location } = visit;
  const endpoint = pickEndpoint(run, located.endpoints);
  if (endpoint === undefined) return { http };
  const walked = connectOnward(run, pod, endpoint);
  const error = gatewayError(walked.request);
  const { requestSeen: _, ...unseen } = http;
  const evidence = tlsEvidence(run.cluster, located.port, endpoint);
  const ingress = location.ingress;
  const secure = http.backendProtocol === 'HTTPS' || http.backendProtocol === 'GRPCS';
  const isFastCgi = http.backendProtocol === 'FCGI';
  const differs =
    ingress !== undefined &&
    evidence !== undefined &&
    (isFastCgi ? evidence.by === 'appProtocol' || endpoint.port !== FASTCGI : evidence.speaks !== secure) &&
    http.backendProtocol !== 'AUTO_HTTP' &&
    located.service.type !== 'ExternalName' &&
    http.status === 200;
  let answer: HttpExchange = http;
  let cause: Cause | undefined;
  if (error !== undefined) answer = { ...unseen, status: error };
  else if (differs) {
    answer = { ...unseen, status: secure || isFastCgi ? BAD_GATEWAY : BAD_REQUEST };
    const is = isFastCgi ? 'FASTCGI_TO_OTHER' : secure ? 'TLS_TO_PLAIN' : 'PLAIN_TO_TLS';
    cause = explainProtocol(ingress, located, evidence, is);
  }
  run.legs.push({ kind: 'PROXIED', http: answer, ...walked });
  return { http: answer, trace: walked.request, ...(cause !== undefined && { cause }) };
}

/** Where php-fpm listens: what the port is called there says little. */
const FASTCGI = 9000;
/** RFC 9110 15.5.1, 15.6.3. A server that expects TLS and reads HTTP answers 400 and closes. */
const BAD_REQUEST = 400;
const BAD_GATEWAY = 502;

/** The Service of --default-backend-service; undefined: there is none, or nobody behind it. It answers 404. // ingress-nginx docs/user-guide/default-backend.md */
export function askDefaultService(
  run: Run,
  { pod, arrived, served, written, servers, front, request, base }: Omit<NginxVisit, 'location' | 'server'>,
): Proxied | undefined {
  const named = served[0]?.nginx.controller.defaultBackend;
  const service = named && run.cluster.service(named.namespace, named.name);
  const port = service?.ports[0];
  if (service === undefined || port === undefined) return undefined;
  const endpoints = readyEndpoints(service, port, pod);
  if (endpoints.length === 0) return undefined;
  const backend = { namespace: service.namespace, service: service.name, port: port.port };
  const requestSeen = { path: request.target, headers: sentHeaders(run, request, undefined) };
  const http: HttpExchange = { ...base, backend, status: 404, requestSeen };
  const visit = { pod, arrived, served, written, servers, front, location: { path: '/', exact: false } };
  return connect(run, { visit, located: { ok: true, service, port, endpoints }, http });
}

/** What ingress-nginx sets in place of what the client sent under the same names. // ingress-nginx v1.13 nginx.tmpl */
function sentHeaders(
  run: Run,
  request: NginxRequest,
  options: NginxIngress | undefined,
): Readonly<Record<string, string>> {
  const { bestHost, client, accessScheme, port, headers } = request;
  const vhost = options?.upstreamVhost;
  const prefix = options?.forwardedPrefix;
  const own: Readonly<Record<string, string>> = {
    'X-Forwarded-For': client,
    'X-Forwarded-Host': bestHost,
    'X-Forwarded-Port': headersTrusted(options) ? (headers.get('x-forwarded-port') ?? `${port}`) : `${port}`,
    'X-Forwarded-Proto': accessScheme,
    ...(prefix !== undefined && options?.rewriteTarget !== undefined && { 'X-Forwarded-Prefix': prefix }),
    'X-Real-IP': client,
  };
  const replaced = new Set([
    ...Object.keys(own).map((name) => name.toLowerCase()),
    ...(options?.passwords === undefined ? [] : ['authorization']),
  ]);
  const given = Object.entries(givenHeaders(run)).filter(([name]) => !replaced.has(name.toLowerCase()));
  const host = vhost === undefined ? bestHost : expandVariables(vhost, (name) => variableOf(request, name));
  return { Host: host, ...Object.fromEntries(given), ...own };
}

const headersTrusted = (options: NginxIngress | undefined): boolean => options?.controller.forwardedHeaders === true;
