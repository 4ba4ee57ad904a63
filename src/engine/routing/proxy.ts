import { podNamespace, nodeNamespace } from '../dataplane/build-network.ts';
import type { ClusterIngress, ClusterPod, ClusterService, IngressBackend, ServicePort } from '../kubernetes/cluster.ts';
import type { Trace } from '../linux/trace.ts';
import { selectSource } from '../linux/walk.ts';
import { formatEndpoint, type Ip, type IpFamily, ipFamily, type Port } from '../net/ip.ts';
import { podAt } from './arrival.ts';
import { explainService } from './cause-service.ts';
import { coversHost, type IngressMatch, matchIngress, tlsSecret } from './ingress-match.ts';
import { nearestNames } from './nearest-names.ts';
import type { Cause, HttpExchange } from './outcome.ts';
import { resolveOutside } from './outside-names.ts';
import { assume, assumeOfCluster, nextSourcePort, openConnection, type Run } from './run.ts';

/** What an Ingress controller made of the request that reached it. */
export interface Proxied {
  readonly http: HttpExchange;
  /** Set when the proxy itself answers with an error. */
  readonly cause?: Cause;
  /** The walk of the onward connection; absent: the proxy answered by itself. */
  readonly trace?: Trace;
}

/**
 * When an HTTP connection ended at a pod of an Ingress controller: matches the rules of every Ingress it serves and opens
 * the second connection, straight to a ready endpoint of the backend. undefined: no controller took the connection.
 * Simplification: every controller proxies to endpoints, spreads evenly, and does not redirect http to https.
 */
export function proxyRequest(run: Run, arrived: Trace): Proxied | undefined {
  const { cluster, request } = run;
  const { scheme } = request.target;
  if (arrived.disposition !== 'ACCEPTED' || (scheme !== 'http' && scheme !== 'https')) return undefined;
  const pod = podAt(cluster, arrived);
  const served = pod === undefined ? [] : cluster.ingresses.filter((ingress) => serves(run, pod, ingress));
  if (pod === undefined || served.length === 0) return undefined;
  assumeOfCluster(run, 'INGRESS_CONTROLLER_ASSUMED');
  const host = requestHost(run);
  const tls = scheme === 'https' ? { tls: terminate(served, request.target.host) } : {};
  const match = matchIngress(served, host, request.target.path);
  if (match === undefined) {
    return { http: { status: 404, ...tls }, cause: explainNoMatch(served, host, request.target.path) };
  }
  return forward(run, { pod, arrived, host, match, http: { status: 200, ...describe(match), ...tls } });
}

/** Which of host and path no rule has; the object is an Ingress with the host, or the only one there is. */
function explainNoMatch(served: readonly ClusterIngress[], host: string, path: string): Cause {
  const hosts = [...new Set(served.flatMap((each) => each.rules.flatMap((rule) => rule.host ?? [])))];
  const ofHost = served.find((each) => each.rules.some((rule) => coversHost(rule.host, host)));
  const paths = (ofHost?.rules ?? []).filter((rule) => coversHost(rule.host, host)).flatMap((rule) => rule.paths);
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
  const service = at === undefined ? undefined : cluster.service(at.namespace, at.name);
  if (service === undefined) return false;
  return pod.ips.some((ip) => service.endpoints(ipFamily(ip)).some((endpoint) => endpoint.ip === ip));
}

/** The Host header, or the URL's host; without port. */
function requestHost({ request: { headers, target } }: Run): string {
  const header = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
  return (header ?? target.host).replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase();
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
  readonly host: string;
  readonly match: IngressMatch;
  readonly http: HttpExchange;
}

