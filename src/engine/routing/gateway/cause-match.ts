import type { RouteMatch } from '../../kubernetes/gateway/read/gateway-specs.ts';
import type { ListenerState } from '../../kubernetes/gateway/status.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { MatchFacts } from '../outcome/gateway-cause-details.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { Run } from '../run/routing-programs.ts';
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
  const of = gateway === undefined ? {} : { gateway: refOf(gateway) };
  const detail = { is: 'HOST', ...of, port: entry.port, host, hostnames } as const;
  return { code: 'GATEWAY_NO_LISTENER', detail, ...object, ...orNear(host, hostnames) };
}

/** The name most like the one that was asked for may be meant. */
function orNear(name: string, known: readonly string[]): Pick<Cause, 'fix'> {
  const [near] = nearestNames(name, known);
  return near === undefined ? {} : { fix: { code: 'DID_YOU_MEAN', detail: { names: [near] } } };
}

/** HTTP to a listener that expects TLS, or the other way round. */
export function explainWrongProtocol({ request }: Run, entry: Entry, listeners: readonly ListenerState[]): Cause {
  const [listener] = listeners;
  const { scheme } = request.target;
  const right = scheme === 'https' ? 'http' : 'https';
  if (listener === undefined) return { code: 'GATEWAY_NO_LISTENER', detail: { is: 'NONE', port: entry.port } };
  const { spec, owner } = listener;
  const detail = { is: 'PROTOCOL', ...namedAs(listener), port: spec.port, protocol: spec.protocol, scheme } as const;
  const path = ['spec', 'listeners', spec.index, 'protocol'];
  const fix = { code: 'USE_SCHEME', detail: { scheme: right } } as const;
  return { code: 'GATEWAY_NO_LISTENER', detail, object: owner, path, fix };
}

/** How causes name a listener. */
const namedAs = ({ spec, owner }: ListenerState) => ({ listener: spec.name, owner: refOf(owner) });

/** A request whose Host belongs to another listener than the one its TLS server name opened. */
export function explainMisdirected({ request }: Run, taken: ListenerState, other: ListenerState, host: string): Cause {
  const detail = { serverName: request.target.host, listener: taken.spec.name, host, other: other.spec.name };
  const fix = { code: 'OPEN_CONNECTION_FOR', detail: { host } } as const;
  const at = { object: taken.owner, path: ['spec', 'listeners', taken.spec.index] };
  return { code: 'GATEWAY_MISDIRECTED', detail, ...at, fix };
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
  const asked = { method: request.method, host, path: request.path };
  if (attachments.length === 0) {
    const detail = { is: 'NO_ROUTE', ...namedAs(listener), ...asked } as const;
    return { code: 'ROUTE_NO_MATCH', detail, object: owner, path: ['spec', 'listeners', spec.index] };
  }
  const ofHost = attachments.filter(({ hostnames }) => mostSpecific(hostnames, host) !== undefined);
  const [first] = ofHost;
  if (first === undefined) {
    const known = attachments.flatMap(({ hostnames }) => hostnames.flatMap(({ name }) => name ?? []));
    const detail = { is: 'HOST', listener: spec.name, host, hostnames: [...new Set(known)] } as const;
    const only = attachments.length === 1 ? attachments[0]?.route : undefined;
    const object = only === undefined ? {} : { object: refOf(only), path: ['spec', 'hostnames'] };
    return { code: 'ROUTE_NO_MATCH', detail, ...object, ...orNear(host, known) };
  }
  const matches = ofHost.flatMap(({ route }) => route.spec.rules.flatMap((rule) => rule.matches.map(matchFacts)));
  const detail = { is: 'RULES', ...asked, matches } as const;
  return { code: 'ROUTE_NO_MATCH', detail, object: refOf(first.route), path: ['spec', 'rules'] };
}

function matchFacts({ path, method, grpc, headers, query }: RouteMatch): MatchFacts {
  const pair = ({ name, value }: { readonly name: string; readonly value: string }) => ({ name, value });
  return {
    ...(path && { path: { type: path.type, value: path.value } }),
    ...(method !== undefined && { method }),
    ...(grpc && {
      grpc: {
        ...(grpc.service !== undefined && { service: grpc.service }),
        ...(grpc.method !== undefined && { method: grpc.method }),
      },
    }),
    headers: headers.map(pair),
    query: query.map(pair),
  };
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
  const detail = {
    is: 'STREAM',
    ...namedAs(listener),
    ...(serverName !== undefined && { serverName }),
    ...(attachments.length > 0 && { hostnames: names }),
  } as const;
  const at = { object: owner, path: ['spec', 'listeners', spec.index] };
  return { code: 'ROUTE_NO_MATCH', detail, ...at, ...orNear(serverName ?? '', names) };
}
