import type { Cluster } from '../../cluster/cluster.ts';
import { kindsOf } from '../../kind-table/kinds.ts';
import { createObjectReader } from '../../cluster/memo.ts';
import type { StoredObject } from '../../cluster/object-store.ts';
import type { PlanStore } from '../../cluster/plan-store.ts';
import { createReport, type Report } from '../../model/report.ts';
import type { GatewaySpec, ListenerSetSpec, RouteSpec } from './gateway-specs.ts';
import { readGateway, readListenerSet } from './read-gateway.ts';
import { readRoute } from './read-route.ts';

/** Reads a Gateway once. */
export const readGatewayObject = createObjectReader(readGateway);
const readListenerSetObject = createObjectReader(readListenerSet);
const readRouteObject = createObjectReader(readRoute);

/** An object with what was read of it. */
export interface Read<T> {
  readonly object: StoredObject;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly spec: T;
}

export interface GatewayObjects {
  readonly gateways: readonly Read<GatewaySpec>[];
  readonly listenerSets: readonly Read<ListenerSetSpec>[];
  readonly routes: readonly Read<RouteSpec>[];
}

/** The Gateway API objects of a cluster; what cannot be used is noted in the report. */
export function readGatewayObjects(
  { ofKind }: Pick<Cluster, 'ofKind'>,
  report: Report = createReport(),
): GatewayObjects {
  const routes = kindsOf('route').flatMap((kind) => readAll(ofKind(kind), readRouteObject, report));
  return { ...readGateways({ ofKind }, report), routes };
}

/** Those that say where a Gateway listens. */
export function readGateways({ ofKind }: Pick<PlanStore, 'ofKind'>, report: Report): Omit<GatewayObjects, 'routes'> {
  return {
    gateways: readAll(ofKind('Gateway'), readGatewayObject, report),
    listenerSets: readAll(ofKind('ListenerSet'), readListenerSetObject, report),
  };
}

function readAll<T>(
  objects: readonly StoredObject[],
  reader: (object: StoredObject, to: Report) => T,
  report: Report,
): readonly Read<T>[] {
  return objects.map((object) => {
    const { kind, namespace = 'default', name } = object.ref;
    return { object, kind, namespace, name, spec: reader(object, report) };
  });
}

/**
 * Below zero when `a` is the older, or of the same age and first by "namespace/name"; without a timestamp it is the newest.
 * The API server writes timestamps as RFC 3339 in UTC, which sort as text.
 */
export function compareAge(a: Read<{ readonly created?: string }>, b: Read<{ readonly created?: string }>): number {
  const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
  const newest = '~';
  return (
    order(a.spec.created ?? newest, b.spec.created ?? newest) ||
    order(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`)
  );
}
