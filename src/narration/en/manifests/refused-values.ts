import type { ForbiddenReason, InvalidReason, ValueRefusal } from '../../../manifests/checks/value-refusal.ts';
import { REFUSED_TEXTS } from '../phrases/refused-texts.ts';
import { NAME_FORMS } from './names.ts';

/** Why a value is invalid, in the API server's words and those of Gateway API's rules. */
const INVALID: Readonly<Record<InvalidReason, string>> = {
  DNS_LABEL: NAME_FORMS.LABEL,
  DNS_SUBDOMAIN: NAME_FORMS.SUBDOMAIN,
  ...REFUSED_TEXTS,
  PORT_NAME_AND_NUMBER: 'cannot set both port name & port number',
  RULES_OR_BACKEND: 'either `defaultBackend` or `rules` must be specified',
  NO_ITEMS: 'should have at least 1 items',
  PATH_SLASH: "value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']",
  PATH_DOUBLE_SLASH: "must not contain '//' when type one of ['Exact', 'PathPrefix']",
  PATH_HASH: "must not contain '#' when type one of ['Exact', 'PathPrefix']",
  REDIRECT_WITH_BACKENDS: 'RequestRedirect filter must not be used together with backendRefs',
  REDIRECT_AND_REWRITE:
    'May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both',
  BACKEND_PORT: 'Must have port for Service reference',
  LISTENER_TLS: "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']",
  LISTENER_TLS_MODE: 'tls mode must be Terminate for protocol HTTPS',
  LISTENER_HOSTNAME: "hostname must not be specified for protocols ['TCP', 'UDP']",
  LISTENER_TWICE: 'Combination of port, protocol and hostname must be unique for each listener',
  GRPC_METHOD: "One or both of 'service' or 'method' must be specified",
};

const FORBIDDEN: Readonly<Record<ForbiddenReason, string>> = {
  HANDLERS: 'may not specify more than 1 handler type',
  NO_AFFINITY: 'must not be set when session affinity is None',
  NO_LOAD_BALANCER: "may only be used when `type` is 'LoadBalancer'",
};

/** What is wrong with a field, behind its path, as `kubectl apply` prints it. */
export function refusedValueText(refusal: ValueRefusal): string {
  switch (refusal.is) {
    case 'REQUIRED':
      return 'Required value.';
    case 'UNSUPPORTED':
      return `Unsupported value: ${quote(refusal.value)}: supported values: ${refusal.supported.map(quote).join(', ')}.`;
    case 'DUPLICATE':
      return `Duplicate value: ${quote(refusal.value)}.`;
    case 'INVALID':
      return `Invalid value: ${quote(refusal.value)}: ${INVALID[refusal.why]}.`;
    case 'FORBIDDEN':
      return `Forbidden: ${FORBIDDEN[refusal.why]}.`;
  }
}

const quote = (value: string | number): string => JSON.stringify(value);
