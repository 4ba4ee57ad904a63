import type {
  Cluster,
  ClusterIngress,
  ClusterPod,
  ClusterService,
  IngressBackend,
  ServicePort,
} from '../../kubernetes/model/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { ipFamily, type Port } from '../../net/ip.ts';
import { explanationsOf } from '../run/explanations.ts';
import { rewritten } from './nginx-paths.ts';
import { coversHost, type IngressMatch, matchIngress, tlsSecret } from './ingress-match.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import {
  chooseEndpoint,
  clientAddress,
  connectOnward,
  type Endpoint,
  gatewayError,
  givenHeaders,
  hostOf,
  type MatchedRule,
  type Proxied,
  requestAuthority,
} from '../run/onward.ts';
import type { Cause, HttpExchange } from '../outcome/outcome.ts';
import { resolveOutside } from '../dns/outside-names.ts';
import { assume, assumeOfCluster, type Run } from '../run/run.ts';

/**
 * Matches the rules of every Ingress that a controller serves and connects straight to a ready endpoint of the backend.
 * Simplification: no controller redirects http to https where an Ingress has TLS, as ingress-nginx does by default.
 * Simplification: a controller's own default backend is the one that answers 404.
 */
export function proxyIngress(run: Run, pod: ClusterPod, arrived: Trace): Proxied | undefined {
  const { cluster, request } = run;
  const { scheme, path } = request.target;
  if (scheme !== 'http' && scheme !== 'https') return undefined;
  const served = cluster.ingresses.filter((ingress) => serves(run, pod, ingress));
  if (served.length === 0) return explainPassedOver(run, pod);
  assumeOfCluster(run, 'INGRESS_CONTROLLER_ASSUMED');
  const host = hostOf(requestAuthority(run));
  const tls = scheme === 'https' ? { tls: terminate(served, request.target.host) } : {};
  const match = matchIngress(served, host, path);
  if (match === undefined) {
    const cause = explainNoMatch(served, host, path);
    return { http: { status: 404, ...tls }, cause, ...(cause.object && { entry: cause.object }) };
  }
  const made = forward(run, { pod, arrived, match, http: { status: 200, ...describe(match), ...tls } });
  const matched = ruleOf(match);
  return { ...made, entry: matched.object, matched };
}

function ruleOf({ ingress: { namespace, name, rules }, rule, path }: IngressMatch): MatchedRule {
  const found = rules[rule ?? -1];
  const pattern = found?.paths[path ?? -1]?.path;
  return {
    object: { kind: 'Ingress', namespace, name },
    ...(rule !== undefined && { rule }),
    ...(found?.host !== undefined && { host: found.host }),
    ...(pattern !== undefined && { path: pattern }),
  };
}

/** A controller that has nothing to serve, because all Ingresses lack the class it asks for, answers 404. */
function explainPassedOver({ cluster }: Run, pod: ClusterPod): Proxied | undefined {
  const ingress = cluster.ingresses.find(({ passedOverBy: at }) => isBehind(cluster, at, pod));
  if (ingress === undefined) return undefined;
  const { namespace, name } = ingress;
  const message = `No Ingress is served here: Ingress ${namespace}/${name} has no class, and the controller takes only those of its class.`;
  const object = { kind: 'Ingress', namespace, name };
  const cause: Cause = { code: 'INGRESS_NO_MATCH', message, object, path: ['spec', 'ingressClassName'] };
  return { http: { status: 404 }, cause, entry: object };
}

/** Which of host and path no rule has; the object is an Ingress with the host, or the only one there is. */
function explainNoMatch(served: readonly ClusterIngress[], host: string, path: string): Cause {
  const hosts = [...new Set(served.flatMap((each) => each.rules.flatMap((rule) => rule.host ?? [])))];
  const rules = served.flatMap((each) => each.rules).filter((rule) => coversHost(rule.host, host));
  const ofHost = served.find((each) => each.rules.some((rule) => coversHost(rule.host, host)));
  const paths = rules.flatMap((rule) => rule.paths);
  const listed = paths.map((each) => `${each.path} (${each.pathType})`).join(', ') || 'none';
  const why =
    ofHost === undefined
      ? `The hosts that have rules are ${hosts.join(', ') || 'none'}.`
      : `The paths of that host are ${listed}.`;
  const message = `No Ingress rule matches ${host}${path}, and there is no default backend. ${why}`;
  const ingress = ofHost ?? (served.length === 1 ? served[0] : undefined);
  if (ingress === undefined) return { code: 'INGRESS_NO_MATCH', message };
  const object = { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name };
  const near = ofHost === undefined ? nearestNames(host, hosts)[0] : undefined;
  const fix = near === undefined ? {} : { fix: { text: `Did you mean ${near}?` } };
  return { code: 'INGRESS_NO_MATCH', message, object, path: ['spec', 'rules'], ...fix };
}

function serves({ cluster }: Run, pod: ClusterPod, { controllerService: at }: ClusterIngress): boolean {
  return isBehind(cluster, at, pod);
}

/** True when the pod is an endpoint of the Service. */
function isBehind(cluster: Cluster, at: ClusterIngress['controllerService'], pod: ClusterPod): boolean {
  const service = at === undefined ? undefined : cluster.service(at.namespace, at.name);
  if (service === undefined) return false;
  return pod.ips.some((ip) => service.endpoints(ipFamily(ip)).some((endpoint) => endpoint.ip === ip));
}

function terminate(served: readonly ClusterIngress[], serverName: string) {
  const secretName = tlsSecret(served, serverName);
  return { terminated: true, ...(secretName === undefined ? {} : { secretName }) };
}

