import { compareHostnames, hostnameCovers } from '../../kubernetes/gateway/read/hostnames.ts';
import type { RouteFilter } from '../../kubernetes/gateway/read/gateway-specs.ts';
import type { ListenerState } from '../../kubernetes/gateway/status.ts';
import { implementationOf, unsupportedOfRoute } from '../../kubernetes/gateway/unsupported.ts';
import { clientAddress, connectOnward, gatewayError, givenHeaders, hostOf, requestAuthority } from '../run/onward.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import { assume } from '../run/run.ts';
import type { HttpExchange } from '../outcome/outcome.ts';
import { chooseBackendRef, type ChosenBackend, followBackend, matchedRule, routeRef } from './backend.ts';
import { backendTls } from './backend-tls.ts';
import { explainNoBackends, explainUnusable } from './cause-backend.ts';
import { explainMisdirected, explainNoListener, explainNoRule } from './cause-match.ts';
import { type Entry, listenerFor, noteListener } from './entry.ts';
import { applyRequestFilters, type FilteredRequest, redirectLocation } from './filters.ts';
import { createHttpRequest } from './match-rule.ts';
import { sendMirrors } from './mirror.ts';
import { type PickedRule, pickRule } from './pick-rule.ts';

/**
 * Answers an HTTP request by the routes of the listener whose hostname is nearest to its Host; `taken` is the one TLS was ended
 * for, and a request for a host of another one is misdirected (421). // Gateway API v1.4 gateway_types.go Listener.Hostname
 */
export function proxyHttp(
  run: Run,
  entry: Entry,
  listeners: readonly ListenerState[],
  taken: ListenerState | undefined,
): Proxied {
  const authority = requestAuthority(run);
  const host = hostOf(authority);
  const listener = listenerFor(listeners, host);
  const tls = taken === undefined ? {} : { tls: endOfTls(taken) };
  if (listener === undefined) return { http: { status: 404, ...tls }, cause: explainNoListener(run, entry, host) };
  if (taken !== undefined && listener !== taken) {
    const http = { status: 421, listener: taken.spec.name, ...tls };
    return { http, cause: explainMisdirected(run, taken, listener, host) };
  }
  const base = { listener: listener.spec.name, ...tls };
  if (!listener.usable) return { http: { status: 404, ...base }, cause: explainUnusable(run.cluster, listener) };
  noteListener(run, listener);
  const request = createHttpRequest(run.request.method, run.request.target.path, {
    ...run.request.headers,
    host: authority,
  });
  const picked = pickRule(listener.attachments, host, request);
  if (picked === undefined) {
    return { http: { status: 404, ...base }, cause: explainNoRule(run, entry, { listener, host, request }) };
  }
  assumeSupport(run, entry, picked);
  const covers = picked.route.spec.hostnames.filter((name) => hostnameCovers(name, host)).sort(compareHostnames)[0];
  return { ...applyRule(run, entry, { picked, listener, base }), matched: matchedRule(picked, covers) };
}

/** The rule is followed to the letter, though the implementation may leave a field aside. */
function assumeSupport(run: Run, { gateways: [gateway] }: Entry, { route, index }: PickedRule): void {
  const by = gateway && implementationOf(run.cluster, gateway.spec.className);
  if (by === undefined) return;
  const { kind, namespace, name, object } = route;
  for (const field of unsupportedOfRoute(by, object.raw, index))
    assume(run, { code: 'GATEWAY_FEATURE_ASSUMED', detail: { ...field, object: { kind, namespace, name } } });
}

function endOfTls({ spec }: ListenerState): NonNullable<HttpExchange['tls']> {
  const secretName = spec.tls?.certificateRefs[0]?.name;
  return { terminated: true, ...(secretName === undefined ? {} : { secretName }) };
}

interface Applied {
  readonly picked: PickedRule;
  readonly listener: ListenerState;
  readonly base: Omit<HttpExchange, 'status'>;
}

