import { group, type GroupField, value } from '../../fields/field.ts';
import { masked, telling } from '../../fields/unread-values.ts';
import { GATEWAY_API } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { aged, reference } from './parts.ts';

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

const fieldsOf = (match: GroupField['fields']) => ({
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

const fields = fieldsOf({ path: group({ type: value, value }), queryParams: matched('query'), method: value });
const common = { group: GATEWAY_API, scope: 'namespaced', fields } as const;

export const HTTP_ROUTE = defineKind({ ...common, kind: 'HTTPRoute', roles: ['route', 'web-route'] });

export const GRPC_ROUTE = defineKind({
  ...common,
  kind: 'GRPCRoute',
  roles: ['route', 'web-route'],
  fields: fieldsOf({ method: group({ type: value, service: value, method: value }) }),
});

export const TLS_ROUTE = defineKind({ ...common, kind: 'TLSRoute', roles: ['route'] });
export const TCP_ROUTE = defineKind({ ...common, kind: 'TCPRoute', roles: ['route'] });
export const UDP_ROUTE = defineKind({ ...common, kind: 'UDPRoute', roles: ['route'] });