function forward(run: Run, { pod, arrived, host, match, http }: Forwarding): Proxied {
  const { cluster, network } = run;
  const chosen = chooseBackend(run, pod, match, arrived);
  if (!chosen.ok) return { http: { ...http, status: 503 }, cause: chosen.cause };
  const id =
    pod.hostNetwork && pod.nodeName !== undefined ? nodeNamespace(pod.nodeName) : podNamespace(pod.namespace, pod.name);
  const process = pod.containers.find((container) => !container.init)?.name;
  const walked = openConnection(
    run,
    { kind: 'process', namespace: id, ...(process === undefined ? {} : { name: process }) },
    {
      protocol: 'TCP',
      sourceIP: selectSource(network, id, chosen.ip) ?? pod.ips[0] ?? chosen.ip,
      sourcePort: nextSourcePort(run),
      destinationIP: chosen.ip,
      destinationPort: chosen.port,
    },
  );
  const { disposition } = walked.request;
  const arrivedThere = disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK';
  const seen = { path: run.request.target.path, headers: forwardedHeaders(run, arrived, host) };
  const answer: HttpExchange = arrivedThere
    ? { ...http, requestSeen: seen }
    : { ...http, status: disposition === 'REFUSED' || disposition === 'REJECTED' ? 502 : 504 };
  run.legs.push({ kind: 'PROXIED', http: answer, ...walked });
  assume(run, ...cluster.assumptions.filter(({ code }) => code === walked.request.socket?.assumption));
  return { http: answer, trace: walked.request };
}

/** What ingress controllers add by convention (RFC 7239 names the standard form). */
function forwardedHeaders({ request }: Run, arrived: Trace, host: string): Readonly<Record<string, string>> {
  const given = Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== 'host');
  const client = arrived.final.sourceIP;
  return {
    Host: host,
    ...Object.fromEntries(given),
    'X-Forwarded-For': client,
    'X-Forwarded-Host': host,
    'X-Forwarded-Port': String(request.target.port),
    'X-Forwarded-Proto': request.target.scheme,
    'X-Real-IP': client,
  };
}

type Chosen =
  | { readonly ok: true; readonly ip: Ip; readonly port: Port }
  | { readonly ok: false; readonly cause: Cause };

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
  const found = readyEndpoints(service, port, pod);
  const endpoint = found.length < 2 ? found[0] : found[run.choose(found.map(() => 1))];
  if (endpoint !== undefined) return { ok: true, ...endpoint };
  const rejected = { ...trace, disposition: 'REJECTED' as const };
  const cause = explainService({ cluster: run.cluster, service, trace: rejected });
  return {
    ok: false,
    cause: { ...cause, code: 'INGRESS_NO_ENDPOINTS', message: `Nothing stands behind the backend. ${cause.message}` },
  };
}

function findPort(service: ClusterService, { port }: IngressBackend): ServicePort | undefined {
  return service.ports.find((each) => ('number' in port ? each.port === port.number : each.name === port.name));
}

const formatPort = ({ port }: IngressBackend) => ('number' in port ? String(port.number) : port.name);

function readyEndpoints(service: ClusterService, port: ServicePort, pod: ClusterPod) {
  const families: readonly IpFamily[] = [...new Set(pod.ips.map(ipFamily))];
  for (const family of families) {
    const ready = service
      .endpoints(family)
      .filter((endpoint) => endpoint.ready)
      .flatMap((endpoint) => {
        const target = endpoint.ports.find((each) => each.name === port.name);
        return target === undefined ? [] : [{ ip: endpoint.ip, port: target.port }];
      });
    if (ready.length > 0) {
      return [...new Map(ready.map((each) => [formatEndpoint(each.ip, each.port), each])).values()];
    }
  }
  return [];
}

function outsideBackend(run: Run, service: ClusterService, port: ServicePort): Chosen {
  const { addresses, assumptions } = resolveOutside(run.cluster, service.externalName ?? '');
  assume(run, ...assumptions);
  const [ip] = addresses;
  if (ip !== undefined) return { ok: true, ip, port: port.port };
  const object = { kind: 'Service', namespace: service.namespace, name: service.name };
  const message = `The externalName ${service.externalName ?? ''} of Service ${service.namespace}/${service.name} has no address.`;
  return { ok: false, cause: { code: 'NAME_NOT_FOUND', message, object, path: ['spec', 'externalName'] } };
}
