import type { Cluster, ClusterIngress, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { firstCreated } from '../../kubernetes/ingress/ingress-age.ts';
import { isHaproxyIngress } from '../../kubernetes/ingress/ingress-controllers.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { ipFamily } from '../../net/ip.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause, HttpExchange } from '../outcome/outcome.ts';
import {
  clientAddress,
  connectOnward,
  gatewayError,
  givenHeaders,
  hostOf,
  pickEndpoint,
  requestAuthority,
} from '../run/onward.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import { assume, assumeOfCluster } from '../run/run.ts';
import { explainNoMatch } from './cause-ingress.ts';
import { backendName, locateBackend, portOfService, routeOf, ruleOf } from './ingress-backend.ts';
import { coversHost, type IngressMatch, matchIngress, tlsSecret } from './ingress-match.ts';
import { proxyNginx } from './nginx-proxy.ts';
import type { NginxServed } from './nginx-servers.ts';

/**
 * What an Ingress controller makes of a connection that reached one of its pods: ingress-nginx as it is, any other by the rules of
 * the Ingresses that it serves, straight to a ready endpoint of the backend.
 * Simplification: controllers other than ingress-nginx do not redirect http to https where an Ingress has TLS.
 * Simplification: controllers other than ingress-nginx lead to the host of an ExternalName Service that states the port. Traefik does so with
 * allowExternalNameServices alone, Contour with enableExternalNameService.
 * Simplification: the default backend of a controller other than ingress-nginx is the one that answers 404.
 */
export function proxyIngress(run: Run, pod: ClusterPod, arrived: Trace): Proxied | undefined {
  const { cluster, request } = run;
  const { scheme, path } = request.target;
  if (scheme !== 'http' && scheme !== 'https') return undefined;
  const served = cluster.ingresses.filter((ingress) => serves(run, pod, ingress));
  if (served.length === 0) return explainPassedOver(run, pod);
  assumeOfCluster(run, 'INGRESS_CONTROLLER_ASSUMED');
  const host = hostOf(requestAuthority(run));
  const nginx = served.flatMap((each): readonly NginxServed[] =>
    each.nginx === undefined ? [] : [{ ...each, nginx: each.nginx }],
  );
  // Only of one that is assumed some may be another controller's.
  const others = served.filter((each) => each.nginx === undefined);
  if (nginx.length > 0 && !others.some((each) => each.rules.some((rule) => coversHost(rule.host, host)))) {
    const at = nginx[0]?.controllerService;
    const front = at && cluster.service(at.namespace, at.name);
    return proxyNginx(run, { pod, arrived, front, written: nginx });
  }
  const tls = scheme === 'https' ? { tls: terminate(served, request.target.host) } : {};
  const isOrdered = isHaproxyIngress(pod);
  const match = matchIngress(isOrdered ? served.toSorted(firstCreated) : served, host, path);
  if (match?.tied !== undefined && !isOrdered) {
    const detail = {
      host,
      path: path.split(/[?#]/, 1)[0] ?? '/',
      taken: namesOf(match.ingress),
      others: match.tied.map(namesOf),
    };
    assume(run, { code: 'INGRESS_ORDER_ASSUMED', detail });
  }
  if (match === undefined) {
    const cause = explainNoMatch(served, host, path);
    return { http: { status: 404, ...tls }, cause, ...(cause.object && { entry: cause.object }) };
  }
  const told = { status: 200, ...routeOf(match), ...backendName(match), ...tls };
  const made = forward(run, { pod, arrived, match, http: told });
  const matched = ruleOf(match);
  return { ...made, entry: matched.object, matched };
}

/** A controller that has nothing to serve, because all Ingresses are of other classes, or of none, answers 404. */
function explainPassedOver(run: Run, pod: ClusterPod): Proxied | undefined {
  const { cluster } = run;
  const host = hostOf(requestAuthority(run));
  const left = cluster.ingresses.filter(({ leftBy = [] }) => leftBy.some((at) => isBehind(cluster, at, pod)));
  const ingress = left.find(({ rules }) => rules.some((rule) => coversHost(rule.host, host))) ?? left[0];
  if (ingress === undefined) return undefined;
  const { namespace, name, className } = ingress;
  const names = { namespace, name };
  const detail =
    className === undefined
      ? ({ is: 'PASSED_OVER', ingress: names } as const)
      : ({ is: 'OTHER_CLASS', ingress: names, className } as const);
  const object = { kind: 'Ingress', namespace, name };
  const cause: Cause = { code: 'INGRESS_NO_MATCH', detail, object, path: ['spec', 'ingressClassName'] };
  return { http: { status: 404 }, cause, entry: object };
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

interface Forwarding {
  readonly pod: ClusterPod;
  readonly arrived: Trace;
  readonly match: IngressMatch;
  readonly http: HttpExchange;
}

function forward(run: Run, { pod, arrived, match, http }: Forwarding): Proxied {
  const located = locateBackend(run, { pod, match, arrived, findPort: portOfService });
  if (!located.ok) return { http: { ...http, status: 503 }, cause: located.cause };
  const endpoint = pickEndpoint(run, located.endpoints);
  if (endpoint === undefined) return { http };
  const walked = connectOnward(run, pod, endpoint);
  const error = gatewayError(walked.request);
  const seen = { path: run.request.target.path, headers: forwardedHeaders(run, arrived, match.ingress) };
  const answer: HttpExchange = error === undefined ? { ...http, requestSeen: seen } : { ...http, status: error };
  run.legs.push({ kind: 'PROXIED', http: answer, ...walked });
  return { http: answer, trace: walked.request };
}

/** What ingress controllers add by convention, in place of what the client sent under the same names. */
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
