import type {
  HeaderChanges,
  PathModifier,
  RouteFilter,
  RouteMatch,
} from '../../kubernetes/gateway/read/gateway-specs.ts';
import type { Port } from '../../net/ip.ts';
import { withoutSlash } from './match-rule.ts';

/** A request on its way through filters. */
export interface FilteredRequest {
  readonly scheme: string;
  /** The Host header as it is now. */
  readonly authority: string;
  /** With query. */
  readonly target: string;
  /** Without Host. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What URL filters must know beside the request. */
export interface FilterContext {
  readonly match: RouteMatch;
  readonly listenerPort: Port;
}

/** Filters that change what the backend sees, applied in order. */
export function applyRequestFilters(
  request: FilteredRequest,
  filters: readonly RouteFilter[],
  context: FilterContext,
): FilteredRequest {
  return filters.reduce((before, filter): FilteredRequest => {
    if (filter.type === 'RequestHeaderModifier') return changeHeaders(before, filter.changes);
    if (filter.type !== 'URLRewrite') return before;
    return {
      ...before,
      authority: filter.hostname ?? before.authority,
      target: rewritePath(before.target, filter.path, context.match),
    };
  }, request);
}

/** Sets, then adds, then removes; names are compared without case. "Host" changes the authority. */
function changeHeaders(request: FilteredRequest, { set, add, remove }: HeaderChanges): FilteredRequest {
  let { authority } = request;
  const headers = new Map(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), { name, value }]),
  );
  for (const { name, value } of set) {
    const key = name.toLowerCase();
    if (key === 'host') authority = value;
    else headers.set(key, { name: headers.get(key)?.name ?? name, value });
  }
  for (const { name, value } of add) {
    const present = headers.get(name.toLowerCase());
    // RFC 9110 5.3: more values of one name are one list.
    const values = present === undefined ? value : `${present.value},${value}`;
    headers.set(name.toLowerCase(), { name: present?.name ?? name, value: values });
  }
  for (const name of remove) headers.delete(name.toLowerCase());
  return {
    ...request,
    authority,
    headers: Object.fromEntries([...headers.values()].map(({ name, value }) => [name, value])),
  };
}

/** // Gateway API v1.4 apis/v1/httproute_types.go HTTPPathModifier: the table of replacePrefixMatch */
function rewritePath(target: string, modifier: PathModifier | undefined, match: RouteMatch): string {
  if (modifier === undefined) return target;
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark);
  if (modifier.type === 'ReplaceFullPath') return `${modifier.value}${query}`;
  const prefix = match.path?.type === 'PathPrefix' ? withoutSlash(match.path.value) : path;
  return `${withoutSlash(modifier.value)}${path.slice(prefix.length)}`.replace(/^\/*/, '/') + query;
}

const USUAL_PORTS: Readonly<Record<string, Port>> = { http: 80, https: 443 };

/**
 * The Location header of a redirect. Without a port it is the usual one of the redirect's scheme, or the listener's when it
 * names no scheme; the usual port of a scheme is not written.
 * // Gateway API v1.4 apis/v1/httproute_types.go HTTPRequestRedirectFilter
 */
export function redirectLocation(
  request: FilteredRequest,
  filter: Extract<RouteFilter, { type: 'RequestRedirect' }>,
  { match, listenerPort }: FilterContext,
): string {
  const scheme = filter.scheme ?? request.scheme;
  const host = filter.hostname ?? request.authority.replace(/:\d+$/, '');
  const usual = filter.scheme === undefined ? undefined : USUAL_PORTS[filter.scheme];
  const port = filter.port ?? usual ?? listenerPort;
  const written = USUAL_PORTS[scheme] === port ? '' : `:${port}`;
  return `${scheme}://${host}${written}${rewritePath(request.target, filter.path, match)}`;
}
