import { pendingText } from '../findings/pending.ts';
import type { KnownNames, RequestError, RequestErrorDetails } from '../../../engine/requests.ts';
import { whyStopped } from '../phrases/container-reason.ts';
import { say, type Sentences } from '../../sentences.ts';

/** Why a request cannot be walked. */
export const sayRequestError = (error: RequestError): string => say(REQUEST_ERRORS, error);

const REQUEST_ERRORS: Sentences<RequestErrorDetails> = {
  URL_MALFORMED: (detail) => {
    if (detail.is === 'MISSING')
      return '"to" is missing: give a URL, for example http://web.shop/ or tcp://10.96.0.1:443';
    const hint = detail.colons ? '; write an IPv6 address in brackets, [fd00::1]' : '';
    return `"${detail.text}" is not a URL such as http://web.shop/cart or tcp://[fd00::1]:5000${hint}`;
  },
  URL_TOO_LONG: ({ characters, most }) => `"to" has ${characters} characters; a URL has at most ${most}`,
  SCHEME_UNKNOWN: ({ scheme }) => `scheme "${scheme}" is not known: use http, https, tcp, udp, sctp or icmp`,
  HOST_MISSING: ({ url }) => `"${url}" names no host`,
  HOST_MALFORMED: ({ host }) => `"${host}" is neither a DNS name nor an IP address`,
  ADDRESS_MALFORMED: (detail) =>
    detail.is === 'HOST'
      ? `"${detail.host}" is not an IP address`
      : `${JSON.stringify(detail.given)} in "from" is not an IP address`,
  PORT_MISSING: ({ scheme, url }) => `${scheme} has no usual port: write it, as in ${url}:8080`,
  PORT_INVALID: (detail) =>
    detail.is === 'OF_ICMP'
      ? 'ICMP has no ports: leave the port out'
      : `"${detail.text}" is not a port: ports are 1 to 65535`,
  SOURCE_MALFORMED: () =>
    '"from" is one of {"pod": "NAMESPACE/NAME"}, {"node": "NAME"}, {"ip": "ADDRESS", "enters": "NODE"}, {"internet": true}',
  SOURCE_PORT_INVALID: ({ least, most }) => `a source port is a number from ${least} to ${most}`,
  BYTES_INVALID: ({ least, most }) => `a packet has from ${least} to ${most} bytes, its IP header included`,
  METHOD_MALFORMED: ({ given }) => `"method" is a word such as GET, not ${brief(given)}`,
  HEADER_MALFORMED: (detail) => {
    switch (detail.is) {
      case 'NO_MAPPING':
        return `"headers" is an object of names and values, not ${brief(detail.given)}`;
      case 'TOO_MANY':
        return `a request has at most ${detail.most} headers, not ${detail.count}`;
      case 'NO_NAME':
        return `${brief(detail.name)} is not the name of a header`;
      case 'NO_TEXT':
        return `the value of header ${detail.name} is a text, not ${brief(detail.given)}`;
      case 'TOO_LONG':
        return `header ${detail.name} has more than ${detail.most} characters`;
    }
  },
  POD_NOT_FOUND: ({ name, others }) => `there is no pod "${name}"${otherNames(others)}`,
  POD_NOT_RUNNING: ({ pod, phase, pendingReason }) =>
    `pod ${pod} cannot send: ${pendingReason === undefined ? `it is ${phase}` : pendingText(pendingReason)}`,
  CONTAINER_NOT_FOUND: ({ pod, given, known }) =>
    `pod ${pod} has no container ${JSON.stringify(given)}; it has ${known.join(', ')}`,
  CONTAINER_NOT_RUNNING: ({ pod, container, state, reason }) =>
    `container ${container} of pod ${pod} is ${state}${whyStopped(reason)}`,
  NODE_NOT_FOUND: ({ name, others }) => `there is no node "${name}"${otherNames(others)}`,
  VIA_MALFORMED: (detail) =>
    detail.is === 'NOT_READ'
      ? 'What reads "via" has not been loaded'
      : `"via" is "ingress/NAMESPACE/NAME", "gateway/NAMESPACE/NAME", "gateway/NAMESPACE/NAME/LISTENER" or "route/NAMESPACE/NAME", not ${brief(detail.given)}`,
  INGRESS_NOT_FOUND: ({ name, others }) => `there is no Ingress "${name}"${otherNames(others)}`,
  GATEWAY_NOT_FOUND: ({ name, others }) => `there is no Gateway "${name}"${otherNames(others)}`,
  ROUTE_NOT_FOUND: ({ name, others }) => `there is no Route "${name}"${otherNames(others)}`,
  LISTENER_NOT_FOUND: ({ gateway, name, others }) =>
    `Gateway ${gateway} has no listener "${name}"${otherNames(others)}`,
};

const SOME = 5;

/** "; did you mean a, b?", or what there is when nothing is near. */
function otherNames(names: KnownNames | undefined): string {
  if (names === undefined) return '';
  const { near, known } = names;
  if (near.length > 0) return `; did you mean ${near.join(' or ')}?`;
  if (known.length === 0) return '; there are none';
  const more = known.length > SOME ? ` and ${known.length - SOME} more` : '';
  return `; there ${known.length === 1 ? 'is' : 'are'} ${known.slice(0, SOME).join(', ')}${more}`;
}

const MOST_LETTERS = 60;

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}
