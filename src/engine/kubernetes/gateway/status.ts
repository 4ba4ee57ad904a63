import { kindsOf } from '../kind-table/kinds.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ConditionDetail } from '../model/gateway-details.ts';
import type { ObjectRef } from '../model/object.ts';
import { type Attachment, attachRoute } from './attachment.ts';
import { resolveBackend } from './backends.ts';
import { type Condition, conditionOf, fails, holds } from './conditions.ts';
import type { BackendRef, GatewaySpec, ParentRef, RouteSpec } from './read/gateway-specs.ts';
import { intersectHostnames } from './read/hostnames.ts';
import { type Listener, listenersOf } from './listeners.ts';
import { compareAge, type GatewayObjects, type Read, readGatewayObjects } from './read/read-cluster.ts';
import { GATEWAY_GROUP } from './read/read-gateway.ts';

export interface ListenerState extends Listener {
  /** Routes attached to it; their number is attachedRoutes. */
  readonly attachments: readonly Attachment[];
}

export interface GatewayState extends Read<GatewaySpec> {
  /** Accepted, Programmed. */
  readonly conditions: readonly Condition[];
  readonly listeners: readonly ListenerState[];
}

export interface ParentState {
  readonly ref: ParentRef;
  /** The Gateway the route is attached to by this reference; absent: it does not exist. */
  readonly gateway?: ObjectRef & { readonly namespace: string };
  /** Accepted, ResolvedRefs. */
  readonly conditions: readonly Condition[];
}

export interface RouteState extends Read<RouteSpec> {
  readonly parents: readonly ParentState[];
}

/** What a controller would write into the status of Gateways and routes. */
export interface GatewayStatus {
  readonly gateways: readonly GatewayState[];
  readonly routes: readonly RouteState[];
}

const computed = new WeakMap<Cluster, GatewayStatus>();

/** The status of every Gateway and route; computed once per cluster. // Gateway API v1.4, status sections of apis/v1 */
export function computeGatewayStatus(cluster: Cluster): GatewayStatus {
  let status = computed.get(cluster);
  if (status === undefined) {
    status = compute(cluster);
    computed.set(cluster, status);
  }
  return status;
}

interface RouteParents {
  readonly route: Read<RouteSpec>;
  readonly parents: readonly (Omit<ParentState, 'conditions'> & {
    readonly accepted: Condition;
    readonly attachments: readonly Attachment[];
  })[];
}

function compute(cluster: Cluster): GatewayStatus {
  const objects = readGatewayObjects(cluster);
  const listeners = new Map(objects.gateways.map((each) => [each, listenersOf(cluster, each, objects)]));
  const attached = objects.routes.map(
    (route): RouteParents => ({
      route,
      parents: route.spec.parents.flatMap((ref) => parentOf(cluster, route, ref, { objects, listeners })),
    }),
  );
  const all = attached.flatMap(({ parents }) => parents.flatMap(({ attachments }) => attachments));
  const lost = new Set(WEB_KINDS.flatMap((kind) => outdone(ofKind(all, kind), all)));
  const kept = (list: readonly Attachment[]): readonly Attachment[] => list.filter((each) => !lost.has(each));
  return {
    gateways: objects.gateways.map((gateway) => {
      const states = (listeners.get(gateway) ?? []).map((listener) => ({
        ...listener,
        attachments: uniqueRoutes(kept(all.filter((each) => each.listener === listener))),
      }));
      return { ...gateway, listeners: states, conditions: gatewayConditions(cluster, gateway, states) };
    }),
    routes: attached.map(({ route, parents }) => ({
      ...route,
      parents: parents.map(({ accepted, attachments, ...parent }) => {
        const outdone = attachments.length > 0 && kept(attachments).length === 0;
        return { ...parent, conditions: [outdone ? OUTDONE : accepted, resolvedRefs(cluster, route)] };
      }),
    })),
  };
}

const OUTDONE = fails('Accepted', 'HostnameConflict', { is: 'OUTDONE' });

interface Parents {
  readonly objects: GatewayObjects;
  readonly listeners: ReadonlyMap<Read<GatewaySpec>, readonly Listener[]>;
}