/** Filters of the rule, then a backend by weight and its filters. A redirect or a response of its own ends it at the proxy. */
function applyRule(run: Run, entry: Entry, { picked, listener, base }: Applied): Proxied {
  const { rule, match } = picked;
  const context = { match, listenerPort: listener.spec.port };
  const given: FilteredRequest = {
    scheme: run.request.target.scheme,
    authority: requestAuthority(run),
    target: run.request.target.path,
    headers: givenHeaders(run),
  };
  const exchange = {
    ...base,
    route: routeRef(picked),
    ...(rule.timeouts === undefined ? {} : { timeouts: rule.timeouts }),
    ...namesOf(rule.filters),
  };
  const early = answerOf(run, rule.filters, (filter) => redirectLocation(given, filter, context));
  if (early !== undefined) return { http: { ...exchange, ...early } };
  const filtered = applyRequestFilters(given, rule.filters, context);
  const ref = chooseBackendRef(run, rule.backends);
  if (ref === undefined) return { http: { ...exchange, status: 500 }, cause: explainNoBackends(picked) };
  const filters = [...rule.filters, ...ref.filters];
  const chosenExchange = { ...exchange, ...namesOf(filters) };
  const late = answerOf(run, ref.filters, (filter) => redirectLocation(filtered, filter, context));
  if (late !== undefined) return { http: { ...chosenExchange, ...late } };
  const chosen = followBackend(run, entry.pod, picked, ref);
  const sent = applyRequestFilters(filtered, ref.filters, context);
  const answer = forward(run, entry, { chosen, sent, exchange: chosenExchange });
  sendMirrors(run, entry, picked, filters);
  return answer;
}

function namesOf(filters: readonly RouteFilter[]): Pick<HttpExchange, 'filters'> {
  return filters.length === 0
    ? {}
    : { filters: filters.map((each) => (each.type === 'Other' ? each.name : each.type)) };
}

/** The answer a filter gives by itself: a redirect, a fixed response, a CORS preflight. undefined: the request goes on. */
function answerOf(
  run: Run,
  filters: readonly RouteFilter[],
  locate: (filter: Extract<RouteFilter, { type: 'RequestRedirect' }>) => string,
): Pick<HttpExchange, 'status' | 'location'> | undefined {
  for (const filter of filters) {
    if (filter.type === 'RequestRedirect') return { status: filter.statusCode, location: locate(filter) };
    if (filter.type === 'DirectResponse') return { status: filter.statusCode };
    if (filter.type === 'CORS' && isPreflight(run, filter.origins)) return { status: 200 };
  }
  return undefined;
}

/** Fetch standard 3.2: OPTIONS with an Origin and the method asked for; here from an origin the filter allows. */
function isPreflight({ request }: Run, origins: readonly string[]): boolean {
  const { headers } = createHttpRequest(request.method, '/', request.headers);
  const origin = headers.get('origin');
  if (request.method !== 'OPTIONS' || origin === undefined || !headers.has('access-control-request-method'))
    return false;
  return origins.some((pattern) => {
    const [before = '', after] = pattern.split('*', 2);
    if (after === undefined) return pattern === origin;
    return origin.length >= before.length + after.length && origin.startsWith(before) && origin.endsWith(after);
  });
}

interface Forwarded {
  readonly chosen: ChosenBackend;
  readonly sent: FilteredRequest;
  readonly exchange: Omit<HttpExchange, 'status'>;
}

function forward(run: Run, entry: Entry, { chosen, sent, exchange }: Forwarded): Proxied {
  const backend = chosen.name === undefined ? {} : { backend: chosen.name };
  if (!chosen.ok) return { http: { ...exchange, ...backend, status: chosen.status }, cause: chosen.cause };
  const walked = connectOnward(run, entry.pod, chosen.endpoint);
  const error = gatewayError(walked.request);
  const seen = { path: sent.target, headers: forwardedHeaders(run, entry, sent) };
  const http: HttpExchange = {
    ...exchange,
    ...backend,
    ...backendTls(run.cluster, chosen.name),
    status: error ?? 200,
    ...(error === undefined ? { requestSeen: seen } : {}),
  };
  run.legs.push({ kind: 'PROXIED', http, ...walked });
  return { http, trace: walked.request };
}

/** What Envoy adds: the client is appended to X-Forwarded-For, the scheme is told when nobody has. */
function forwardedHeaders(
  run: Run,
  { arrived, front }: Entry,
  sent: FilteredRequest,
): Readonly<Record<string, string>> {
  const client = clientAddress(arrived, front);
  const find = (wanted: string) => Object.keys(sent.headers).find((name) => name.toLowerCase() === wanted);
  const before = find('x-forwarded-for');
  const { [before ?? '']: list, ...others } = sent.headers;
  return {
    Host: sent.authority,
    ...others,
    'X-Forwarded-For': list === undefined ? client : `${list},${client}`,
    ...(find('x-forwarded-proto') === undefined ? { 'X-Forwarded-Proto': run.request.target.scheme } : {}),
  };
}
