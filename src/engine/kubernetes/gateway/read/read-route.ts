import { withoutUndefined } from '../../tools/without-undefined.ts';
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
} from '../../model/reader.ts';
import type { InvalidPattern, ParentRef, RouteMatch, RouteRule, RouteSpec, ValueMatch } from './gateway-specs.ts';
import { compilePattern, type Pattern } from './pattern.ts';
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
  const invalidPatterns: InvalidPattern[] = [];
  const compile: Compile = (cursor, source, maxLength) => {
    const pattern = compilePattern(source, maxLength);
    if (pattern.invalid !== undefined) invalidPatterns.push({ source, why: pattern.invalid, path: cursor.path });
    return pattern;
  };
  const readMatch = grpc ? readGrpcMatch : readHttpMatch;
  const rules = readList(given, (rule) => readRule(rule, (match) => readMatch(match, compile)));
  const created = readText(fieldAt(object, 'metadata', 'creationTimestamp'));
  return {
    parents: readList(field(spec, 'parentRefs'), readParent),
    hostnames: readList(field(spec, 'hostnames'), readText).map((name) => name.toLowerCase()),
    rules: isAbsent(given) ? [{ matches: [EVERYTHING], filters: [], backends: [] }] : rules,
    invalidPatterns,
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

/** Compiles the regular expression at this place. */
type Compile = (cursor: Cursor, source: string, maxLength: number) => Pattern;

/** maxLength of what may be a regular expression. // Gateway API v1.4 apis/v1/{httproute,grpcroute}_types.go */
const LONGEST = { path: 1024, query: 1024, header: 4096, call: 1024 } as const;

function readHttpMatch(cursor: Cursor, compile: Compile): RouteMatch {
  const path = field(cursor, 'path');
  const types = ['Exact', 'PathPrefix', 'RegularExpression'] as const;
  const type = readOneOf(field(path, 'type'), types) ?? 'PathPrefix';
  const value = readString(field(path, 'value')) ?? '/';
  const pattern = type === 'RegularExpression' ? compile(field(path, 'value'), value, LONGEST.path) : undefined;
  return {
    path: { type, value, ...withoutUndefined({ pattern }) },
    headers: readHeaders(cursor, compile),
    query: readValues(
      field(cursor, 'queryParams'),
      (name) => name,
      (at, text) => compile(at, text, LONGEST.query),
    ),
    ...withoutUndefined({ method: readText(field(cursor, 'method'))?.toUpperCase() }),
  };
}

function readGrpcMatch(cursor: Cursor, compile: Compile): RouteMatch {
  const given = field(cursor, 'method');
  const headers = readHeaders(cursor, compile);
  if (isAbsent(given)) return { headers, query: [] };
  const type = readOneOf(field(given, 'type'), ['Exact', 'RegularExpression'] as const) ?? 'Exact';
  const service = readText(field(given, 'service'));
  const method = readText(field(given, 'method'));
  const patternOf = (key: 'service' | 'method', text: string | undefined): Pattern | undefined =>
    type === 'Exact' || text === undefined ? undefined : compile(field(given, key), text, LONGEST.call);
  const servicePattern = patternOf('service', service);
  const methodPattern = patternOf('method', method);
  return {
    headers,
    query: [],
    grpc: { type, ...withoutUndefined({ service, method, servicePattern, methodPattern }) },
  };
}

function readHeaders(cursor: Cursor, compile: Compile): readonly ValueMatch[] {
  return readValues(
    field(cursor, 'headers'),
    (name) => name.toLowerCase(),
    (at, text) => compile(at, text, LONGEST.header),
  );
}

/** Of several entries with an equal name only the first counts. */
function readValues(
  cursor: Cursor,
  sameAs: (name: string) => string,
  compile: (at: Cursor, text: string) => Pattern,
): readonly ValueMatch[] {
  const seen = new Set<string>();
  return readList(cursor, (item) => {
    const name = readText(field(item, 'name'));
    if (name === undefined) return unusable(field(item, 'name'), 'NAME');
    if (seen.has(sameAs(name))) return undefined;
    seen.add(sameAs(name));
    const type = readOneOf(field(item, 'type'), ['Exact', 'RegularExpression'] as const) ?? 'Exact';
    const value = readString(field(item, 'value')) ?? '';
    const pattern = type === 'RegularExpression' ? compile(field(item, 'value'), value) : undefined;
    return { type, name, value, ...withoutUndefined({ pattern }) };
  });
}
