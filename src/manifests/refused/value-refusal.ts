/** Why a value is none that the API server takes. */
export type InvalidReason =
  | 'DNS_LABEL'
  | 'DNS_SUBDOMAIN'
  | 'WILDCARD'
  | 'LABEL_VALUE'
  | 'LABEL_VALUE_LENGTH'
  | 'LABEL_KEY'
  | 'KEY_LENGTH'
  | 'CONFIG_KEY'
  | 'IP'
  | 'PORT_NAME_LENGTH'
  | 'PORT_NAME_CHARACTERS'
  | 'PORT_NAME_LETTER'
  | 'PORT_NAME_HYPHENS'
  | 'PORT_NAME_ENDS'
  | 'PORT_RANGE'
  | 'PORT_NAME_AND_NUMBER'
  | 'RULES_OR_BACKEND'
  | 'ABSOLUTE'
  | 'BACKEND_MISSING'
  | 'TWO_BACKENDS'
  | 'PATH_SLASH'
  | 'PATH_DOUBLE_SLASH'
  | 'PATH_HASH'
  | 'REDIRECT_WITH_BACKENDS'
  | 'REDIRECT_AND_REWRITE'
  | 'BACKEND_PORT'
  | 'LISTENER_TLS'
  | 'LISTENER_TLS_MODE'
  | 'LISTENER_HOSTNAME'
  | 'LISTENER_TWICE'
  | 'GRPC_METHOD'
  | 'NEGATIVE'
  | 'NOT_ONE'
  | 'READINESS_GRACE'
  | 'NOT_UNIQUE'
  | 'SELECTOR_OPERATOR'
  | 'NO_ENV_SOURCE'
  | 'ENV_SOURCES'
  | 'ENV_VALUE_AND_SOURCE'
  | 'MIN_READY'
  | 'NO_SURGE'
  | 'PERCENT'
  | 'OVER_100_PERCENT'
  | 'TOLERATION_OPERATOR'
  | 'TOLERATION_VALUE'
  | 'TOLERATION_SECONDS'
  | 'HOST_PORT'
  | 'END_PORT_LESS'
  | 'END_PORT_OF_NAME'
  | 'END_PORT_ALONE'
  | 'CIDR'
  | 'CONTAINER_RESOURCE'
  | 'INDEXED_ALONE'
  | 'AFFINITY_TIMEOUT'
  | 'CRON_ZONE'
  | 'CRON_NAME'
  | 'NO_ENV_FROM'
  | 'ZERO_SKEW'
  | 'SURGE_OF_DAEMONS'
  | 'SELECTOR_MISMATCH'
  | 'STATEFUL_NAME';

/** Why a value is none that is taken where that depends on what else there is: its facts, in the order in which they are told. */
export type InvalidBy =
  | { readonly why: 'SELECTOR_EMPTY'; readonly of: readonly [kind: string] }
  | { readonly why: 'OVER_LIMIT'; readonly of: readonly [resource: string, limit: string] }
  | { readonly why: 'RANGE'; readonly of: readonly [least: number, most: number] }
  | { readonly why: 'CONTAINS' | 'ENDS_WITH'; readonly of: readonly [text: string] }
  | { readonly why: 'CRON_FIELDS'; readonly of: readonly [count: number, found: string] }
  | { readonly why: 'CRON_FIELD'; readonly of: readonly [found: string] }
  | { readonly why: 'PATTERN'; readonly of: readonly [pattern: string] }
  | { readonly why: 'LEAST' | 'MOST' | 'LEAST_CHARACTERS' | 'LEAST_ITEMS'; readonly of: readonly [count: number] }
  | { readonly why: 'TYPE'; readonly of: readonly [type: string, found: string] };

/** Why a field has to be there, where that is said. */
export type RequiredReason =
  | 'HANDLER'
  | 'PEER'
  | 'PORT_NAME_OR_NUMBER'
  | 'VALUES_OF_OPERATOR'
  | 'DNS_CONFIG'
  | 'NAMESERVER'
  | 'RESTART_OF_JOB'
  | 'COMPLETIONS'
  | 'UNAVAILABLE_OF_DAEMONS'
  | 'ACCESS_MODE';

/** Why a field may not be there. */
export type ForbiddenReason =
  | 'HANDLERS'
  | 'NO_AFFINITY'
  | 'NO_LOAD_BALANCER'
  | 'VOLUME_TYPES'
  | 'NO_ROLLING_UPDATE'
  | 'INIT_WITHOUT_RESTARTS'
  | 'VALUES_OF_OPERATOR'
  | 'BLOCK_AND_PEER';

type InvalidValue = string | number | Readonly<Record<string, unknown>>;

/** What the API server, or the rules of a custom resource, do not take of an object. */
export type ValueRefusal =
  /** It has to be there. */
  | { readonly is: 'REQUIRED'; readonly why?: RequiredReason }
  | { readonly is: 'UNSUPPORTED'; readonly value: string; readonly supported: readonly string[] }
  | { readonly is: 'DUPLICATE'; readonly value: string }
  /** What it names is not in the object. */
  | { readonly is: 'NOT_FOUND'; readonly value: string }
  | { readonly is: 'INVALID'; readonly value: InvalidValue; readonly why: InvalidReason }
  | ({ readonly is: 'INVALID_BY'; readonly value: string | number } & InvalidBy)
  | { readonly is: 'FORBIDDEN'; readonly why: ForbiddenReason }
  | { readonly is: 'TOO_LONG' | 'TOO_MANY'; readonly most: number; readonly count: number }
  /** What is decoded is of another type: `found` in JSON, `type` and `field` in Go. */
  | { readonly is: 'DECODED'; readonly found: string; readonly field: string; readonly type: string }
  /** No quantity, or one in a unit that there is none of. */
  | { readonly is: 'QUANTITY'; readonly of: 'FORM' | 'SUFFIX' };
