import type {
  Cluster,
  ClusterIngress,
  ClusterPod,
  ClusterService,
  ServicePort,
} from '../../kubernetes/model/cluster.ts';
import type { IngressBackend } from '../../kubernetes/model/basics.ts';
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
  requestAuthority,
} from '../run/onward.ts';
import type { MatchedRule, Proxied, Run } from '../run/routing-programs.ts';
import type { CauseDetails } from '../outcome/cause-details.ts';
import { namesOf } from '../outcome/named.ts';
import { factsOf } from '../outcome/facts-of.ts';
import type { Cause, HttpExchange } from '../outcome/outcome.ts';
import { resolveOutside } from '../dns/outside-names.ts';
import { assume, assumeOfCluster } from '../run/run.ts';

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
  const detail = { is: 'PASSED_OVER', ingress: { namespace, name } } as const;
  const object = { kind: 'Ingress', namespace, name };
  const cause: Cause = { code: 'INGRESS_NO_MATCH', detail, object, path: ['spec', 'ingressClassName'] };
  return { http: { status: 404 }, cause, entry: object };
}

/** Which of host and path no rule has; the object is an Ingress with the host, or the only one there is. */
function explainNoMatch(served: readonly ClusterIngress[], host: string, path: string): Cause {
  const hosts = [...new Set(served.flatMap((each) => each.rules.flatMap((rule) => rule.host ?? [])))];
  const rules = served.flatMap((each) => each.rules).filter((rule) => coversHost(rule.host, host));
  const ofHost = served.find((each) => each.rules.some((rule) => coversHost(rule.host, host)));
  const paths = rules.flatMap((rule) => rule.paths.map((each) => ({ path: each.path, pathType: each.pathType })));
  const detail =
    ofHost === undefined ? ({ is: 'HOST', host, path, hosts } as const) : ({ is: 'PATH', host, path, paths } as const);
  const ingress = ofHost ?? (served.length === 1 ? served[0] : undefined);
  if (ingress === undefined) return { code: 'INGRESS_NO_MATCH', detail };
  const object = { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name };
  const told = { code: 'INGRESS_NO_MATCH', detail, object, path: ['spec', 'rules'] } as const;
  const near = ofHost === undefined ? nearestNames(host, hosts)[0] : undefined;
  return near === undefined ? told : { ...told, fix: { code: 'DID_YOU_MEAN', detail: { names: [near] } } };
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
  const names = { namespace: ingress.namespace, name: backend.service };
  const missing = (
    detail: CauseDetails['INGRESS_BACKEND_NOT_FOUND'],
    field: 'name' | 'port',
    value?: string | { readonly number: Port },
  ): Chosen => {
    const fieldPath = [...at, 'service', field];
    const cause = { code: 'INGRESS_BACKEND_NOT_FOUND', detail, object, path: fieldPath } as const;
    if (value === undefined) return { ok: false, cause };
    const right = typeof value === 'string' ? value : value.number;
    const fix = { code: 'SET_FIELD_OF_BACKEND', detail: { field, value: right } } as const;
    return { ok: false, cause: { ...cause, fix: { ...fix, object, path: fieldPath, value } } };
  };
  if (service === undefined) {
    const known = run.cluster.services.filter((each) => each.namespace === ingress.namespace).map((each) => each.name);
    const detail = { is: 'NO_SERVICE', ingress: namesOf(ingress), service: names } as const;
    return missing(detail, 'name', nearestNames(backend.service, known)[0]);
  }
  const port = findPort(service, backend);
  if (port === undefined) {
    const has = service.ports.map((each) => each.port);
    const asked = 'number' in backend.port ? backend.port.number : backend.port.name;
    const [number] = has;
    const detail = { is: 'NO_PORT', service: names, port: asked, has } as const;
    return missing(detail, 'port', number === undefined ? undefined : { number });
  }
  if (service.type === 'ExternalName') return outsideBackend(run, service, port);
  const endpoint = chooseEndpoint(run, pod, service, port);
  if (endpoint !== undefined) return { ok: true, endpoint };
  const rejected = { ...trace, disposition: 'REJECTED' as const };
  const cause = explanationsOf(run.programs).service({ cluster: run.cluster, service, trace: rejected });
  const behind = { code: 'INGRESS_NO_ENDPOINTS', detail: { because: factsOf(cause) } } as const;
  return { ok: false, cause: { ...cause, ...behind } };
}

function findPort(service: ClusterService, { port }: IngressBackend): ServicePort | undefined {
  return service.ports.find((each) => ('number' in port ? each.port === port.number : each.name === port.name));
}

function outsideBackend(run: Run, service: ClusterService, port: ServicePort): Chosen {
  const { addresses, assumptions } = resolveOutside(run.cluster, service.externalName ?? '');
  assume(run, ...assumptions);
  const [ip] = addresses;
  if (ip !== undefined) return { ok: true, endpoint: { ip, port: port.port } };
  const object = { kind: 'Service', namespace: service.namespace, name: service.name };
  const { externalName = '' } = service;
  const detail = { is: 'OUTSIDE_BACKEND', service: namesOf(service), externalName } as const;
  return { ok: false, cause: { code: 'NAME_NOT_FOUND', detail, object, path: ['spec', 'externalName'] } };
}
