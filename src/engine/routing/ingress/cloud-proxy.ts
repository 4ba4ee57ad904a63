import { LOAD_BALANCER } from '../../dataplane/rules/namespace-names.ts';
import { nodeTargetsOf } from '../../dataplane/load-balancer/load-balanced-service.ts';
import type { ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { selectSource } from '../../linux/walk/walk.ts';
import { ipFamily } from '../../net/ip.ts';
import { factsOf } from '../outcome/facts-of.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause, HttpExchange } from '../outcome/outcome.ts';
import { explanationsOf } from '../run/explanations.ts';
import { type Endpoint, gatewayError, givenHeaders, hostOf, pickEndpoint, requestAuthority } from '../run/onward.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import { nextSourcePort, openConnection } from '../run/run.ts';
import { explainNoMatch } from './cause-ingress.ts';
import { type CloudIngress, matchCloud } from './cloud-match.ts';
import { backendName, noPort, noService, portOfService, refOf, routeOf, ruleOf } from './ingress-backend.ts';
import type { IngressMatch } from './ingress-match.ts';

/**
 * What a cloud's load balancer makes of a connection that ended at it, by the rules of the Ingresses it serves: it opens one of its
 * own, from the network of the nodes, to a node port or to a pod. undefined: the connection ended elsewhere.
 * Simplification: targets count as healthy where they are nodes that are ready, or pods that are.
 * Simplification: an Ingress whose backend cannot be a target is answered with 503; the controller would build no load balancer.
 */
export function proxyCloud(run: Run, arrived: Trace): Proxied | undefined {
  const { scheme, path } = run.request.target;
  if (arrived.end !== LOAD_BALANCER || (scheme !== 'http' && scheme !== 'https')) return undefined;
  const { destinationIP: ip, destinationPort: port } = arrived.final;
  const served = run.cluster.ingresses
    .filter((each): each is CloudIngress => each.cloud !== undefined && each.addresses.includes(ip))
    .toSorted((a, b) => a.cloud.order - b.cloud.order || (keyOf(a) < keyOf(b) ? -1 : 1));
  const [first] = served;
  if (first === undefined) return undefined;
  const host = hostOf(requestAuthority(run));
  const isTls = served.some(({ cloud }) => cloud.listeners.some((each) => each.port === port && each.tls));
  const tls = isTls && scheme === 'https' ? { tls: { terminated: true } } : {};
  const redirect = served.find(({ cloud }) => cloud.redirect !== undefined)?.cloud.redirect;
  if (redirect !== undefined && !isTls) {
    const location = `https://${host}${redirect === 443 ? '' : `:${redirect}`}${path}`;
    return { http: { status: 301, location, filters: ['ssl-redirect'] }, entry: refOf(first) };
  }
  const match = matchCloud(served, host, path);
  if (match === undefined) {
    const cause = explainNoMatch(served, host, path);
    return { http: { status: 404, ...tls }, cause, ...(cause.object && { entry: cause.object }) };
  }
  const told = { status: 200, ...routeOf(match), ...backendName(match), ...tls };
  const matched = ruleOf(match);
  return { ...forward(run, match as CloudMatch, told), entry: matched.object, matched };
}

const keyOf = ({ namespace, name }: CloudIngress): string => `${namespace}/${name}`;

interface CloudMatch extends IngressMatch {
  readonly ingress: CloudIngress;
}

function forward(run: Run, match: CloudMatch, http: HttpExchange): Proxied {
  const found = targetsOf(run, match);
  if (!found.ok) return { http: { ...http, status: 503 }, cause: found.cause };
  const endpoint = pickEndpoint(run, found.targets);
  if (endpoint === undefined) return { http };
  const { ip, port } = endpoint;
  const flow = {
    protocol: 'TCP',
    sourceIP: selectSource(run.network, LOAD_BALANCER, ip) ?? ip,
    sourcePort: nextSourcePort(run),
    destinationIP: ip,
    destinationPort: port,
  } as const;
  const walked = openConnection(run, { kind: 'process', namespace: LOAD_BALANCER, name: match.ingress.cloud.by }, flow);
  const error = gatewayError(walked.request);
  const seen = { path: run.request.target.path, headers: { Host: requestAuthority(run), ...givenHeaders(run) } };
  const answer: HttpExchange = error === undefined ? { ...http, requestSeen: seen } : { ...http, status: error };
  run.legs.push({ kind: 'PROXIED', http: answer, ...walked });
  return { http: answer, trace: walked.request };
}

type Targets =
  | { readonly ok: true; readonly targets: readonly Endpoint[] }
  | { readonly ok: false; readonly cause: Cause };

function targetsOf(run: Run, match: CloudMatch): Targets {
  const { ingress, backend } = match;
  const service = run.cluster.service(ingress.namespace, backend.service);
  const missing = service === undefined ? noService(run, match) : undefined;
  if (missing !== undefined && !missing.ok) return missing;
  const port = service && portOfService(service, backend);
  if (service === undefined || port === undefined) {
    const lacking = service && noPort(match, service);
    return lacking === undefined || lacking.ok ? { ok: true, targets: [] } : lacking;
  }
  if (!sendsToPods(ingress, service)) return nodePorts(run, match, { service, port });
  const targets = podTargets(service, port);
  return targets.length > 0 ? { ok: true, targets } : unserved(run, service);
}

/** A Service may say it for itself: target-type of an ALB, and whether Google's network endpoint groups are used. */
function sendsToPods({ cloud }: CloudIngress, { object }: ClusterService): boolean {
  const annotations: Readonly<Record<string, unknown>> = object.metadata.annotations ?? {};
  const groups = annotations['cloud.google.com/neg'];
  if (cloud.by === 'GCE') return typeof groups !== 'string' || !/"ingress"\s*:\s*false/.test(groups);
  const own = annotations['alb.ingress.kubernetes.io/target-type'];
  return own === undefined ? cloud.targets === 'PODS' : own === 'ip';
}

interface AtPort {
  readonly service: ClusterService;
  readonly port: ServicePort;
}

function nodePorts(run: Run, { ingress }: CloudMatch, { service, port }: AtPort): Targets {
  const { nodePort } = port;
  if (nodePort === undefined) {
    const { type } = service;
    const detail = { is: 'NO_NODE_PORT', ingress: namesOf(ingress), service: namesOf(service), type } as const;
    const object = refOf(ingress);
    if (ingress.cloud.by === 'GCE') return { ok: false, cause: { code: 'INGRESS_NOT_SERVED', detail, object } };
    const annotation = 'alb.ingress.kubernetes.io/target-type';
    const path = ['metadata', 'annotations', annotation];
    const fix = { code: 'SET_ANNOTATION', detail: { annotation, value: 'ip' }, object, path, value: 'ip' } as const;
    return { ok: false, cause: { code: 'INGRESS_NOT_SERVED', detail, object, path, fix } };
  }
  const targets = nodeTargetsOf(run.cluster, service, nodePort);
  return targets.length > 0 ? { ok: true, targets } : unserved(run, service);
}

function podTargets(service: ClusterService, { name, protocol }: ServicePort): readonly Endpoint[] {
  return service
    .endpoints(4)
    .filter(({ ready, ip }) => ready && ipFamily(ip) === 4)
    .flatMap(({ ip, ports }) =>
      ports.filter((each) => each.name === name && each.protocol === protocol).map(({ port }) => ({ ip, port })),
    );
}

function unserved(run: Run, service: ClusterService): Targets {
  const last = run.legs.at(-1)?.request;
  if (last === undefined) return { ok: true, targets: [] };
  const [ip = last.final.destinationIP] = service.clusterIPs;
  const trace = { ...last, final: { ...last.final, destinationIP: ip }, disposition: 'REJECTED' as const };
  const cause = explanationsOf(run.programs).service({ cluster: run.cluster, service, trace });
  return { ok: false, cause: { ...cause, code: 'INGRESS_NO_ENDPOINTS', detail: { because: factsOf(cause) } } };
}
