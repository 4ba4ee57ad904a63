/** Why a value is none that the API server takes. */
export type InvalidReason =
  | 'DNS_LABEL'
  | 'DNS_SUBDOMAIN'
  | 'LABEL_VALUE'
  | 'LABEL_VALUE_LENGTH'
  | 'LABEL_KEY'
  | 'PORT_NAME_LENGTH'
  | 'PORT_NAME_CHARACTERS'
  | 'PORT_NAME_LETTER'
  | 'PORT_NAME_HYPHENS'
  | 'PORT_NAME_ENDS'
  | 'PORT_RANGE'
  | 'PORT_NAME_AND_NUMBER'
  | 'RULES_OR_BACKEND'
  | 'NO_ITEMS'
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
  | 'GRPC_METHOD';

/** Why a field may not be there. */
export type ForbiddenReason = 'HANDLERS' | 'NO_AFFINITY' | 'NO_LOAD_BALANCER';

/** What the API server, or the rules of a custom resource, do not take of an object. */
export type ValueRefusal =
  /** It has to be there. */
  | { readonly is: 'REQUIRED' }
  | { readonly is: 'UNSUPPORTED'; readonly value: string; readonly supported: readonly string[] }
  | { readonly is: 'DUPLICATE'; readonly value: string }
  | { readonly is: 'INVALID'; readonly value: string | number; readonly why: InvalidReason }
  | { readonly is: 'FORBIDDEN'; readonly why: ForbiddenReason };
