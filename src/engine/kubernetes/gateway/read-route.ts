import { withoutUndefined } from '../read-service.ts';
import {
  type Cursor,
  field,
  fieldAt,
  isAbsent,
  readList,
  readOneOf,
  readPort,
  readString,
  readText,
  unusable,
} from '../reader.ts';
import type { ParentRef, RouteMatch, RouteRule, RouteSpec, ValueMatch } from './gateway-specs.ts';
import { readBackend } from './read-backend.ts';
import { readFilter } from './read-filter.ts';
import { GATEWAY_GROUP } from './read-gateway.ts';
import { readReference } from './read-reference.ts';

const EVERYTHING: RouteMatch = { path: { type: 'PathPrefix', value: '/' }, headers: [], query: [] };

/**
 * HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute with the API server's defaults; a rule without matches matches everything.
 * // Gateway API v1.4 apis/v1/{httproute,grpcroute}_types.go, apis/v1alpha2/{tls,tcp,udp}route_types.go
 */
export function readRoute(object: Cursor): RouteSpec {
  const spec = field(object, 'spec');
  const grpc = field(object, 'kind').value === 'GRPCRoute';
  const given = field(spec, 'rules');
  const rules = readList(given, (rule) => readRule(rule, grpc ? readGrpcMatch : readHttpMatch));
  const created = readText(fieldAt(object, 'metadata', 'creationTimestamp'));
  return {
    parents: readList(field(spec, 'parentRefs'), readParent),
    hostnames: readList(field(spec, 'hostnames'), readText).map((name) => name.toLowerCase()),
    rules: isAbsent(given) ? [{ matches: [EVERYTHING], filters: [], backends: [] }] : rules,
    ...withoutUndefined({ created }),
  };
}

function readParent(cursor: Cursor): ParentRef | undefined {
  const reference = readReference(cursor, GATEWAY_GROUP, 'Gateway');
  if (reference === undefined) return undefined;
  const index = cursor.path.at(-1);
  return {
    ...reference,
    index: typeof index === 'number' ? index : 0,
    ...withoutUndefined({
      sectionName: readText(field(cursor, 'sectionName')),
      port: readPort(field(cursor, 'port')),
    }),
  };
}

function readRule(cursor: Cursor, readMatch: (match: Cursor) => RouteMatch): RouteRule {
  const matches = readList(field(cursor, 'matches'), readMatch);
  const timeouts = withoutUndefined({
    request: readText(fieldAt(cursor, 'timeouts', 'request')),
    backendRequest: readText(fieldAt(cursor, 'timeouts', 'backendRequest')),
  });
  return {
    matches: matches.length === 0 ? [EVERYTHING] : matches,
    filters: readList(field(cursor, 'filters'), readFilter),
    backends: readList(field(cursor, 'backendRefs'), (item) => readBackend(item, readFilter)),
    ...(Object.keys(timeouts).length === 0 ? {} : { timeouts }),
  };
}

function readHttpMatch(cursor: Cursor): RouteMatch {
  const path = field(cursor, 'path');
  const types = ['Exact', 'PathPrefix', 'RegularExpression'] as const;
  return {
    path: {
      type: readOneOf(field(path, 'type'), types) ?? 'PathPrefix',
      value: readString(field(path, 'value')) ?? '/',
    },
    headers: readHeaders(cursor),
    query: readValues(field(cursor, 'queryParams'), (name) => name),
    ...withoutUndefined({ method: readText(field(cursor, 'method'))?.toUpperCase() }),
  };
}

function readGrpcMatch(cursor: Cursor): RouteMatch {
  const method = field(cursor, 'method');
  const grpc = {
    type: readOneOf(field(method, 'type'), ['Exact', 'RegularExpression'] as const) ?? 'Exact',
    ...withoutUndefined({ service: readText(field(method, 'service')), method: readText(field(method, 'method')) }),
  };
  return { headers: readHeaders(cursor), query: [], ...(isAbsent(method) ? {} : { grpc }) };
}

function readHeaders(cursor: Cursor): readonly ValueMatch[] {
  return readValues(field(cursor, 'headers'), (name) => name.toLowerCase());
}

/** Of several entries with an equal name only the first counts. */
function readValues(cursor: Cursor, sameAs: (name: string) => string): readonly ValueMatch[] {
  const seen = new Set<string>();
  return readList(cursor, (item) => {
    const name = readText(field(item, 'name'));
    if (name === undefined) return unusable(field(item, 'name'), 'a name');
    if (seen.has(sameAs(name))) return undefined;
    seen.add(sameAs(name));
    const type = readOneOf(field(item, 'type'), ['Exact', 'RegularExpression'] as const) ?? 'Exact';
    return { type, name, value: readString(field(item, 'value')) ?? '' };
  });
}
