import type { Meanings } from './meanings-of-services.ts';

const REFERENCE = {
  name: 'The name of the object.',
  namespace: 'Its namespace; the same when absent.',
  group: 'Its API group.',
  kind: 'Its kind.',
};

/** What fields of the Gateway API mean, by the mapping they stand in. */
export const GATEWAY_MEANINGS = {
  'Gateway.spec': {
    gatewayClassName: 'Which controller makes this Gateway: the name of a GatewayClass.',
    listeners: 'The ports at which the Gateway listens, and for what.',
    addresses: 'The addresses to ask for; the controller chooses when absent.',
    infrastructure: 'Labels and annotations for what the controller makes of it.',
    allowedListeners: 'Who may add listeners to this Gateway.',
  } satisfies Meanings<'Gateway.spec'>,
  'Gateway.spec.listeners': {
    name: 'The name of the listener: routes name it as sectionName.',
    port: 'The port at which it listens.',
    protocol: 'What is spoken there: HTTP, HTTPS, TLS, TCP or UDP.',
    hostname: 'The host that requests have to name; any when absent.',
    tls: 'Whether TLS ends here, and with which certificates.',
    allowedRoutes: 'Which routes may attach: of which namespaces, of which kinds.',
  } satisfies Meanings<'Gateway.spec.listeners'>,
  'Gateway.spec.listeners.tls': {
    mode: 'Terminate ends TLS here; Passthrough hands it on as it is.',
    certificateRefs: 'The Secrets that hold the certificates.',
  },
  'Gateway.spec.listeners.allowedRoutes': {
    namespaces: 'Routes of which namespaces may attach.',
    kinds: 'Routes of which kinds may attach.',
  },
  'Gateway.spec.listeners.allowedRoutes.namespaces': {
    from: 'All, the same as the Gateway’s, or those a selector selects.',
    selector: 'The labels of the namespaces.',
  },
  'Route.spec': {
    parentRefs: 'The Gateways that this route attaches to.',
    hostnames: 'The hosts it is for; those of the listener when absent.',
    rules: 'Which requests go where; of several that match the most specific counts.',
  } satisfies Meanings<'Route.spec'>,
  'Route.spec.parentRefs': {
    ...REFERENCE,
    sectionName: 'The listener to attach to; all when absent.',
    port: 'Attach to listeners of this port alone.',
  } satisfies Meanings<'Route.spec.parentRefs'>,
  'Route.spec.rules': {
    matches: 'Requests that fit any of these; all when absent.',
    filters: 'What is done to a request or its answer on the way.',
    backendRefs: 'Where requests go, shared by weight. None: they get an error.',
    timeouts: 'How long a request may take.',
  } satisfies Meanings<'Route.spec.rules'>,
  'Route.spec.rules.matches': {
    path: 'What the path has to be, or to begin with.',
    headers: 'Headers a request has to have, all of them.',
    queryParams: 'Parameters of the query a request has to have, all of them.',
    method: 'The method of the request.',
  } satisfies Meanings<'Route.spec.rules.matches'>,
  'Route.spec.rules.matches.path': {
    type: 'Exact, PathPrefix by whole elements, or RegularExpression.',
    value: 'The path.',
  },
  'Route.spec.rules.backendRefs': {
    ...REFERENCE,
    port: 'The port of the Service.',
    weight: 'Its share among all of the rule; 1 when absent, 0 for none.',
    filters: 'What is done to requests that go here.',
  } satisfies Meanings<'Route.spec.rules.backendRefs'>,
};
