import type { Infer } from '../../fields/schema.ts';
import type { HTTP_ROUTE } from '../../kinds/gateway-api/routes.ts';
import { field, unusable } from '../../model/reader.ts';
import { withoutUndefined } from '../../tools/without-undefined.ts';
import type { PathModifier, RouteFilter } from './gateway-specs.ts';
import { backendOf } from './read-backend.ts';

type GivenRule = NonNullable<Infer<typeof HTTP_ROUTE>['spec']['rules']>[number];
type GivenFilter = GivenRule['filters'][number];
type GivenRedirect = ReturnType<GivenFilter['requestRedirect']>;
type GivenMirror = ReturnType<GivenFilter['requestMirror']>;

/** One filter of a rule or a backend. // Gateway API v1.4 apis/v1/httproute_types.go HTTPRouteFilter, GRPCRouteFilter */
export function filterOf(given: GivenFilter): RouteFilter | undefined {
  const { type } = given;
  switch (type) {
    case undefined:
      return unusable(field(given.at, 'type'), 'FILTER_TYPE');
    case 'RequestHeaderModifier':
      return { type, changes: given.requestHeaderModifier() };
    case 'ResponseHeaderModifier':
      return { type, changes: given.responseHeaderModifier() };
    case 'RequestRedirect':
      return redirectOf(given.requestRedirect());
    case 'URLRewrite': {
      const { hostname, path } = given.urlRewrite();
      return { type, ...withoutUndefined({ hostname, path: pathModifierOf(path) }) };
    }
    case 'RequestMirror': {
      const mirror = given.requestMirror();
      const { backendRef } = mirror;
      return backendRef && { type, backend: backendOf(backendRef, []), share: shareOf(mirror) };
    }
    case 'CORS':
      return { type, origins: given.cors().allowOrigins };
    case 'DirectResponse':
      return { type, statusCode: given.directResponse().statusCode };
    default:
      return { type: 'Other', name: type };
  }
}

function redirectOf({ statusCode, scheme, hostname, port, path }: GivenRedirect): RouteFilter {
  const found = { scheme: scheme?.toLowerCase(), hostname, port, path: pathModifierOf(path) };
  return { type: 'RequestRedirect', statusCode, ...withoutUndefined(found) };
}

function pathModifierOf(given: GivenRedirect['path']): PathModifier | undefined {
  if (given === undefined) return undefined;
  const { type } = given;
  if (type === 'ReplaceFullPath') return { type, value: given.replaceFullPath() };
  if (type === 'ReplacePrefixMatch') return { type, value: given.replacePrefixMatch() };
  return unusable(field(given.at, 'type'), 'PATH_REWRITE');
}

/** `percent`, or `fraction` of which the denominator is 100 when absent; without either every request is mirrored. */
function shareOf({ percent: given, fraction }: GivenMirror): number {
  const percent = given();
  if (percent !== undefined) return percent / 100;
  const { numerator, denominator } = fraction();
  return numerator === undefined ? 1 : Math.min(numerator / (denominator() ?? 100), 1);
}
