import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { ListenerState } from '../../kubernetes/gateway/status.ts';
import type { Trace } from '../../linux/model/trace.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import { explainUnusable } from './cause-backend.ts';
import { explainNoListener, explainWrongProtocol } from './cause-match.ts';
import { type Entry, findEntry, listenerFor, listenersOn } from './entry.ts';
import { proxyHttp } from './http-proxy.ts';
import { proxyStream } from './stream-proxy.ts';

const CLOSED = { http: null, disposition: 'REFUSED' } as const;

/**
 * What the proxy of a Gateway makes of a connection: which listener takes it, by port, protocol and hostname, and what that
 * listener's routes do with it. undefined: the pod is no Gateway's proxy, or nothing but a connection is asked for.
 */
export function proxyGateway(run: Run, pod: ClusterPod, arrived: Trace): Proxied | undefined {
  const entry = findEntry(run, pod, arrived);
  const made = entry && serveEntry(run, entry);
  if (entry === undefined || made === undefined) return undefined;
  const { gateways } = entry;
  const taken = made.http?.listener;
  const gateway = gateways.find(({ listeners }) => listeners.some(({ spec }) => spec.name === taken)) ?? gateways[0];
  if (gateway === undefined) return made;
  return { ...made, entry: { kind: 'Gateway', namespace: gateway.namespace, name: gateway.name } };
}

function serveEntry(run: Run, entry: Entry): Proxied | undefined {
  const listeners = listenersOn(entry);
  const stream = listeners.find(({ spec }) => spec.protocol === 'TCP' || spec.protocol === 'UDP');
  if (stream !== undefined) return proxyStream(run, entry, stream, undefined);
  const { scheme } = run.request.target;
  const secure = listeners.filter(({ spec }) => spec.protocol === 'HTTPS' || spec.protocol === 'TLS');
  const plain = listeners.filter(({ spec }) => spec.protocol === 'HTTP');
  if (scheme === 'https' && (secure.length > 0 || plain.length > 0)) return proxySecure(run, entry, secure);
  if (scheme !== 'http') return undefined;
  const [first] = plain;
  if (first !== undefined) {
    // A port none of whose listeners works is not open at all.
    if (plain.every(({ usable }) => !usable)) return { ...CLOSED, cause: explainUnusable(run.cluster, first) };
    return proxyHttp(run, entry, plain, undefined);
  }
  // A server that expects a TLS handshake and reads an HTTP request.
  if (secure.length > 0) return { http: { status: 400 }, cause: explainWrongProtocol(run, entry, secure) };
  return undefined;
}

/** TLS: the server name picks the listener; one that ends TLS for HTTP reads the request, others pass the connection on. */
function proxySecure(run: Run, entry: Entry, secure: readonly ListenerState[]): Proxied {
  const { target } = run.request;
  if (secure.length === 0) return { ...CLOSED, cause: explainWrongProtocol(run, entry, listenersOn(entry)) };
  const serverName = target.ip === undefined ? target.host.toLowerCase().replace(/\.$/, '') : undefined;
  const taken = listenerFor(secure, serverName);
  if (taken === undefined) return { ...CLOSED, cause: explainNoListener(run, entry, serverName ?? target.host) };
  if (taken.spec.protocol === 'TLS') return proxyStream(run, entry, taken, serverName);
  if (!taken.usable) return { ...CLOSED, cause: explainUnusable(run.cluster, taken) };
  const web = secure.filter(({ spec }) => spec.protocol === 'HTTPS');
  return proxyHttp(run, entry, web, taken);
}
