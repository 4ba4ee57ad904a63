import { LOAD_BALANCER } from '../../dataplane/rules/namespace-names.ts';
import { actionOfBackend } from '../../kubernetes/ingress/alb-backends.ts';
import type { AlbAction, AlbTarget } from '../../kubernetes/model/alb.ts';
import { type CloudIngress, cloudIngresses, listensAt } from '../../kubernetes/ingress/cloud-listeners.ts';
import { assumedCertificates } from '../../kubernetes/ingress/gce-sync.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { selectSource } from '../../linux/walk/walk.ts';
import { backendName, refOf, routeOf, ruleOf } from '../ingress/ingress-backend.ts';
import type { HttpExchange } from '../outcome/outcome.ts';
import { gatewayError, givenHeaders, hostOf, pickEndpoint, requestAuthority } from '../run/onward.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import { assume, nextSourcePort, openConnection } from '../run/run.ts';
import { type CloudRequest, locationOf, pickAlb, sortAlbPaths } from './alb-match.ts';
import { explainFixed, explainNoRule, explainUnbuilt, noAction } from './cause-cloud-entry.ts';
import { type CloudMatch, pickGce, rulesOf } from './cloud-match.ts';
import { targetsOf } from './cloud-targets.ts';

/**
 * What a cloud's load balancer makes of a connection that ended at it, by the rules of the Ingresses it serves: it opens one of its
 * own, from the network of the nodes, to a node port or to a pod. undefined: the connection ended elsewhere.
 * Simplification: an Ingress whose backend cannot be a target, or whose annotations cannot be read, is answered with 503; the controller would build no load balancer.
 */
export function proxyCloud(run: Run, arrived: Trace): Proxied | undefined {
  const { scheme } = run.request.target;
  if (arrived.end !== LOAD_BALANCER || (scheme !== 'http' && scheme !== 'https')) return undefined;
  const { destinationIP: ip, destinationPort: port } = arrived.final;
  const all = cloudIngresses(run.cluster.ingresses, ip);
  const taken = all.filter(({ cloud }) => cloud.refused === undefined);
  const served = taken.length > 0 ? taken : all;
  const [first] = served;
  if (first === undefined) return undefined;
  const isTls = served.some(({ cloud }) => cloud.listeners.some((each) => each.port === port && each.tls));
  const tls = isTls && scheme === 'https' ? { tls: { terminated: true } } : {};
  const unbuilt = explainUnbuilt(run.cluster, served);
  if (unbuilt !== undefined)
    return { http: { status: 503, ...tls }, cause: unbuilt, ...(unbuilt.object && { entry: unbuilt.object }) };
  for (const secret of served.flatMap((each) => assumedCertificates(run.cluster, each)))
    assume(run, { code: 'CERTIFICATE_ASSUMED', detail: { secret } });
  const request = requestOf(run, arrived, isTls);
  const redirect = served.find(({ cloud }) => cloud.redirect !== undefined)?.cloud.redirect;
  if (redirect !== undefined && !isTls) {
    const { port: to, status, by } = redirect;
    const location = locationOf({ type: 'redirect', status, protocol: 'HTTPS', port: `${to}` }, request);
    return { http: { status, location, filters: [by] }, entry: refOf(first) };
  }
  // A listener has the rules of those that ask for it.
  const here = served.filter((each) => listensAt(each, port));
  const match = matchOf(here, request);
  if (match === undefined) {
    const cause = explainNoRule(here, request);
    return { http: { status: 404, ...tls }, cause, ...(cause.object && { entry: cause.object }) };
  }
  const matched = ruleOf(match);
  return { ...answer(run, match, request, { ...routeOf(match), ...tls }), entry: matched.object, matched };
}

function requestOf(run: Run, { final }: Trace, tls: boolean): CloudRequest {
  const { target, method, headers } = run.request;
  const [asked = '/'] = target.path.split('#', 1);
  const mark = asked.indexOf('?');
  return {
    host: hostOf(requestAuthority(run)),
    path: mark < 0 ? asked : asked.slice(0, mark),
    query: mark < 0 ? '' : asked.slice(mark + 1),
    method,
    headers: new Map(
      Object.entries({ Host: requestAuthority(run), ...headers }).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    sourceIP: final.sourceIP,
    port: final.destinationPort,
    tls,
  };
}

/** The rule that takes a request of those that one load balancer serves; undefined: none does, and there is no default backend. */
function matchOf(served: readonly CloudIngress[], request: CloudRequest): CloudMatch | undefined {
  const found =
    served[0]?.cloud.by === 'GCE'
      ? pickGce(rulesOf(served), request.host, request.path)
      : pickAlb(rulesOf(served, sortAlbPaths), request);
  if (found !== undefined) return found;
  const ingress = served.find(({ defaultBackend }) => defaultBackend !== undefined);
  return ingress?.defaultBackend && { ingress, backend: ingress.defaultBackend };
}

type Told = Pick<HttpExchange, 'route' | 'tls' | 'filters'>;

/** By the action that the backend stands for, or by the Service that it names. */
function answer(run: Run, match: CloudMatch, request: CloudRequest, told: Told): Proxied {
  const action = actionOfBackend(match.ingress, match.backend);
  if (action === undefined) return forward(run, match, told);
  const filters = [`actions.${action.name}`];
  // What is broken is told before: nothing would have been built.
  if (action.read?.ok !== true) return { http: { ...told, status: 503 }, cause: noAction(match, action.name) };
  const { value } = action.read;
  switch (value.type) {
    case 'redirect':
      return { http: { ...told, status: value.status, location: locationOf(value, request), filters } };
    case 'fixed-response': {
      const { status } = value;
      const { name } = action;
      const fixed = { is: 'FIXED_RESPONSE', action: name, status } as const;
      const cause = status < 400 ? {} : { cause: explainFixed(match.ingress, fixed) };
      return { http: { ...told, status, filters }, ...cause };
    }
    case 'forward': {
      const target = pickGroup(run, value);
      if (target?.is === 'SERVICE') return forward(run, { ...match, backend: target.backend }, { ...told, filters });
      const http = { ...told, status: 503, filters };
      // What somebody else has made is not known: results say so (routing/unread/annotations.ts).
      if (target !== undefined) return { http };
      const none = { is: 'ALL_WEIGHT_0', action: action.name, status: 503 } as const;
      return { http, cause: explainFixed(match.ingress, none) };
    }
  }
}

/**
 * One of the target groups of an action by their weights, whether it has targets or not; undefined: none of them gets anything.
 * // docs.aws.amazon.com elasticloadbalancing/latest/application/rule-action-types.html, "Forward actions": no failover
 * Simplification: a client that stickiness keeps with one target group is one that comes for the first time.
 */
function pickGroup(run: Run, { targets }: Extract<AlbAction, { type: 'forward' }>): AlbTarget | undefined {
  const weighed = targets.filter(({ weight }) => weight > 0);
  return weighed.length < 2 ? weighed[0] : weighed[run.choose(weighed.map(({ weight }) => weight))];
}

function forward(run: Run, match: CloudMatch, more: Told): Proxied {
  const http = { ...more, ...backendName(match), status: 200 };
  const found = targetsOf(run, match);
  if (!found.ok) return { http: { ...http, status: found.status ?? 503 }, cause: found.cause };
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
  const answered: HttpExchange = error === undefined ? { ...http, requestSeen: seen } : { ...http, status: error };
  run.legs.push({ kind: 'PROXIED', http: answered, ...walked });
  return { http: answered, trace: walked.request };
}
