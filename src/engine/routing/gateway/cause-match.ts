import type { RouteMatch } from '../../kubernetes/gateway/read/gateway-specs.ts';
import type { ListenerState } from '../../kubernetes/gateway/status.ts';
import { formatObjectRef } from '../../kubernetes/model/object.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { Run } from '../run/run.ts';
import { refOf } from './cause-backend.ts';
import { explainUnattached } from './cause-attach.ts';
import { type Entry, listenersOn } from './entry.ts';
import type { HttpRequest } from './match-rule.ts';
import { mostSpecific } from './pick-rule.ts';

/** No listener on the port is for the host. */
export function explainNoListener(_run: Run, entry: Entry, host: string): Cause {
  const [gateway] = entry.gateways;
  const listeners = listenersOn(entry);
  const hostnames = listeners.flatMap(({ spec }) => spec.hostname ?? []);
  const object = gateway === undefined ? {} : { object: refOf(gateway), path: ['spec', 'listeners'] };
  const label = gateway === undefined ? 'the Gateway' : formatObjectRef(refOf(gateway));
  const message = `No listener of ${label} on port ${entry.port} is for ${host}; they are for ${hostnames.join(', ') || 'none'}.`;
  const near = nearestNames(host, hostnames)[0];
  const fix = near === undefined ? {} : { fix: { text: `Did you mean ${near}?` } };
  return { code: 'GATEWAY_NO_LISTENER', message, ...object, ...fix };
}

/** HTTP to a listener that expects TLS, or the other way round. */
export function explainWrongProtocol({ request }: Run, entry: Entry, listeners: readonly ListenerState[]): Cause {
  const [listener] = listeners;
  const { scheme } = request.target;
  const right = scheme === 'https' ? 'http' : 'https';
  if (listener === undefined) return { code: 'GATEWAY_NO_LISTENER', message: `No listener takes port ${entry.port}.` };
  const { spec, owner } = listener;
  const message = `Listener ${spec.name} of ${formatObjectRef(owner)} on port ${spec.port} speaks ${spec.protocol}, and the request is ${scheme}.`;
  const path = ['spec', 'listeners', spec.index, 'protocol'];
  return { code: 'GATEWAY_NO_LISTENER', message, object: owner, path, fix: { text: `Use ${right} on this port.` } };
}

/** A request whose Host belongs to another listener than the one its TLS server name opened. */
export function explainMisdirected({ request }: Run, taken: ListenerState, other: ListenerState, host: string): Cause {
  const message = `TLS was opened for ${request.target.host} (listener ${taken.spec.name}), but ${host} belongs to listener ${other.spec.name}: the request is misdirected (421).`;
  const fix = { text: `Open the connection for ${host}.` };
  return {
    code: 'GATEWAY_MISDIRECTED',
    message,
    object: taken.owner,
    path: ['spec', 'listeners', taken.spec.index],
    fix,
  };
}

interface Unmatched {
  readonly listener: ListenerState;
  readonly host: string;
  readonly request: HttpRequest;
}

/** No rule of the listener's routes takes the request; or one would, but its route is not attached. */
export function explainNoRule({ cluster }: Run, entry: Entry, unmatched: Unmatched): Cause {
  const unattached = explainUnattached(cluster, entry.gateways[0], unmatched);
  if (unattached !== undefined) return unattached;
  const { listener, host, request } = unmatched;
  const { attachments, spec, owner } = listener;
  const asked = `${request.method} ${host}${request.path}`;
  if (attachments.length === 0) {
    const message = `No route is attached to listener ${spec.name} of ${formatObjectRef(owner)}, so ${asked} is answered with 404.`;
    return { code: 'ROUTE_NO_MATCH', message, object: owner, path: ['spec', 'listeners', spec.index] };
  }
  const ofHost = attachments.filter(({ hostnames }) => mostSpecific(hostnames, host) !== undefined);
  const [first] = ofHost;
  if (first === undefined) {
    const known = attachments.flatMap(({ hostnames }) => hostnames.flatMap(({ name }) => name ?? []));
    const message = `No route of listener ${spec.name} is for ${host}; they are for ${[...new Set(known)].join(', ')}.`;
    const near = nearestNames(host, known)[0];
    const fix = near === undefined ? {} : { fix: { text: `Did you mean ${near}?` } };
    const only = attachments.length === 1 ? attachments[0]?.route : undefined;
    const object = only === undefined ? {} : { object: refOf(only), path: ['spec', 'hostnames'] };
    return { code: 'ROUTE_NO_MATCH', message, ...object, ...fix };
  }
  const rules = ofHost.flatMap(({ route }) => route.spec.rules.flatMap(({ matches }) => matches.map(formatMatch)));
  const message = `No rule matches ${asked}. What the routes for that host match: ${[...new Set(rules)].join('; ')}.`;
  return { code: 'ROUTE_NO_MATCH', message, object: refOf(first.route), path: ['spec', 'rules'] };
}

/** "GET /cart (PathPrefix), header version: v2" */
function formatMatch({ path, method, grpc, headers, query }: RouteMatch): string {
  const call = grpc === undefined ? undefined : `${grpc.service ?? '*'}/${grpc.method ?? '*'}`;
  const where = path === undefined ? (call ?? 'every call') : `${path.value} (${path.type})`;
  return [
    method === undefined ? where : `${method} ${where}`,
    ...headers.map(({ name, value }) => `header ${name}: ${value}`),
    ...query.map(({ name, value }) => `query ${name}=${value}`),
  ].join(', ');
}

/** No route passes the connection on. */
export function explainNoStream(
  { cluster }: Run,
  entry: Entry,
  listener: ListenerState,
  serverName: string | undefined,
): Cause {
  const unattached = explainUnattached(cluster, entry.gateways[0], { listener, host: serverName ?? '' });
  if (unattached !== undefined) return unattached;
  const { spec, owner, attachments } = listener;
  const names = attachments.flatMap(({ hostnames }) => hostnames.flatMap(({ name }) => name ?? []));
  const why =
    attachments.length === 0
      ? 'no route is attached to it'
      : `its routes are for ${names.join(', ')}, not for ${serverName ?? 'a connection without a server name'}`;
  const message = `Listener ${spec.name} of ${formatObjectRef(owner)} closes the connection: ${why}.`;
  const near = nearestNames(serverName ?? '', names)[0];
  const fix = near === undefined ? {} : { fix: { text: `Did you mean ${near}?` } };
  return { code: 'ROUTE_NO_MATCH', message, object: owner, path: ['spec', 'listeners', spec.index], ...fix };
}
