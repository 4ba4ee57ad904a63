import type { ConditionDetail, GatewayDetails, UnsupportedField } from '../../../engine/objects.ts';
import { formatPath } from '../../../engine/text.ts';
import type { Sentences } from '../../sentences.ts';
import { deniedText } from '../phrases/ingresses.ts';
import { patternText, sayBackendProblem, sayCondition, sayPattern } from './conditions.ts';

/** Which field, and who says so. */
export const sayUnsupported = ({ feature, path, by }: UnsupportedField): string =>
  `${by.name} does not support ${formatPath(path)} (${feature} in its conformance report of ${by.version} for Gateway API ${by.api}).`;

const because = (why: ConditionDetail | undefined): string => (why === undefined ? '' : sayCondition(why));

const NOT_SERVED = 'Requests for it are answered with 500.';

export const GATEWAY_FINDINGS: Sentences<GatewayDetails> = {
  GATEWAY_CLASS_NOT_FOUND: ({ className, known }) =>
    `${className === '' ? 'The Gateway names no GatewayClass (gatewayClassName is empty)' : `There is no GatewayClass ${className}`}, so no controller serves ${className === '' ? 'it' : 'the Gateway'}; there is ${known.join(', ')}.`,
  LISTENER_CONFLICTED: ({ listener, why }) => `Listener ${listener} is not served. ${because(why)}`,
  LISTENER_PROTOCOL_UNKNOWN: ({ listener, why }) => `Listener ${listener} is not served. ${because(why)}`,
  LISTENER_KINDS_INVALID: ({ why }) => because(why),
  LISTENER_CERTIFICATE_NOT_FOUND: ({ why }) => because(why),
  REFERENCE_NOT_GRANTED: ({ of, why }) => (of === 'LISTENER' ? because(why) : `${because(why)} ${NOT_SERVED}`),
  ROUTE_NOT_ATTACHED: ({ reason, why }) => `The route is not attached (${reason}). ${because(why)}`,
  ROUTE_REGEX_INVALID: (pattern) => `${sayPattern(pattern)} No Gateway takes the route as it stands.`,
  ROUTE_BACKEND_KIND_INVALID: ({ why }) => `${sayBackendProblem(why)} ${NOT_SERVED}`,
  ROUTE_BACKEND_NOT_FOUND: ({ why }) => `${sayBackendProblem(why)} ${NOT_SERVED}`,
  GATEWAY_FEATURE_UNSUPPORTED: sayUnsupported,
  INGRESS_REGEX_NOT_FOLLOWED: ({ path, why }) =>
    `The path ${pathText(path)} is a regular expression that is not followed here (${patternText(why)}): it is taken to fit nothing.`,
  INGRESS_REGEX_INVALID: ({ path, why }) =>
    `The path ${pathText(path)} is taken for a regular expression, and is none (${patternText(why)}): nginx refuses its new configuration, and the path is not served.`,
  INGRESS_PATH_TAKEN: ({ host, path, holder, by }) => {
    const other = `${holder.namespace}/${holder.name}`;
    const why = by === 'AGE' ? 'is older' : 'is as old, and comes first by its name';
    return `ingress-nginx sends ${host === '_' ? 'all hosts' : host}, path ${pathText(path)}, to Ingress ${other}, which ${why}: nothing comes here. Its admission webhook refuses whichever of the two is applied second: host ${JSON.stringify(host)} and path ${JSON.stringify(path)} is already defined in ingress ${other}`;
  },
  INGRESS_ANNOTATION_UNUSED: ({ annotation, why }) => {
    switch (why) {
      case 'SNIPPETS_OFF':
        return `${annotation} has no effect: ingress-nginx takes pieces of configuration only with allow-snippet-annotations in its ConfigMap.`;
      case 'NO_PASSTHROUGH':
        return `${annotation} has no effect: the controller runs without --enable-ssl-passthrough, so it ends TLS itself.`;
      default:
        return `All paths of the Ingress are answered with 503: ${deniedText(annotation, why)}.`;
    }
  },
};

const MOST_LETTERS = 60;

function pathText(path: string): string {
  return JSON.stringify(path.length > MOST_LETTERS ? `${path.slice(0, MOST_LETTERS - 1)}…` : path);
}
