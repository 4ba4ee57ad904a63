import type { BackendProblem, ConditionDetail, PatternProblem } from '../../../engine/objects.ts';
import { nameOf, portText } from './lists.ts';

/** The message of a condition. */
export function sayCondition(detail: ConditionDetail): string {
  switch (detail.is) {
    case 'NOT_SERVED':
      return 'The listener cannot be served.';
    case 'NO_LISTENER':
      return 'It has no listener.';
    case 'NO_CONTROLLER':
      return 'No controller serves its class.';
    case 'NO_ADDRESS':
      return 'It has no address.';
    case 'NO_CERTIFICATE':
      return 'TLS ends here, but no certificate is named.';
    case 'OUTDONE':
      return 'An older route of the other kind (HTTPRoute, GRPCRoute) serves the same hostname on the listener.';
    case 'LISTENERS_INVALID':
      return `Not valid: ${detail.listeners.join(', ')}.`;
    case 'UNKNOWN_PROTOCOL':
      return `Protocol ${detail.protocol} is not one of HTTP, HTTPS, TLS, TCP, UDP.`;
    case 'PORT_HAS_OTHER_PROTOCOL':
      return `Another listener takes port ${detail.port} with another protocol.`;
    case 'PORT_TAKEN': {
      const { protocol, port, hostname = 'every host' } = detail;
      const host = protocol === 'TCP' || protocol === 'UDP' ? '' : ` for ${hostname}`;
      return `Another ${protocol} listener takes port ${port}${host}.`;
    }
    case 'OTHER_KINDS_ONLY':
      return `A ${detail.protocol} listener takes ${detail.kinds.join(', ')} only.`;
    case 'NO_SECRET':
      return `There is no Secret ${nameOf(detail.secret)}.`;
    case 'CERTIFICATE_KIND':
      return `A certificate of kind ${detail.kind} is not supported.`;
    case 'PATTERN':
      return sayPattern(detail);
    case 'NO_PARENT':
    case 'NO_SUCH_LISTENER':
    case 'KIND_NOT_TAKEN':
    case 'NAMESPACE_LEFT_OUT':
    case 'NO_SHARED_HOSTNAME':
      return sayRefusal(detail);
    default:
      return sayBackendProblem(detail);
  }
}

type Refusal = Extract<
  ConditionDetail,
  { readonly is: 'NO_PARENT' | 'NO_SUCH_LISTENER' | 'KIND_NOT_TAKEN' | 'NAMESPACE_LEFT_OUT' | 'NO_SHARED_HOSTNAME' }
>;

/** Why a route is not attached. */
function sayRefusal(detail: Refusal): string {
  switch (detail.is) {
    case 'NO_PARENT': {
      const { kind, namespace, name } = detail.parent;
      return `There is no ${kind} ${namespace}/${name}.`;
    }
    case 'NO_SUCH_LISTENER': {
      const { parent, wanted, listeners } = detail;
      const has = listeners.map(portText).join(', ') || 'none';
      return `${parent.kind} ${parent.name} has no listener${wantedText(wanted)}; it has ${has}.`;
    }
    case 'KIND_NOT_TAKEN':
      return `The listeners${wantedText(detail.wanted)} take ${detail.kinds.join(', ') || 'nothing'}, no ${detail.kind}.`;
    case 'NAMESPACE_LEFT_OUT':
      return `The listeners${wantedText(detail.wanted)} take routes from namespaces ${detail.from.join(', ')}, which leaves out ${detail.namespace}.`;
    case 'NO_SHARED_HOSTNAME': {
      const theirs = detail.listeners.map((each) => each ?? 'every host').join(', ');
      return `None of the hostnames ${detail.hostnames.join(', ')} is among those of the listeners (${theirs}).`;
    }
  }
}

function wantedText({ sectionName, port }: Extract<Refusal, { readonly is: 'KIND_NOT_TAKEN' }>['wanted']): string {
  const named = sectionName === undefined ? '' : ` named ${sectionName}`;
  return port === undefined ? named : `${named} on port ${port}`;
}

/** Why a backendRef leads to no port of a Service. */
export function sayBackendProblem(problem: BackendProblem): string {
  switch (problem.is) {
    case 'BACKEND_KIND':
      return `A backend of kind ${problem.kind} is not supported; name a Service.`;
    case 'NOT_GRANTED': {
      const { from, to } = problem;
      return `No ReferenceGrant in namespace ${to.namespace} lets ${from.kind}s of namespace ${from.namespace} name ${to.kind} ${to.name}.`;
    }
    case 'NO_SERVICE':
      return `Service ${nameOf(problem.service)} does not exist.`;
    case 'EXTERNAL_NAME':
      return `Service ${nameOf(problem.service)} is of type ExternalName, which a route does not lead to.`;
    case 'PORT_NOT_NAMED':
      return `The backend ${nameOf(problem.service)} names no port; it has ${problem.ports.join(', ') || 'none'}.`;
    case 'NO_SUCH_PORT': {
      const { service, protocol, port, ports } = problem;
      return `Service ${nameOf(service)} has no ${protocol} port ${port}; it has ${ports.join(', ') || 'none'}.`;
    }
  }
}

const MOST_LETTERS = 80;

/** That a route's regular expression is none. */
export function sayPattern({ source, why }: { readonly source: string; readonly why: PatternProblem }): string {
  const text = source.length > MOST_LETTERS ? `${source.slice(0, MOST_LETTERS)}…` : source;
  return `Regex "${text}" is invalid: ${patternText(why)}.`;
}

/** Why a regular expression is not followed, within a sentence. */
export function patternText(why: PatternProblem): string {
  switch (why.is) {
    case 'TOO_LONG':
      return `it is longer than ${why.most} characters`;
    case 'TOO_LARGE':
      return `it compiles to ${why.size} instructions, more than ${why.most}`;
    case 'MALFORMED':
      return why.error;
  }
}
