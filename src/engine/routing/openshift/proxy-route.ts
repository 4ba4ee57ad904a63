import type { ClusterPod, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import { isRouter, routerFronts, routesOf } from '../../kubernetes/openshift/router-places.ts';
import { isForHost, isForPath, type RouterRoute } from '../../kubernetes/openshift/routes.ts';
import type { Trace } from '../../linux/model/trace.ts';
import type { HttpExchange } from '../outcome/outcome.ts';
import {
  clientAddress,
  connectOnward,
  type Endpoint,
  gatewayError,
  givenHeaders,
  hostOf,
  pickEndpoint,
  readyEndpoints,
  requestAuthority,
} from '../run/onward.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import { assumeOfCluster } from '../run/run.ts';
import { explainNoBackend, explainNoRoute, type Reached, routeObject } from './cause-openshift.ts';

/** The code of HAProxy's `redirect scheme`. */
const REDIRECT = 302;

/**
 * What OpenShift's router (HAProxy) makes of a connection that reached one of its pods. A TLS server name of a passthrough Route goes
 * on as it is; other TLS ends here, and host and path choose among the Routes with TLS; plain HTTP gets to those without TLS, and to
 * the others as insecureEdgeTerminationPolicy says. Without a Route it answers 503.
 * // openshift/router v4.19 images/router/haproxy/conf/haproxy-config.template
 * Simplification: the router does not care whether a reencrypted backend speaks TLS, nor which certificate it has.
 * Simplification: the router spreads evenly over the endpoints of a Service, whatever the balance algorithm of a Route.
 */
export function proxyRoute(run: Run, pod: ClusterPod, arrived: Trace): Proxied | undefined {
  const { scheme, host, path } = run.request.target;
  if (!isRouter(pod) || (scheme !== 'http' && scheme !== 'https')) return undefined;
  assumeOfCluster(run, 'ROUTER_ASSUMED');
  const all = routesOf(run.cluster);
  const taken = all.filter(({ refusal }) => refusal === undefined);
  if (scheme === 'https') {
    const through = pick(taken.filter(isPassthrough), host.toLowerCase());
    if (through !== undefined) return passOn(run, { pod, arrived }, through);
  }
  const name = hostOf(requestAuthority(run));
  const asked = path.split(/[?#]/, 1)[0] ?? '/';
  const tls = scheme === 'https' ? { tls: { terminated: true } } : {};
  const open = taken.filter((route) => isOpen(route, scheme));
  const route = pick(open, name, asked);
  if (route === undefined) {
    const cause = explainNoRoute(all, { scheme, host: name, path: asked });
    return { http: { status: 503, ...tls }, cause, ...(cause.object && { entry: cause.object }) };
  }
  const matched = matchedOf(route);
  if (scheme === 'http' && route.spec.tls?.insecureEdgeTerminationPolicy === 'Redirect') {
    const http = { status: REDIRECT, location: `https://${requestAuthority(run)}${path}`, ...routeOf(route) };
    return { http, entry: matched.object, matched };
  }
  return { ...forward(run, { pod, arrived, route, told: { status: 200, ...routeOf(route), ...tls } }), matched };
}

const isPassthrough = ({ spec }: RouterRoute): boolean => spec.tls?.termination === 'passthrough';

/** In the table for requests of a scheme. */
function isOpen(route: RouterRoute, scheme: 'http' | 'https'): boolean {
  const { tls } = route.spec;
  if (scheme === 'https') return tls !== undefined && !isPassthrough(route);
  const insecure = tls?.insecureEdgeTerminationPolicy ?? 'None';
  return tls === undefined || insecure === 'Redirect' || (insecure === 'Allow' && !isPassthrough(route));
}

/** The one with the longest path; of a host of its own before one for a whole subdomain. */
function pick(routes: readonly RouterRoute[], host: string, path?: string): RouterRoute | undefined {
  const wild = ({ spec }: RouterRoute): number => Number(spec.wildcardPolicy === 'Subdomain');
  return routes
    .filter((route) => isForHost(route, host) && (path === undefined || isForPath(route, path)))
    .toSorted((a, b) => wild(a) - wild(b) || b.spec.path.length - a.spec.path.length)[0];
}

function matchedOf(route: RouterRoute): NonNullable<Proxied['matched']> {
  const { host, spec } = route;
  return { object: routeObject(route), host, ...(spec.path !== '' && { path: spec.path }) };
}

const routeOf = (route: RouterRoute): Pick<HttpExchange, 'route'> => ({ route: { ...routeObject(route), rule: 0 } });

interface Backend {
  readonly service: ClusterService;
  readonly port: ServicePort;
  readonly weight: number;
  readonly endpoints: readonly Endpoint[];
}

/** A Service's ports with endpoints that `targetPort` names by their number in the pod or by the name of the Service's port. */
function backendsOf(run: Run, pod: ClusterPod, { namespace, spec }: RouterRoute): readonly Backend[] {
  const wanted = spec.port.targetPort;
  return [spec.to, ...spec.alternateBackends].flatMap(({ kind, name, weight }): readonly Backend[] => {
    const service = kind === 'Service' ? run.cluster.service(namespace, name) : undefined;
    if (service === undefined || weight === 0) return [];
    const found = service.ports.flatMap((port): readonly Backend[] => {
      const endpoints = readyEndpoints(service, port, pod).filter(
        (each) => wanted === undefined || wanted === each.port || String(wanted) === port.name,
      );
      return endpoints.length === 0 ? [] : [{ service, port, weight, endpoints }];
    });
    const [first] = found;
    return first === undefined ? [] : [{ ...first, endpoints: found.flatMap(({ endpoints }) => endpoints) }];
  });
}

/** By their weights, those without endpoints left out. */
function choose(run: Run, backends: readonly Backend[]): Backend | undefined {
  return backends.length < 2 ? backends[0] : backends[run.choose(backends.map(({ weight }) => weight))];
}

const nameOf = ({ service, port }: Backend) => ({
  backend: { namespace: service.namespace, service: service.name, port: port.port },
});

/** The bytes go on as they are: what answers is the backend. */
function passOn(run: Run, at: Reached, route: RouterRoute): Proxied {
  const { pod } = at;
  const matched = matchedOf(route);
  const about = { matched, entry: matched.object };
  const backend = choose(run, backendsOf(run, pod, route));
  const endpoint = backend && pickEndpoint(run, backend.endpoints);
  if (backend === undefined || endpoint === undefined)
    return { http: null, disposition: 'REFUSED', cause: explainNoBackend(run, route, at), ...about };
  const walked = connectOnward(run, pod, endpoint);
  const http = { status: 200, ...routeOf(route), ...nameOf(backend), tls: { terminated: false } };
  run.legs.push({ kind: 'PROXIED', http, ...walked });
  return { http: gatewayError(walked.request) === undefined ? http : null, trace: walked.request, ...about };
}

interface Forwarding {
  readonly pod: ClusterPod;
  readonly arrived: Trace;
  readonly route: RouterRoute;
  readonly told: HttpExchange;
}

function forward(run: Run, { pod, arrived, route, told }: Forwarding): Proxied {
  const entry = routeObject(route);
  const backend = choose(run, backendsOf(run, pod, route));
  const endpoint = backend && pickEndpoint(run, backend.endpoints);
  if (backend === undefined || endpoint === undefined)
    return { http: { ...told, status: 503 }, cause: explainNoBackend(run, route, { pod, arrived }), entry };
  const walked = connectOnward(run, pod, endpoint);
  const secure = route.spec.tls?.termination === 'reencrypt' ? { backendProtocol: 'HTTPS' } : {};
  const seen = { path: run.request.target.path, headers: forwardedHeaders(run, arrived) };
  const error = gatewayError(walked.request);
  const base = { ...told, ...nameOf(backend), ...secure };
  // HAProxy answers 503 where it cannot connect, 504 where it waits in vain.
  const http = error === undefined ? { ...base, requestSeen: seen } : { ...base, status: error === 502 ? 503 : error };
  run.legs.push({ kind: 'PROXIED', http, ...walked });
  return { http, trace: walked.request, entry };
}

/** Appended to what the client sent. // haproxy-config.template: forwardedHeaderPolicy Append */
function forwardedHeaders(run: Run, arrived: Trace): Readonly<Record<string, string>> {
  const { cluster, request } = run;
  const client = clientAddress(arrived, routerFronts(cluster)[0]);
  const given = Object.entries(givenHeaders(run));
  const before = given.find(([name]) => name.toLowerCase() === 'x-forwarded-for')?.[1];
  const own: Readonly<Record<string, string>> = {
    'X-Forwarded-Host': requestAuthority(run),
    'X-Forwarded-Port': String(request.target.port),
    'X-Forwarded-Proto': request.target.scheme,
    'X-Forwarded-For': before === undefined ? client : `${before}, ${client}`,
  };
  const replaced = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const kept = given.filter(([name]) => !replaced.has(name.toLowerCase()));
  return { Host: requestAuthority(run), ...Object.fromEntries(kept), ...own };
}
