import type { Infer } from '../../fields/schema.ts';
import { GRPC_ROUTE, HTTP_ROUTE } from '../../kinds/gateway-api/routes.ts';
import { type Cursor, field, unusable } from '../../model/reader.ts';
import { withoutUndefined } from '../../tools/without-undefined.ts';
import type { InvalidPattern, ParentRef, RouteMatch, RouteRule, RouteSpec, ValueMatch } from './gateway-specs.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { backendOf } from './read-backend.ts';
import { filterOf } from './read-filter.ts';

type GivenSpec = Infer<typeof HTTP_ROUTE>['spec'];
type HttpRule = NonNullable<GivenSpec['rules']>[number];
type HttpMatch = HttpRule['matches'][number];
type GrpcMatch = NonNullable<Infer<typeof GRPC_ROUTE>['spec']['rules']>[number]['matches'][number];
type GivenRule<M> = Omit<HttpRule, 'matches'> & { readonly matches: readonly M[] };

const EVERY_PATH = { type: 'PathPrefix', value: '/' } as const;
const EVERYTHING: RouteMatch = { path: EVERY_PATH, headers: [], query: [] };

/**
 * HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute with the API server's defaults; a rule without matches matches everything.
 * // Gateway API v1.4 apis/v1/{httproute,grpcroute}_types.go, apis/v1alpha2/{tls,tcp,udp}route_types.go
 */
export function readRoute(object: Cursor): RouteSpec {
  const invalidPatterns: InvalidPattern[] = [];
  const compile: Compile = (cursor, source, maxLength) => {
    const pattern = compilePattern(source, maxLength);
    if (pattern.invalid !== undefined) invalidPatterns.push({ source, why: pattern.invalid, path: cursor.path });
    return pattern;
  };
  if (field(object, 'kind').value === 'GRPCRoute') {
    const { spec, metadata } = GRPC_ROUTE.read(object);
    const rules = rulesOf(spec.rules, (match) => grpcMatch(match, compile));
    return { ...routeOf(spec, metadata.creationTimestamp), rules, invalidPatterns };
  }
  const { spec, metadata } = HTTP_ROUTE.read(object);
  const rules = rulesOf(spec.rules, (match) => httpMatch(match, compile));
  return { ...routeOf(spec, metadata.creationTimestamp), rules, invalidPatterns };
}

function routeOf({ parentRefs, hostnames }: Pick<GivenSpec, 'parentRefs' | 'hostnames'>, created: string | undefined) {
  const parents: readonly ParentRef[] = parentRefs;
  return { parents, hostnames: hostnames.map((name) => name.toLowerCase()), ...withoutUndefined({ created }) };
}

function rulesOf<M>(
  given: readonly GivenRule<M>[] | undefined,
  matchOf: (match: M) => RouteMatch,
): readonly RouteRule[] {
  return given?.map((rule) => ruleOf(rule, matchOf)) ?? [{ matches: [EVERYTHING], filters: [], backends: [] }];
}

function ruleOf<M>(rule: GivenRule<M>, matchOf: (match: M) => RouteMatch): RouteRule {
  const { matches, filters, backendRefs, timeouts } = rule;
  return {
    matches: matches.length === 0 ? [EVERYTHING] : matches.map(matchOf),
    filters: filters.flatMap((filter) => filterOf(filter) ?? []),
    backends: backendRefs.map((backend) =>
      backendOf(
        backend,
        backend.filters.flatMap((filter) => filterOf(filter) ?? []),
      ),
    ),
    ...(Object.keys(timeouts).length === 0 ? {} : { timeouts }),
  };
}

/** Compiles the regular expression at this place. */
type Compile = (cursor: Cursor, source: string, maxLength: number) => Pattern;

/** maxLength of what may be a regular expression. // Gateway API v1.4 apis/v1/{httproute,grpcroute}_types.go */
const LONGEST = { path: 1024, query: 1024, header: 4096, call: 1024 } as const;

function httpMatch({ path: given, headers, queryParams, method }: HttpMatch, compile: Compile): RouteMatch {
  const { type, value } = given ?? EVERY_PATH;
  const pattern =
    given?.type === 'RegularExpression' ? compile(field(given.at, 'value'), value, LONGEST.path) : undefined;
  return {
    path: { type, value, ...withoutUndefined({ pattern }) },
    headers: headersOf(headers, compile),
    query: valuesOf(
      queryParams,
      (name) => name,
      (at, text) => compile(at, text, LONGEST.query),
    ),
    ...withoutUndefined({ method: method?.toUpperCase() }),
  };
}

function grpcMatch({ method: given, headers: written }: GrpcMatch, compile: Compile): RouteMatch {
  const headers = headersOf(written, compile);
  if (given === undefined) return { headers, query: [] };
  const { type, service, method, at } = given;
  const patternOf = (key: 'service' | 'method', text: string | undefined): Pattern | undefined =>
    type === 'Exact' || text === undefined ? undefined : compile(field(at, key), text, LONGEST.call);
  const servicePattern = patternOf('service', service);
  const methodPattern = patternOf('method', method);
  return {
    headers,
    query: [],
    grpc: { type, ...withoutUndefined({ service, method, servicePattern, methodPattern }) },
  };
}

function headersOf(headers: HttpMatch['headers'], compile: Compile): readonly ValueMatch[] {
  return valuesOf(
    headers,
    (name) => name.toLowerCase(),
    (at, text) => compile(at, text, LONGEST.header),
  );
}

/** Of several entries with an equal name only the first counts. */
function valuesOf(
  given: HttpMatch['headers'],
  sameAs: (name: string) => string,
  compile: (at: Cursor, text: string) => Pattern,
): readonly ValueMatch[] {
  const seen = new Set<string>();
  return given.flatMap(({ name, type: fit, value: written, at }) => {
    if (name === undefined) return unusable(field(at, 'name'), 'NAME') ?? [];
    if (seen.has(sameAs(name))) return [];
    seen.add(sameAs(name));
    const [type, value] = [fit(), written()];
    const pattern = type === 'RegularExpression' ? compile(field(at, 'value'), value) : undefined;
    return { type, name, value, ...withoutUndefined({ pattern }) };
  });
}
