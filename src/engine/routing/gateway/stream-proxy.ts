import type { Attachment } from '../../kubernetes/gateway/attachment.ts';
import { compareHostnames } from '../../kubernetes/gateway/read/hostnames.ts';
import { compareAge } from '../../kubernetes/gateway/read/read-cluster.ts';
import type { ListenerState } from '../../kubernetes/gateway/status.ts';
import { connectOnward, gatewayError } from '../run/onward.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import type { HttpExchange } from '../outcome/outcome.ts';
import { chooseBackendRef, followBackend, matchedRule, routeRef } from './backend.ts';
import { explainNoBackends, explainUnusable } from './cause-backend.ts';
import { explainNoStream } from './cause-match.ts';
import { type Entry, noteListener } from './entry.ts';
import { mostSpecific, type PickedRule } from './pick-rule.ts';

/**
 * Passes a connection on by the TLSRoute, TCPRoute or UDPRoute of a listener: the route with the most specific hostname that
 * covers the TLS server name, then the oldest; only the first of its rules counts. Nothing to pass it to: it is closed.
 * An https request that is passed through is answered by the backend. // Gateway API v1.4 apis/v1/tlsroute_types.go
 */
export function proxyStream(run: Run, entry: Entry, listener: ListenerState, serverName: string | undefined): Proxied {
  const closed = { http: null, disposition: 'REFUSED' } as const;
  if (!listener.usable) return { ...closed, cause: explainUnusable(run.cluster, listener) };
  noteListener(run, listener);
  const picked = pickStream(listener.attachments, serverName);
  if (picked === undefined) return { ...closed, cause: explainNoStream(run, entry, listener, serverName) };
  const matched = matchedRule(picked, serverName);
  const ref = chooseBackendRef(run, picked.rule.backends);
  if (ref === undefined) return { ...closed, matched, cause: explainNoBackends(picked) };
  const chosen = followBackend(run, entry.pod, picked, ref);
  if (!chosen.ok) return { ...closed, matched, cause: chosen.cause };
  const protocol = listener.spec.protocol === 'UDP' ? 'UDP' : 'TCP';
  const walked = connectOnward(run, entry.pod, chosen.endpoint, protocol);
  const route = routeRef(picked);
  const http = answerOf(run, listener, { route, backend: chosen.name, listener: listener.spec.name });
  run.legs.push({ kind: 'PROXIED', http, route, backend: chosen.name, ...walked });
  return gatewayError(walked.request) === undefined
    ? { http, trace: walked.request, matched }
    : { http: null, trace: walked.request, matched };
}

function pickStream(attachments: readonly Attachment[], serverName: string | undefined): PickedRule | undefined {
  const found = attachments
    .map(({ route, hostnames }) => ({ route, hostname: mostSpecific(hostnames, serverName ?? '') }))
    .filter(({ hostname }) => hostname !== undefined)
    .sort((a, b) => compareHostnames(a.hostname?.name, b.hostname?.name) || compareAge(a.route, b.route))[0];
  const rule = found?.route.spec.rules[0];
  const match = rule?.matches[0];
  if (found === undefined || rule === undefined || match === undefined) return undefined;
  return { route: found.route, rule, index: 0, match };
}

/** Of an http or https request the backend's answer; of bytes nothing is known. */
function answerOf({ request }: Run, { spec }: ListenerState, base: Omit<HttpExchange, 'status'>): HttpExchange | null {
  const { scheme } = request.target;
  if (scheme !== 'http' && scheme !== 'https') return null;
  const terminated = spec.tls?.mode === 'Terminate';
  return { status: 200, ...base, ...(scheme === 'https' ? { tls: { terminated } } : {}) };
}
