import type {
  ForbiddenReason,
  InvalidBy,
  InvalidReason,
  RequiredReason,
  ValueRefusal,
} from '../../../manifests/refused/value-refusal.ts';
import { REFUSED_TEXTS } from '../phrases/refused-texts.ts';
import { NAME_FORMS } from './names.ts';

/** Why a value is invalid, in the API server's words and those of Gateway API's rules. */
const INVALID: Readonly<Record<InvalidReason, string>> = {
  DNS_LABEL: NAME_FORMS.LABEL,
  DNS_SUBDOMAIN: NAME_FORMS.SUBDOMAIN,
  ...REFUSED_TEXTS,
  PORT_NAME_AND_NUMBER: 'cannot set both port name & port number',
  RULES_OR_BACKEND: 'either `defaultBackend` or `rules` must be specified',
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
  WILDCARD:
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  ABSOLUTE: 'must be an absolute path',
  BACKEND_MISSING: 'resource or service backend is required',
  TWO_BACKENDS: 'cannot set both resource and service backends',
  NEGATIVE: 'must be greater than or equal to 0',
  NOT_ONE: 'must be 1',
  READINESS_GRACE: 'must not be set for readinessProbes',
  NOT_UNIQUE: 'must be unique',
  SELECTOR_OPERATOR: 'not a valid selector operator',
  NO_ENV_SOURCE:
    'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
  ENV_SOURCES: 'may not have more than one field specified at a time',
  ENV_VALUE_AND_SOURCE: 'may not be specified when `value` is not empty',
  MIN_READY: 'must be greater than minReadySeconds',
  NO_SURGE: 'may not be 0 when `maxSurge` is 0',
  PERCENT: "a valid percent string must be a numeric string followed by an ending '%'",
  OVER_100_PERCENT: 'must not be greater than 100%',
  TOLERATION_OPERATOR: 'operator must be Exists when `key` is empty, which means "match all values and all keys"',
  TOLERATION_VALUE: "value must be empty when `operator` is 'Exists'",
  TOLERATION_SECONDS: "effect must be 'NoExecute' when `tolerationSeconds` is set",
  HOST_PORT: 'must match `containerPort` when `hostNetwork` is true',
  END_PORT_LESS: 'must be greater than or equal to `port`',
  END_PORT_OF_NAME: 'may not be specified when `port` is non-numeric',
  END_PORT_ALONE: 'may not be specified when `port` is not specified',
  CIDR: 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
  CONTAINER_RESOURCE: 'must be a standard resource for containers',
  INDEXED_ALONE: 'requires indexed completion mode',
  AFFINITY_TIMEOUT: 'must be greater than 0 and less than 86400',
  CRON_ZONE: 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
  CRON_NAME: 'must be no more than 52 characters',
  KEY_LENGTH: 'name part must be no more than 63 bytes',
  CONFIG_KEY: "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  IP: 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
  NO_ENV_FROM: 'must specify one of: `configMapRef` or `secretRef`',
  ZERO_SKEW: 'must be greater than zero',
  SURGE_OF_DAEMONS: 'may not be set when maxUnavailable is non-zero',
  SELECTOR_MISMATCH: '`selector` does not match template `labels`',
  STATEFUL_NAME: 'must be no more than 63 characters',
};

/** Those that name something. */
function invalidBy({ why, of }: InvalidBy): string {
  switch (why) {
    case 'SELECTOR_EMPTY':
      return `empty selector is invalid for ${of[0]}`;
    case 'OVER_LIMIT':
      return `must be less than or equal to ${of[0]} limit of ${of[1]}`;
    case 'RANGE':
      return `must be between ${of[0]} and ${of[1]}, inclusive`;
    case 'CONTAINS':
      return `must not contain '${of[0]}'`;
    case 'ENDS_WITH':
      return `cannot end with '${of[0]}'`;
    case 'CRON_FIELDS':
      return `expected exactly 5 fields, found ${of[0]}: [${of[1]}]`;
    case 'CRON_FIELD':
      return `failed to parse ${of[0]}`;
    case 'PATTERN':
      return `should match '${of[0]}'`;
    case 'LEAST':
      return `should be greater than or equal to ${of[0]}`;
    case 'MOST':
      return `should be less than or equal to ${of[0]}`;
    case 'LEAST_CHARACTERS':
      return `should be at least ${of[0]} chars long`;
    case 'LEAST_ITEMS':
      return `should have at least ${of[0]} items`;
    case 'TYPE':
      return `must be of type ${of[0]}: "${of[1]}"`;
  }
}

const REQUIRED: Readonly<Record<RequiredReason, string>> = {
  HANDLER: 'must specify a handler type',
  PEER: 'must specify a peer',
  PORT_NAME_OR_NUMBER: 'port name or number is required',
  VALUES_OF_OPERATOR: "must be specified when `operator` is 'In' or 'NotIn'",
  DNS_CONFIG: 'must provide `dnsConfig` when `dnsPolicy` is None',
  NAMESERVER: 'must provide at least one DNS nameserver when `dnsPolicy` is None',
  RESTART_OF_JOB: 'valid values: "OnFailure", "Never"',
  COMPLETIONS: 'when completion mode is Indexed',
  UNAVAILABLE_OF_DAEMONS: 'cannot be 0 when maxSurge is 0',
  ACCESS_MODE: 'at least 1 access mode is required',
};

const FORBIDDEN: Readonly<Record<ForbiddenReason, string>> = {
  HANDLERS: 'may not specify more than 1 handler type',
  NO_AFFINITY: 'must not be set when session affinity is None',
  NO_LOAD_BALANCER: "may only be used when `type` is 'LoadBalancer'",
  VOLUME_TYPES: 'may not specify more than 1 volume type',
  NO_ROLLING_UPDATE: "may not be specified when strategy `type` is 'Recreate'",
  INIT_WITHOUT_RESTARTS: 'may not be set for init containers without restartPolicy=Always',
  VALUES_OF_OPERATOR: "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
  BLOCK_AND_PEER: 'may not specify both ipBlock and another peer',
};

/** What is wrong with a field, behind its path, as `kubectl apply` prints it. */
export function refusedValueText(refusal: ValueRefusal): string {
  switch (refusal.is) {
    case 'REQUIRED':
      return refusal.why === undefined ? 'Required value.' : `Required value: ${REQUIRED[refusal.why]}.`;
    case 'UNSUPPORTED':
      return `Unsupported value: ${quote(refusal.value)}: supported values: ${refusal.supported.map(quote).join(', ')}.`;
    case 'DUPLICATE':
      return `Duplicate value: ${quote(refusal.value)}.`;
    case 'INVALID':
      return `Invalid value: ${quote(refusal.value)}: ${INVALID[refusal.why]}.`;
    case 'INVALID_BY':
      return `Invalid value: ${quote(refusal.value)}: ${invalidBy(refusal)}.`;
    case 'NOT_FOUND':
      return `Not found: ${quote(refusal.value)}.`;
    case 'FORBIDDEN':
      return `Forbidden: ${FORBIDDEN[refusal.why]}.`;
    case 'TOO_LONG':
      return `Too long: may not be more than ${refusal.most} bytes.`;
    case 'TOO_MANY':
      return `Too many: ${refusal.count}: must have at most ${refusal.most} items.`;
    case 'DECODED':
      return `json: cannot unmarshal ${refusal.found} into Go struct field ${refusal.field} of type ${refusal.type}.`;
    case 'QUANTITY':
      return refusal.of === 'SUFFIX'
        ? "unable to parse quantity's suffix."
        : "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'.";
  }
}

const quote = (value: string | number | object): string => JSON.stringify(value);