function describe({ ingress, backend, rule, path }: IngressMatch) {
  const port = 'number' in backend.port ? backend.port.number : backend.port.name;
  const { namespace, name } = ingress;
  return {
    ...(rule === undefined
      ? {}
      : { route: { kind: 'Ingress', namespace, name, rule, ...(path === undefined ? {} : { path }) } }),
    backend: { namespace, service: backend.service, port },
  };
}

interface Forwarding {
  readonly pod: ClusterPod;
  readonly arrived: Trace;
  readonly match: IngressMatch;
  readonly http: HttpExchange;
}

function forward(run: Run, { pod, arrived, match, http }: Forwarding): Proxied {
  const chosen = chooseBackend(run, pod, match, arrived);
  if (!chosen.ok) return { http: { ...http, status: 503 }, cause: chosen.cause };
  const walked = connectOnward(run, pod, chosen.endpoint);
  const error = gatewayError(walked.request);
  const { path } = run.request.target;
  const rule = match.ingress.rules[match.rule ?? -1]?.paths[match.path ?? -1]?.path;
  const seenPath = rule === undefined ? path : (rewritten(match.ingress, rule, path) ?? path);
  const seen = { path: seenPath, headers: forwardedHeaders(run, arrived, match.ingress) };
  const answer: HttpExchange = error === undefined ? { ...http, requestSeen: seen } : { ...http, status: error };
  run.legs.push({ kind: 'PROXIED', http: answer, ...walked });
  return { http: answer, trace: walked.request };
}

/**
 * What ingress controllers add by convention, in place of what the client sent under the same names (ingress-nginx with
 * use-forwarded-headers off).
 */
function forwardedHeaders(run: Run, arrived: Trace, ingress: ClusterIngress): Readonly<Record<string, string>> {
  const { cluster, request } = run;
  const at = ingress.controllerService;
  const client = clientAddress(arrived, at && cluster.service(at.namespace, at.name));
  const authority = requestAuthority(run);
  const own: Readonly<Record<string, string>> = {
    'X-Forwarded-For': client,
    'X-Forwarded-Host': authority,
    'X-Forwarded-Port': String(request.target.port),
    'X-Forwarded-Proto': request.target.scheme,
    'X-Real-IP': client,
  };
  const replaced = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const given = Object.entries(givenHeaders(run)).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { Host: authority, ...Object.fromEntries(given), ...own };
}

type Chosen = { readonly ok: true; readonly endpoint: Endpoint } | { readonly ok: false; readonly cause: Cause };

function chooseBackend(
  run: Run,
  pod: ClusterPod,
  { ingress, backend, rule, path }: IngressMatch,
  trace: Trace,
): Chosen {
  const object = { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name };
  const at =
    rule === undefined ? ['spec', 'defaultBackend'] : ['spec', 'rules', rule, 'http', 'paths', path ?? 0, 'backend'];
  const service = run.cluster.service(ingress.namespace, backend.service);
  const label = `${ingress.namespace}/${backend.service}`;
  const missing = (message: string, field: readonly string[], value?: string | { readonly number: Port }): Chosen => {
    const fieldPath = [...at, 'service', ...field];
    const cause = { code: 'INGRESS_BACKEND_NOT_FOUND' as const, message, object, path: fieldPath };
    if (value === undefined) return { ok: false, cause };
    const right = typeof value === 'string' ? value : value.number;
    const text = `Set the backend's ${field.join(' ')} to ${right}.`;
    return { ok: false, cause: { ...cause, fix: { text, object, path: fieldPath, value } } };
  };
  if (service === undefined) {
    const known = run.cluster.services.filter((each) => each.namespace === ingress.namespace).map((each) => each.name);
    const message = `Ingress ${ingress.namespace}/${object.name} names Service ${label}, which does not exist.`;
    return missing(message, ['name'], nearestNames(backend.service, known)[0]);
  }
  const port = findPort(service, backend);
  if (port === undefined) {
    const has = service.ports.map((each) => each.port).join(', ');
    const number = service.ports[0]?.port;
    const message = `Service ${label} has no port ${formatPort(backend)}; it has ${has}.`;
    return missing(message, ['port'], number === undefined ? undefined : { number });
  }
  if (service.type === 'ExternalName') return outsideBackend(run, service, port);
  const endpoint = chooseEndpoint(run, pod, service, port);
  if (endpoint !== undefined) return { ok: true, endpoint };
  const rejected = { ...trace, disposition: 'REJECTED' as const };
  const cause = explanationsOf(run.programs).service({ cluster: run.cluster, service, trace: rejected });
  return {
    ok: false,
    cause: { ...cause, code: 'INGRESS_NO_ENDPOINTS', message: `Nothing stands behind the backend. ${cause.message}` },
  };
}

function findPort(service: ClusterService, { port }: IngressBackend): ServicePort | undefined {
  return service.ports.find((each) => ('number' in port ? each.port === port.number : each.name === port.name));
}

const formatPort = ({ port }: IngressBackend) => ('number' in port ? String(port.number) : port.name);

function outsideBackend(run: Run, service: ClusterService, port: ServicePort): Chosen {
  const { addresses, assumptions } = resolveOutside(run.cluster, service.externalName ?? '');
  assume(run, ...assumptions);
  const [ip] = addresses;
  if (ip !== undefined) return { ok: true, endpoint: { ip, port: port.port } };
  const object = { kind: 'Service', namespace: service.namespace, name: service.name };
  const message = `The externalName ${service.externalName ?? ''} of Service ${service.namespace}/${service.name} has no address.`;
  return { ok: false, cause: { code: 'NAME_NOT_FOUND', message, object, path: ['spec', 'externalName'] } };
}
