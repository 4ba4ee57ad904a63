import type { Trace } from '../../linux/model/trace.ts';
import type { Cause, Leg } from '../outcome/outcome.ts';
import type { Proxied, Run } from './routing-programs.ts';
import type { ParsedRequest } from './parsed-request.ts';
import { proxyRequest } from './proxy.ts';
import { proxySteps } from './proxy-steps.ts';

/** More than anybody puts one behind the other. */
const MOST_PROXIES = 8;
/** What a proxy answers that waited for the next one in vain. RFC 9110 15.6.5. */
const GATEWAY_TIMEOUT = 504;

/** What became of a connection that reached a proxy. `trace` is the last walk there was. */
export interface Followed extends Proxied {
  readonly trace: Trace;
}

/**
 * Passes a request on from proxy to proxy, until one answers by itself or what takes the connection is none. Every proxy sees what
 * the one before sent, and its status goes back through all of them. undefined: the connection ended elsewhere. Proxies that lead
 * back to each other, or are too many, end with the disposition LOOP and the cause PROXY_LOOP.
 */
export function followProxies(run: Run, first: Trace): Followed | undefined {
  let trace = first;
  let { request } = run;
  let last: Proxied | undefined;
  for (let count = 0; ; count += 1) {
    const next = proxyRequest({ ...run, request }, trace);
    if (next === undefined) break;
    run.decided.set(trace, proxySteps({ ...run, request }, trace, next));
    last = next;
    if (next.trace === undefined) break;
    request = { ...seenBehind(request, next), peer: next.peer };
    trace = next.trace;
    if (count === MOST_PROXIES) {
      last = { ...next, ...inCircles(next) };
      break;
    }
  }
  if (last === undefined) return undefined;
  if (last.http !== null) answerThrough(run.legs, last.http.status);
  return { ...last, trace };
}

/** The request as the next one sees it: as it was where bytes are passed on, else as the proxy sends it. */
function seenBehind(request: ParsedRequest, { http, trace }: Proxied): ParsedRequest {
  if (http?.requestSeen === undefined || trace === undefined) return request;
  const { path, headers } = http.requestSeen;
  const secure = http.backendTls !== undefined || /^(HTTPS|GRPCS)$/.test(http.backendProtocol ?? '');
  const scheme = secure ? 'https' : 'http';
  return { ...request, headers, target: { ...request.target, scheme, path, port: trace.flow.destinationPort } };
}

function inCircles({ http }: Proxied): Pick<Proxied, 'http' | 'cause' | 'disposition'> {
  const route = http?.route;
  const object = route && { kind: route.kind, namespace: route.namespace, name: route.name };
  const cause: Cause = {
    code: 'PROXY_LOOP',
    detail: { ...(object && { route: object }), proxies: MOST_PROXIES },
    ...(object === undefined ? {} : { object, path: ['spec', 'rules', route?.rule ?? 0] }),
  };
  return { http: http && { ...http, status: GATEWAY_TIMEOUT }, cause, disposition: 'LOOP' };
}

/** Each proxy that waits gives its client the status that it gets. */
function answerThrough(legs: Leg[], status: number): void {
  for (const [at, leg] of legs.entries()) {
    if (leg.kind !== 'PROXIED' || leg.http === null || leg.http.status === status) continue;
    legs[at] = { ...leg, http: { ...leg.http, status } };
  }
}
