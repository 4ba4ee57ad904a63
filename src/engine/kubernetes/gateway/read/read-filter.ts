import { withoutUndefined } from '../../tools/without-undefined.ts';
import {
  type Cursor,
  field,
  fieldAt,
  isAbsent,
  readInteger,
  readList,
  readPort,
  readString,
  readText,
  unusable,
} from '../../model/reader.ts';
import type { HeaderChanges, PathModifier, RouteFilter } from './gateway-specs.ts';
import { readBackend } from './read-backend.ts';

/** One filter of a rule or a backend. // Gateway API v1.4 apis/v1/httproute_types.go HTTPRouteFilter, GRPCRouteFilter */
export function readFilter(cursor: Cursor): RouteFilter | undefined {
  const type = readText(field(cursor, 'type'));
  switch (type) {
    case undefined:
      return unusable(field(cursor, 'type'), 'FILTER_TYPE');
    case 'RequestHeaderModifier':
      return { type, changes: readChanges(field(cursor, 'requestHeaderModifier')) };
    case 'ResponseHeaderModifier':
      return { type, changes: readChanges(field(cursor, 'responseHeaderModifier')) };
    case 'RequestRedirect':
      return readRedirect(field(cursor, 'requestRedirect'));
    case 'URLRewrite': {
      const rewrite = field(cursor, 'urlRewrite');
      const hostname = readText(field(rewrite, 'hostname'));
      return { type, ...withoutUndefined({ hostname, path: readPathModifier(field(rewrite, 'path')) }) };
    }
    case 'RequestMirror': {
      const mirror = field(cursor, 'requestMirror');
      const backend = readBackend(field(mirror, 'backendRef'), () => undefined);
      return backend === undefined ? undefined : { type, backend, share: readShare(mirror) };
    }
    case 'CORS':
      return { type, origins: readList(fieldAt(cursor, 'cors', 'allowOrigins'), readString) };
    case 'DirectResponse':
      return { type, statusCode: readInteger(fieldAt(cursor, 'directResponse', 'statusCode'), 100, 599) ?? 200 };
    default:
      return { type: 'Other', name: type };
  }
}

function readChanges(cursor: Cursor): HeaderChanges {
  const values = (key: string) =>
    readList(field(cursor, key), (item) => {
      const name = readText(field(item, 'name'));
      return name === undefined ? undefined : { name, value: readString(field(item, 'value')) ?? '' };
    });
  return { set: values('set'), add: values('add'), remove: readList(field(cursor, 'remove'), readText) };
}

function readRedirect(cursor: Cursor): RouteFilter {
  return {
    type: 'RequestRedirect',
    statusCode: readInteger(field(cursor, 'statusCode'), 300, 399) ?? 302,
    ...withoutUndefined({
      scheme: readText(field(cursor, 'scheme'))?.toLowerCase(),
      hostname: readText(field(cursor, 'hostname')),
      port: readPort(field(cursor, 'port')),
      path: readPathModifier(field(cursor, 'path')),
    }),
  };
}

function readPathModifier(cursor: Cursor): PathModifier | undefined {
  if (isAbsent(cursor)) return undefined;
  const type = readText(field(cursor, 'type'));
  if (type === 'ReplaceFullPath') return { type, value: readString(field(cursor, 'replaceFullPath')) ?? '/' };
  if (type === 'ReplacePrefixMatch') return { type, value: readString(field(cursor, 'replacePrefixMatch')) ?? '/' };
  return unusable(field(cursor, 'type'), 'PATH_REWRITE');
}

/** `percent`, or `fraction` of which the denominator is 100 when absent; without either every request is mirrored. */
function readShare(mirror: Cursor): number {
  const percent = readInteger(field(mirror, 'percent'), 0, 100);
  if (percent !== undefined) return percent / 100;
  const fraction = field(mirror, 'fraction');
  const numerator = readInteger(field(fraction, 'numerator'), 0, Number.MAX_SAFE_INTEGER);
  if (numerator === undefined) return 1;
  const denominator = readInteger(field(fraction, 'denominator'), 1, Number.MAX_SAFE_INTEGER) ?? 100;
  return Math.min(numerator / denominator, 1);
}
