import { GATEWAY_CLASS } from '../kinds/gateway-api/gateway-class.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { UnsupportedField } from '../model/unsupported-field.ts';
import type { RawObject } from '../model/object.ts';
import { createCursor, type FieldPath, isRecord, recordOf } from '../model/reader.ts';
import { type Implementation, IMPLEMENTATIONS } from './conformance.ts';

/** A field that is stated and that needs a feature of the Gateway API which not every implementation has. */
interface Use {
  readonly feature: string;
  readonly path: FieldPath;
}

/** Who serves the Gateways of a class; undefined: the class is not given, or nothing is known of its controller. */
export function implementationOf(cluster: Pick<Cluster, 'ofKind'>, className: string): Implementation | undefined {
  const found = cluster.ofKind('GatewayClass').find(({ ref }) => ref.name === className);
  const controller = found && GATEWAY_CLASS.read(createCursor(found.raw, [])).spec.controllerName;
  return controller === undefined ? undefined : IMPLEMENTATIONS.find((each) => each.controller.test(controller));
}

/** What of a Gateway its implementation is known not to support. */
export const unsupportedOfGateway = (by: Implementation, object: RawObject): readonly UnsupportedField[] =>
  lacking(by, usesOfGateway(object));

/** What of an HTTPRoute; `rule`: of this one of its rules alone, and of the whole route. */
export const unsupportedOfRoute = (
  by: Implementation,
  object: RawObject,
  rule?: number,
): readonly UnsupportedField[] => (object.kind === 'HTTPRoute' ? lacking(by, usesOfRoute(object, rule)) : []);

const lacking = ({ name, version, api, lacks }: Implementation, uses: readonly Use[]): readonly UnsupportedField[] =>
  uses.flatMap(({ feature, path }) => (lacks.has(feature) ? [{ feature, path, by: { name, version, api } }] : []));

const itemsOf = (value: unknown): readonly (readonly [Readonly<Record<string, unknown>>, number])[] =>
  Array.isArray(value) ? value.flatMap((item: unknown, at) => (isRecord(item) ? [[item, at] as const] : [])) : [];

const isStated = (value: unknown): boolean =>
  value !== undefined && value !== null && (typeof value !== 'object' || Object.keys(value).length > 0);

function usesOfGateway({ spec }: RawObject): readonly Use[] {
  const { addresses, infrastructure } = recordOf(spec);
  const { labels, annotations } = recordOf(infrastructure);
  return [
    ...(isStated(addresses) ? [{ feature: 'GatewayStaticAddresses', path: ['spec', 'addresses'] }] : []),
    ...(isStated(labels) || isStated(annotations)
      ? [{ feature: 'GatewayInfrastructurePropagation', path: ['spec', 'infrastructure'] }]
      : []),
  ];
}

/** // Gateway API v1.4 pkg/features/httproute.go */
function usesOfRoute({ spec }: RawObject, only?: number): readonly Use[] {
  const { parentRefs, rules } = recordOf(spec);
  const parents = itemsOf(parentRefs).flatMap(([{ port }, at]) =>
    isStated(port) ? [{ feature: 'HTTPRouteParentRefPort', path: ['spec', 'parentRefs', at, 'port'] }] : [],
  );
  const ofRules = itemsOf(rules).flatMap(([rule, at]) =>
    only === undefined || only === at ? usesOfRule(rule, ['spec', 'rules', at]) : [],
  );
  return [...parents, ...ofRules];
}

function usesOfRule(rule: Readonly<Record<string, unknown>>, at: FieldPath): readonly Use[] {
  const { matches, filters, timeouts, backendRefs } = rule;
  const stated = (value: unknown, feature: string, ...path: FieldPath): readonly Use[] =>
    isStated(value) ? [{ feature, path: [...at, ...path] }] : [];
  const { request, backendRequest } = recordOf(timeouts);
  const mirrors = itemsOf(filters).filter(([{ type }]) => type === 'RequestMirror');
  return [
    ...itemsOf(matches).flatMap(([{ method, queryParams }, index]) => [
      ...stated(method, 'HTTPRouteMethodMatching', 'matches', index, 'method'),
      ...stated(queryParams, 'HTTPRouteQueryParamMatching', 'matches', index, 'queryParams'),
    ]),
    ...itemsOf(filters).flatMap(([filter, index]) => usesOfFilter(filter, [...at, 'filters', index])),
    ...stated(mirrors[1]?.[0], 'HTTPRouteRequestMultipleMirrors', 'filters', mirrors[1]?.[1] ?? 0),
    ...stated(request, 'HTTPRouteRequestTimeout', 'timeouts', 'request'),
    ...stated(backendRequest, 'HTTPRouteBackendTimeout', 'timeouts', 'backendRequest'),
    ...itemsOf(backendRefs).flatMap(([backend, index]) =>
      itemsOf(backend['filters']).flatMap(([{ requestHeaderModifier }, filter]) =>
        stated(
          requestHeaderModifier,
          'HTTPRouteBackendRequestHeaderModification',
          'backendRefs',
          index,
          'filters',
          filter,
        ),
      ),
    ),
  ];
}

function usesOfFilter(filter: Readonly<Record<string, unknown>>, at: FieldPath): readonly Use[] {
  const { responseHeaderModifier, requestRedirect, urlRewrite, requestMirror, cors } = filter;
  const stated = (value: unknown, feature: string, ...path: FieldPath): readonly Use[] =>
    isStated(value) ? [{ feature, path: [...at, ...path] }] : [];
  const { scheme, port, path, statusCode } = recordOf(requestRedirect);
  const { hostname, path: rewritten } = recordOf(urlRewrite);
  const { percent, fraction } = recordOf(requestMirror);
  return [
    ...stated(responseHeaderModifier, 'HTTPRouteResponseHeaderModification', 'responseHeaderModifier'),
    ...stated(scheme, 'HTTPRouteSchemeRedirect', 'requestRedirect', 'scheme'),
    ...stated(port, 'HTTPRoutePortRedirect', 'requestRedirect', 'port'),
    ...stated(path, 'HTTPRoutePathRedirect', 'requestRedirect', 'path'),
    ...stated(statusCode, `HTTPRoute${Number(statusCode)}RedirectStatusCode`, 'requestRedirect', 'statusCode'),
    ...stated(hostname, 'HTTPRouteHostRewrite', 'urlRewrite', 'hostname'),
    ...stated(rewritten, 'HTTPRoutePathRewrite', 'urlRewrite', 'path'),
    ...stated(requestMirror, 'HTTPRouteRequestMirror', 'requestMirror'),
    ...stated(percent ?? fraction, 'HTTPRouteRequestPercentageMirror', 'requestMirror'),
    ...stated(cors, 'HTTPRouteCORS', 'cors'),
  ];
}
