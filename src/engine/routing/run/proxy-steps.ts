import type { Hop, ProxyStep, RouteMatchedStep, TlsTerminatedStep, Trace } from '../../linux/model/trace.ts';
import { hostOf, requestAuthority } from './onward.ts';
import type { MatchedRule, Proxied, Run } from './routing-programs.ts';

/** What a proxy decided, as steps that follow the one by which the connection reached it. */
export function proxySteps(run: Run, { final }: Trace, proxied: Proxied): readonly ProxyStep[] {
  const { http, entry, matched, cause, sidecar } = proxied;
  if (sidecar !== undefined) return [sidecar];
  const { target } = run.request;
  const of = entry === undefined ? {} : { entry };
  const steps: ProxyStep[] = [];
  if (http?.tls?.terminated === true) {
    const { secretName } = http.tls;
    const detail: TlsTerminatedStep['detail'] = {
      serverName: target.host,
      ...of,
      ...(secretName !== undefined && { secretName }),
    };
    steps.push({ type: 'TLS_TERMINATED', action: 'DECRYPTED', packet: final, detail });
  }
  if (matched !== undefined) steps.push(routeMatched(proxied, matched, final));
  else if (cause !== undefined) {
    const read = http !== null;
    const detail = {
      ...of,
      host: read ? hostOf(requestAuthority(run)) : target.host,
      ...(read && { path: target.path, status: http.status }),
    };
    steps.push({ type: 'NO_ROUTE_MATCHED', action: read ? 'ANSWERED' : 'CLOSED', packet: final, detail });
  }
  return steps;
}

function routeMatched({ http, entry, trace }: Proxied, matched: MatchedRule, packet: Trace['final']): RouteMatchedStep {
  const { filters, backend, status } = http ?? {};
  return {
    type: 'ROUTE_MATCHED',
    action: trace === undefined ? 'ANSWERED' : 'FORWARDED',
    packet,
    detail: {
      ...(entry !== undefined && { entry }),
      ...matched,
      ...(filters !== undefined && { filters }),
      ...(backend !== undefined && {
        backend: { kind: 'Service', namespace: backend.namespace, name: backend.service },
      }),
      ...(status !== undefined && { status }),
    },
  };
}

/** The walk to a proxy with what it decided at its end. */
export function withProxySteps(trace: Trace, steps: readonly ProxyStep[]): Trace {
  const last = trace.hops.at(-1);
  if (last === undefined || steps.length === 0) return trace;
  const decided: Hop = { ...last, steps: [...last.steps, ...steps] };
  return { ...trace, hops: [...trace.hops.slice(0, -1), decided] };
}
