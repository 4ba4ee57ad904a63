import type { Condition } from '../../../engine/gateways.ts';
import { sayBackendProblem, sayCondition } from '../findings/conditions.ts';
import { formatObjectRef } from '../../../engine/objects.ts';
import type { Asked, GatewayCauseDetails, MatchFacts } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';

const conditionText = (condition: Condition | undefined): string =>
  condition?.detail === undefined ? '' : sayCondition(condition.detail);

const askedText = ({ method, host, path }: Asked): string => `${method} ${host}${path}`;

const refused = ({ route, because }: GatewayCauseDetails['GATEWAY_BACKEND_NOT_FOUND']): string =>
  `${sayBackendProblem(because)} ${formatObjectRef(route)} names it, so its share of requests is answered with 500.`;

const unserved = ({ listener, owner, because }: GatewayCauseDetails['GATEWAY_LISTENER_INVALID']): string =>
  `Listener ${listener} of ${formatObjectRef(owner)} is not served. ${conditionText(because)}`.trim();

/** Of Gateways, listeners and routes. */
export const GATEWAY_CAUSES: Sentences<GatewayCauseDetails> = {
  GATEWAY_NOT_SERVED: (detail) => {
    switch (detail.is) {
      case 'NO_ADDRESS':
        return `${formatObjectRef(detail.gateway)} has no address: ${formatObjectRef(detail.service)} of its proxy gets none from outside.`;
      case 'NO_CONTROLLER':
        return `${formatObjectRef(detail.gateway)} has no address: ${detail.className === '' ? 'it names no GatewayClass (gatewayClassName is empty)' : `nobody serves its GatewayClass ${detail.className}`}; there is ${detail.classes.join(', ')}.`;
      case 'NOT_EXPLAINED':
        return 'The Gateway has no address.';
    }
  },
  GATEWAY_NO_LISTENER: (detail) => {
    const { port } = detail;
    switch (detail.is) {
      case 'PORT': {
        const has = detail.has.map((each) => `${each.protocol} ${each.port}`).join(', ') || 'none';
        return `${formatObjectRef(detail.gateway)} has no listener on ${detail.protocol} port ${port}; it has ${has}.`;
      }
      case 'HOST': {
        const { gateway, host, hostnames } = detail;
        const label = gateway === undefined ? 'the Gateway' : formatObjectRef(gateway);
        return `No listener of ${label} on port ${port} is for ${host}; they are for ${hostnames.join(', ') || 'none'}.`;
      }
      case 'PROTOCOL': {
        const { listener, owner, protocol, scheme } = detail;
        return `Listener ${listener} of ${formatObjectRef(owner)} on port ${port} speaks ${protocol}, and the request is ${scheme}.`;
      }
      case 'NONE':
        return `No listener takes port ${port}.`;
    }
  },
  GATEWAY_LISTENER_INVALID: unserved,
  GATEWAY_MISDIRECTED: ({ serverName, listener, host, other }) =>
    `TLS was opened for ${serverName} (listener ${listener}), but ${host} belongs to listener ${other}: the request is misdirected (421).`,
  GATEWAY_BACKEND_NOT_FOUND: refused,
  ROUTE_NOT_ATTACHED: ({ route, gateway, because }) => {
    const to = gateway === undefined ? 'any Gateway' : formatObjectRef(gateway);
    const why =
      because === undefined
        ? ': it has no parentRefs that lead to one.'
        : ` (${because.reason}): ${conditionText(because)}`;
    return `${formatObjectRef(route)} would take the request, but is not attached to ${to}${why}`;
  },
  ROUTE_NO_MATCH: (detail) => {
    switch (detail.is) {
      case 'NO_ROUTE':
        return `No route is attached to listener ${detail.listener} of ${formatObjectRef(detail.owner)}, so ${askedText(detail)} is answered with 404.`;
      case 'HOST':
        return `No route of listener ${detail.listener} is for ${detail.host}; they are for ${detail.hostnames.join(', ')}.`;
      case 'RULES': {
        const matches = [...new Set(detail.matches.map(matchText))];
        return `No rule matches ${askedText(detail)}. What the routes for that host match: ${matches.join('; ')}.`;
      }
      case 'STREAM': {
        const { listener, owner, serverName, hostnames } = detail;
        const why =
          hostnames === undefined
            ? 'no route is attached to it'
            : `its routes are for ${hostnames.join(', ')}, not for ${serverName ?? 'a connection without a server name'}`;
        return `Listener ${listener} of ${formatObjectRef(owner)} closes the connection: ${why}.`;
      }
    }
  },
  ROUTE_HAS_NO_BACKENDS: ({ is, route, rule }) => {
    const label = `Rule ${rule + 1} of ${formatObjectRef(route)}`;
    return is === 'NONE'
      ? `${label} has no backends: it is answered with 500.`
      : `${label} has backends, but all with weight 0: it is answered with 500.`;
  },
  REFERENCE_NOT_GRANTED: (detail) => (detail.is === 'BACKEND' ? refused(detail) : unserved(detail)),
};

/** "GET /cart (PathPrefix), header version: v2" */
function matchText({ path, method, grpc, headers, query }: MatchFacts): string {
  const call = grpc === undefined ? undefined : `${grpc.service ?? '*'}/${grpc.method ?? '*'}`;
  const where = path === undefined ? (call ?? 'every call') : `${path.value} (${path.type})`;
  return [
    method === undefined ? where : `${method} ${where}`,
    ...headers.map(({ name, value }) => `header ${name}: ${value}`),
    ...query.map(({ name, value }) => `query ${name}=${value}`),
  ].join(', ');
}
