import { GATEWAY_API } from '../../fields/api-groups.ts';
import type { GroupField } from '../../fields/field.ts';
import { defineKind } from '../../fields/kind.ts';
import { placed } from '../../fields/placed.ts';
import {
  ifGiven,
  list,
  naming,
  needed,
  numbered,
  object,
  or,
  part,
  readAs,
  section,
  whenAsked,
} from '../../fields/schema.ts';
import { masked, telling } from '../../fields/unread-values.ts';
import { integer, oneOf, port, string, text } from '../../fields/values.ts';
import { aged, referenceFields } from './parts.ts';

/** What the changed headers say decides nothing. */
const header = section({ name: needed(text), value: readAs(masked, or('', string)) });
const changes = whenAsked(part({ set: list(header), add: list(header), remove: list(text) }));
const newPath = whenAsked(or('/', string));
const path = ifGiven(placed(part({ type: text, replaceFullPath: newPath, replacePrefixMatch: newPath })));
const named = { ...referenceFields('', 'Service'), weight: or(1, integer(0, 1_000_000)), port };
const count = (least: number) => integer(least, Number.MAX_SAFE_INTEGER);

const filter = placed(
  part({
    type: text,
    requestHeaderModifier: changes,
    responseHeaderModifier: changes,
    requestRedirect: whenAsked(
      part({ statusCode: or(302, integer(300, 399)), scheme: text, hostname: text, port, path }),
    ),
    urlRewrite: whenAsked(part({ hostname: text, path })),
    requestMirror: whenAsked(
      part({
        // Its filters are looked at, and none has an effect.
        backendRef: naming('Service', placed(object({ ...named, filters: list(section({})) }))),
        percent: whenAsked(integer(0, 100)),
        fraction: whenAsked(part({ numerator: count(0), denominator: whenAsked(count(1)) })),
      }),
    ),
    cors: whenAsked(part({ allowOrigins: list(string) })),
    directResponse: whenAsked(part({ statusCode: or(200, integer(100, 599)) })),
  }),
);
const backend = naming('Service', placed(object({ ...named, filters: list(filter) })));

const fit = or('Exact', oneOf('Exact', 'RegularExpression'));
const matched = (what: 'header' | 'query') =>
  list(
    placed(
      part({
        name: text,
        type: whenAsked(fit),
        value: whenAsked(readAs(telling(`${what}-match`), or('', string))),
      }),
    ),
  );
const parentRef = naming(
  'Gateway',
  numbered(object({ ...referenceFields(GATEWAY_API, 'Gateway'), sectionName: text, port })),
);

const fieldsOf = <M extends GroupField['fields']>(match: M) => ({
  metadata: aged,
  spec: part({
    parentRefs: list(parentRef),
    hostnames: list(text),
    rules: ifGiven(
      list(
        part({
          matches: list(part(match)),
          filters: list(filter),
          backendRefs: list(backend),
          timeouts: part({ request: text, backendRequest: text }),
        }),
      ),
    ),
  }),
});

const fields = fieldsOf({
  path: ifGiven(
    placed(part({ type: or('PathPrefix', oneOf('Exact', 'PathPrefix', 'RegularExpression')), value: or('/', string) })),
  ),
  headers: matched('header'),
  queryParams: matched('query'),
  method: text,
});
const common = { group: GATEWAY_API, scope: 'namespaced', fields } as const;

export const HTTP_ROUTE = defineKind({ ...common, kind: 'HTTPRoute', roles: ['route', 'web-route'] });

export const GRPC_ROUTE = defineKind({
  ...common,
  kind: 'GRPCRoute',
  roles: ['route', 'web-route'],
  fields: fieldsOf({
    headers: matched('header'),
    method: ifGiven(placed(part({ type: fit, service: text, method: text }))),
  }),
});

export const TLS_ROUTE = defineKind({ ...common, kind: 'TLSRoute', roles: ['route'] });
export const TCP_ROUTE = defineKind({ ...common, kind: 'TCPRoute', roles: ['route'] });
export const UDP_ROUTE = defineKind({ ...common, kind: 'UDPRoute', roles: ['route'] });