/** Nothing for parents that are no Gateway: a Service is the parent of a mesh's routes. */
function parentOf(
  cluster: Cluster,
  route: Read<RouteSpec>,
  ref: ParentRef,
  { listeners }: Parents,
): RouteParents['parents'] {
  if (ref.group !== GATEWAY_GROUP || (ref.kind !== 'Gateway' && ref.kind !== 'ListenerSet')) return [];
  const namespace = ref.namespace ?? route.namespace;
  const isParent = (object: ObjectRef): boolean =>
    object.kind === ref.kind && object.namespace === namespace && object.name === ref.name;
  const found = [...listeners].find(
    ([gateway, list]) => isParent(gateway) || list.some(({ owner }) => isParent(owner)),
  );
  if (found === undefined) {
    const parent = { kind: ref.kind, namespace, name: ref.name };
    return [{ ref, accepted: fails('Accepted', 'NoMatchingParent', { is: 'NO_PARENT', parent }), attachments: [] }];
  }
  const [gateway, list] = found;
  const own = list.filter(({ owner }) => isParent(owner));
  return [
    {
      ref,
      gateway: { kind: 'Gateway', namespace: gateway.namespace, name: gateway.name },
      ...attachRoute(cluster, route, ref, own),
    },
  ];
}

const WEB_KINDS: readonly string[] = kindsOf('web-route');

function ofKind(attachments: readonly Attachment[], kind: string): readonly Attachment[] {
  return attachments.filter(({ route }) => route.kind === kind);
}

/**
 * Those that an older route of the other kind has a hostname in common with on the same listener: of HTTPRoute and GRPCRoute one
 * must give way. // Gateway API v1.4 apis/v1/grpcroute_types.go GRPCRoute.spec.hostnames
 */
function outdone(attachments: readonly Attachment[], all: readonly Attachment[]): readonly Attachment[] {
  const rivals = WEB_KINDS.filter((kind) => kind !== attachments[0]?.route.kind).flatMap((kind) => ofKind(all, kind));
  return attachments.filter(({ route, listener, hostnames }) =>
    rivals.some(
      (other) =>
        other.listener === listener &&
        compareAge(other.route, route) < 0 &&
        hostnames.some((one) => other.hostnames.some((two) => overlap(one.name, two.name))),
    ),
  );
}

function overlap(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || intersectHostnames(a, b) !== undefined;
}

/** Two parentRefs may lead a route to the same listener. */
function uniqueRoutes(attachments: readonly Attachment[]): readonly Attachment[] {
  return [...new Map(attachments.map((each) => [each.route, each])).values()];
}

/** Every backend a route names, mirrors included. */
export function backendsOf({ rules }: RouteSpec): readonly BackendRef[] {
  return rules.flatMap(({ backends, filters }) => [
    ...backends,
    ...[...filters, ...backends.flatMap((backend) => backend.filters)].flatMap((filter) =>
      filter.type === 'RequestMirror' ? [filter.backend] : [],
    ),
  ]);
}

function resolvedRefs(cluster: Cluster, route: Read<RouteSpec>): Condition {
  for (const ref of backendsOf(route.spec)) {
    const found = resolveBackend(cluster, route, ref);
    if (!found.ok) return fails('ResolvedRefs', found.reason, found.problem);
  }
  return holds('ResolvedRefs');
}

function gatewayConditions(
  cluster: Cluster,
  { namespace, name }: Read<GatewaySpec>,
  listeners: readonly Listener[],
): readonly Condition[] {
  const invalid = listeners.filter(({ conditions }) => conditionOf(conditions, 'Accepted')?.status !== 'True');
  const detail: ConditionDetail = { is: 'LISTENERS_INVALID', listeners: invalid.map(({ spec }) => spec.name) };
  const accepted =
    invalid.length === listeners.length
      ? fails('Accepted', 'ListenersNotValid', listeners.length === 0 ? { is: 'NO_LISTENER' } : detail)
      : invalid.length === 0
        ? holds('Accepted')
        : { ...holds('Accepted', 'ListenersNotValid'), detail };
  const gateway = cluster.gateway(namespace, name);
  if (accepted.status === 'False') return [accepted, fails('Programmed', 'Invalid', accepted.detail ?? detail)];
  if (gateway?.controllerService === undefined && gateway?.addresses.length === 0) {
    return [accepted, fails('Programmed', 'Pending', { is: 'NO_CONTROLLER' })];
  }
  const addressed = (gateway?.addresses.length ?? 0) > 0;
  return [accepted, addressed ? holds('Programmed') : fails('Programmed', 'AddressNotAssigned', { is: 'NO_ADDRESS' })];
}
