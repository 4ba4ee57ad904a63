import { entryAnnotationField } from './entry-annotations.ts';
import { group, type GroupField, labels, masked, telling, value } from './field.ts';
import { metadata } from './metadata.ts';
import { SELECTOR } from './selector.ts';
import { SERVICE_ANNOTATIONS } from './service.ts';

/** Of routes and ListenerSets the older goes first. */
const aged = metadata({}, { creationTimestamp: value }, entryAnnotationField);
const reference = { group: value, kind: value, name: value, namespace: value };
const namespaces = group({ from: value, selector: SELECTOR });

const listener = group({
  name: value,
  hostname: value,
  port: value,
  protocol: value,
  tls: group({ mode: value, certificateRefs: group(reference) }),
  allowedRoutes: group({ namespaces, kinds: group({ group: value, kind: value }) }),
});

const addresses = group({ type: value, value });

const GATEWAY = group({
  // That cert-manager makes its certificates, not how.
  metadata: metadata({ 'cert-manager.io/*': masked }, {}, entryAnnotationField),
  spec: group({
    gatewayClassName: value,
    listeners: listener,
    addresses,
    // They become those of the Service of its proxy.
    infrastructure: group({
      labels,
      annotations: group(SERVICE_ANNOTATIONS, { filled: true, others: entryAnnotationField }),
    }),
    allowedListeners: group({ namespaces }),
  }),
  status: group({ addresses: { ...addresses, filled: true } }, { filled: true }),
});

/** What the changed headers say decides nothing. */
const header = group({ name: value, value: masked });
const changes = group({ set: header, add: header, remove: value });
const path = group({ type: value, replaceFullPath: value, replacePrefixMatch: value });
const mirrored = { ...reference, weight: value, port: value };

const filter = group({
  type: value,
  requestHeaderModifier: changes,
  responseHeaderModifier: changes,
  requestRedirect: group({ scheme: value, hostname: value, port: value, path, statusCode: value }),
  urlRewrite: group({ hostname: value, path }),
  requestMirror: group({
    // Its filters are looked at, and none has an effect.
    backendRef: group({ ...mirrored, filters: group({}) }),
    percent: value,
    fraction: group({ numerator: value, denominator: value }),
  }),
  cors: group({ allowOrigins: value }),
  directResponse: group({ statusCode: value }),
});
const backend = group({ ...mirrored, filters: filter });

const matched = (what: string) => group({ type: value, name: value, value: telling(`value of a ${what} match`) });
const parentRefs = group({ ...reference, sectionName: value, port: value });

function route(match: GroupField['fields']): GroupField {
  return group({
    metadata: aged,
    spec: group({
      parentRefs,
      hostnames: value,
      rules: group({
        matches: group({ headers: matched('header'), ...match }),
        filters: filter,
        backendRefs: backend,
        timeouts: group({ request: value, backendRequest: value }),
      }),
    }),
  });
}

const HTTP_ROUTE = route({
  path: group({ type: value, value }),
  queryParams: matched('query'),
  method: value,
});

export const GATEWAY_API: Readonly<Record<string, GroupField>> = {
  GatewayClass: group({ metadata: metadata(), spec: group({ controllerName: value }) }),
  Gateway: GATEWAY,
  ListenerSet: group({ metadata: aged, spec: group({ parentRef: group(reference), listeners: listener }) }),
  HTTPRoute: HTTP_ROUTE,
  GRPCRoute: route({ method: group({ type: value, service: value, method: value }) }),
  TLSRoute: HTTP_ROUTE,
  TCPRoute: HTTP_ROUTE,
  UDPRoute: HTTP_ROUTE,
  ReferenceGrant: group({
    metadata: metadata(),
    spec: group({ from: group({ group: value, kind: value, namespace: value }), to: group(reference) }),
  }),
  BackendTLSPolicy: group({
    metadata: metadata(),
    spec: group({
      targetRefs: group({ group: value, kind: value, name: value, sectionName: value }),
      validation: group({ hostname: value }),
    }),
  }),
};
