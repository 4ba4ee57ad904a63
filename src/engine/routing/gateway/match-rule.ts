import type { Pattern } from '../../kubernetes/gateway/read/pattern.ts';
import { trimEnd } from '../../net/trim.ts';
import type { PathMatch, RouteMatch, ValueMatch } from '../../kubernetes/gateway/read/gateway-specs.ts';

/** What of a request a route looks at. */
export interface HttpRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  /** Decoded; of several values of one name the first. */
  readonly query: ReadonlyMap<string, string>;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Reads a request's target, "/cart?item=1", and headers. */
export function createHttpRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
): HttpRequest {
  const [withoutFragment = ''] = target.split('#', 1);
  const mark = withoutFragment.indexOf('?');
  const query = new Map<string, string>();
  for (const part of mark < 0 ? [] : withoutFragment.slice(mark + 1).split('&')) {
    const [name = '', ...value] = part.split('=');
    if (name !== '' && !query.has(decode(name))) query.set(decode(name), decode(value.join('=')));
  }
  return {
    method,
    path: mark < 0 ? withoutFragment : withoutFragment.slice(0, mark),
    query,
    headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** True when the request has all that the match asks for. */
export function matchesRequest({ path, method, grpc, headers, query }: RouteMatch, request: HttpRequest): boolean {
  return (
    (path === undefined || matchesPath(path, request.path)) &&
    (method === undefined || method === request.method) &&
    (grpc === undefined || matchesGrpc(grpc, request.path)) &&
    headers.every((each) => matchesValue(each, request.headers.get(each.name.toLowerCase()))) &&
    query.every((each) => matchesValue(each, request.query.get(each.name)))
  );
}

function matchesPath({ type, value, pattern }: PathMatch, path: string): boolean {
  switch (type) {
    case 'Exact':
      return path === value;
    case 'PathPrefix': {
      const prefix = withoutSlash(value);
      return path === prefix || path.startsWith(`${prefix}/`);
    }
    case 'RegularExpression':
      return pattern?.fits(path) ?? false;
  }
}

/** Prefixes are compared element by element; a slash at the end does not count. */
export function withoutSlash(prefix: string): string {
  return trimEnd(prefix, '/');
}

/** A gRPC call is a POST to "/package.Service/Method". */
function matchesGrpc(grpc: NonNullable<RouteMatch['grpc']>, path: string): boolean {
  const [, called = '', what = '', ...rest] = path.split('/');
  if (rest.length > 0) return false;
  const { type, service, method, servicePattern, methodPattern } = grpc;
  const fits = (wanted: string | undefined, pattern: Pattern | undefined, given: string): boolean =>
    wanted === undefined || (type === 'Exact' ? wanted === given : (pattern?.fits(given) ?? false));
  return fits(service, servicePattern, called) && fits(method, methodPattern, what);
}

function matchesValue({ type, value, pattern }: ValueMatch, given: string | undefined): boolean {
  if (given === undefined) return false;
  return type === 'Exact' ? given === value : (pattern?.fits(given) ?? false);
}

/** True when a regular expression of the match is none: what it would have taken is not known. */
export function hasInvalidPattern({ path, grpc, headers, query }: RouteMatch): boolean {
  const patterns = [path, ...headers, ...query].map((each) => each?.pattern);
  return [...patterns, grpc?.servicePattern, grpc?.methodPattern].some((each) => each?.invalid !== undefined);
}

/**
 * How specific a match is, most significant first, to be compared number by number: kind of path, its length, method, number of
 * headers, number of query parameters; of a gRPC method the lengths of service and method. The specification leaves the place
 * of regular expressions open: here they come last. // Gateway API v1.4 httproute_types.go, grpcroute_types.go "matches"
 */
export function specificity({ path, method, grpc, headers, query }: RouteMatch): readonly number[] {
  if (path === undefined) {
    const length = (text: string | undefined): number => text?.length ?? 0;
    const exact = grpc?.type === 'Exact' ? 1 : 0;
    return [exact, length(grpc?.service), length(grpc?.method), headers.length, query.length];
  }
  const kind = { Exact: 2, PathPrefix: 1, RegularExpression: 0 }[path.type];
  const length = path.type === 'PathPrefix' ? withoutSlash(path.value).length : path.value.length;
  return [kind, length, method === undefined ? 0 : 1, headers.length, query.length];
}
