import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { type Condition, conditionOf } from '../../kubernetes/gateway/conditions.ts';
import { hostnameCovers } from '../../kubernetes/gateway/read/hostnames.ts';
import {
  computeGatewayStatus,
  type GatewayState,
  type ListenerState,
  type ParentState,
  type RouteState,
} from '../../kubernetes/gateway/status.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Fix } from '../outcome/fix.ts';
import type { Cause } from '../outcome/outcome.ts';
import { refOf } from './cause-backend.ts';
import { hasInvalidPattern, type HttpRequest, matchesRequest } from './match-rule.ts';

interface Wanted {
  readonly listener: ListenerState;
  readonly host: string;
  /** Absent: no HTTP. */
  readonly request?: HttpRequest;
}

/** A route that would have taken the request, had its parentRef led to the listener; undefined: there is none. */
export function explainUnattached(
  cluster: Cluster,
  gateway: GatewayState | undefined,
  wanted: Wanted,
): Cause | undefined {
  if (gateway === undefined) return undefined;
  const routes = computeGatewayStatus(cluster).routes.filter((route) => takes(route, wanted));
  for (const route of routes) {
    for (const parent of route.parents) {
      const accepted = conditionOf(parent.conditions, 'Accepted');
      if (accepted?.status !== 'False' || !means(parent, route, gateway)) continue;
      return explainParent({ gateway, route, parent, accepted, wanted });
    }
  }
  const lost = routes.find((route) => isLost(route) && names(route, wanted.host));
  return lost && explainLost(lost, gateway, wanted);
}

/**
 * A host that nothing serves, and a route that names it: why that is attached to no Gateway. undefined: no route names it, or one that does
 * is attached.
 */
export function explainUnserved(cluster: Cluster, host: string): Cause | undefined {
  const { routes, gateways } = computeGatewayStatus(cluster);
  const named = routes.filter((route) => names(route, host));
  const [route] = named;
  if (route === undefined || !named.every(isNowhere)) return undefined;
  const [parent] = route.parents;
  const accepted = parent && conditionOf(parent.conditions, 'Accepted');
  const of = gateways.find((each) => parent !== undefined && isGateway(parent, each));
  const gateway = of ?? meantBy(route, gateways);
  const listener =
    gateway?.listeners.find(({ spec }) => hostnameCovers(spec.hostname, host)) ?? gateway?.listeners.at(0);
  if (gateway !== undefined && listener !== undefined) {
    const wanted = { listener, host };
    return parent === undefined || accepted === undefined
      ? explainLost(route, gateway, wanted)
      : explainParent({ gateway, route, parent, accepted, wanted });
  }
  const path = parent === undefined ? ['spec', 'parentRefs'] : ['spec', 'parentRefs', parent.ref.index];
  const detail = { route: refOf(route), ...(accepted && { because: accepted }) };
  return { code: 'ROUTE_NOT_ATTACHED', detail, object: refOf(route), path };
}

/** No Gateway has accepted it, and it has no parent of another kind, as a route of a mesh has. */
const isNowhere = ({ parents, spec }: RouteState): boolean =>
  spec.parents.length === parents.length &&
  parents.every(({ conditions }) => conditionOf(conditions, 'Accepted')?.status === 'False');

const isGateway = ({ gateway }: ParentState, { namespace, name }: GatewayState): boolean =>
  gateway?.namespace === namespace && gateway.name === name;

/** All that it is to be attached to is not there, or it says nothing. */
const isLost = (route: RouteState): boolean =>
  isNowhere(route) && route.parents.every(({ gateway }) => gateway === undefined);

const names = ({ spec }: RouteState, host: string): boolean =>
  spec.hostnames.some((each) => hostnameCovers(each, host));

/** The Gateway with a name like the one that is asked for, or the only one. */
function meantBy({ parents }: RouteState, gateways: readonly GatewayState[]): GatewayState | undefined {
  const wanted = parents[0]?.ref.name ?? '';
  const [near] = nearestNames(
    wanted,
    gateways.map(({ name }) => name),
  );
  return (
    gateways.find(({ name }) => name === wanted || name === near) ?? (gateways.length === 1 ? gateways[0] : undefined)
  );
}

function explainLost(route: RouteState, gateway: GatewayState, wanted: Wanted): Cause {
  const [parent] = route.parents;
  const accepted = parent && conditionOf(parent.conditions, 'Accepted');
  if (parent !== undefined && accepted !== undefined)
    return explainParent({ gateway, route, parent, accepted, wanted });
  const [object, path] = [refOf(route), ['spec', 'parentRefs']];
  const detail = { route: object, gateway: refOf(gateway) };
  const value = [{ name: gateway.name, namespace: gateway.namespace }];
  const fix = { code: 'NAME_GATEWAY', detail: { gateway: refOf(gateway) }, object, path, value } as const;
  return { code: 'ROUTE_NOT_ATTACHED', detail, object, path, fix };
}

/** True when the route, were it attached, would take the request; a hostname that is why it is not attached may differ. */
function takes({ spec, parents }: RouteState, { host, request }: Wanted): boolean {
  const refused = parents.some(
    ({ conditions }) => conditionOf(conditions, 'Accepted')?.reason === 'NoMatchingListenerHostname',
  );
  const hosts = refused || spec.hostnames.length === 0 || spec.hostnames.some((each) => hostnameCovers(each, host));
  if (!hosts || request === undefined) return hosts;
  return spec.rules.some(({ matches }) =>
    matches.some((match) => hasInvalidPattern(match) || matchesRequest(match, request)),
  );
}

/** The parentRef leads to this Gateway, or to none, with a name that is nearly this one's. */
function means({ ref, gateway: found }: ParentState, route: RouteState, { namespace, name }: GatewayState): boolean {
  if (found !== undefined) return found.namespace === namespace && found.name === name;
  if (ref.kind !== 'Gateway') return false;
  return (
    ref.name === name || ((ref.namespace ?? route.namespace) === namespace && nearestNames(ref.name, [name]).length > 0)
  );
}

interface Refused {
  readonly gateway: GatewayState;
  readonly route: RouteState;
  readonly parent: ParentState;
  readonly accepted: Condition;
  readonly wanted: Wanted;
}

function explainParent(refused: Refused): Cause {
  const { route, parent, accepted, gateway } = refused;
  const detail = { route: refOf(route), gateway: refOf(gateway), because: accepted };
  const fix = fixOf(refused);
  const invalid = accepted.reason === 'UnsupportedValue' ? route.spec.invalidPatterns[0] : undefined;
  const path = invalid?.path ?? ['spec', 'parentRefs', parent.ref.index];
  return { code: 'ROUTE_NOT_ATTACHED', detail, object: refOf(route), path, ...(fix === undefined ? {} : { fix }) };
}

function fixOf({ gateway, route, parent, accepted, wanted: { listener, host } }: Refused): Fix | undefined {
  const { ref } = parent;
  const at = ['spec', 'parentRefs', ref.index];
  const object = refOf(route);
  const { spec, owner } = listener;
  switch (accepted.reason) {
    case 'NoMatchingParent': {
      if (parent.gateway === undefined) {
        const { index: _index, ...before } = ref;
        const value = { ...before, name: gateway.name, namespace: gateway.namespace };
        return { code: 'NAME_GATEWAY', detail: { gateway: refOf(gateway) }, object, path: at, value };
      }
      if (ref.sectionName !== undefined && ref.sectionName !== spec.name) {
        const detail = { field: 'sectionName', value: spec.name };
        return { code: 'SET_FIELD', detail, object, path: [...at, 'sectionName'], value: spec.name };
      }
      const detail = { field: 'port', value: spec.port };
      return { code: 'SET_FIELD', detail, object, path: [...at, 'port'], value: spec.port };
    }
    case 'NotAllowedByListeners': {
      if (!listener.kinds.includes(route.kind)) {
        const kinds = [...listener.kinds, route.kind].map((kind) => ({ kind }));
        const path = ['spec', 'listeners', spec.index, 'allowedRoutes', 'kinds'];
        const detail = { listener: spec.name, kind: route.kind };
        return { code: 'LET_LISTENER_TAKE_KIND', detail, object: owner, path, value: kinds };
      }
      const path = ['spec', 'listeners', spec.index, 'allowedRoutes', 'namespaces'];
      const namespaces = [owner.namespace, route.namespace];
      const value = {
        from: 'Selector',
        selector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces }],
        },
      };
      const detail = { listener: spec.name, namespaces };
      return { code: 'LET_LISTENER_TAKE_NAMESPACES', detail, object: owner, path, value };
    }
    case 'NoMatchingListenerHostname': {
      const value = [...route.spec.hostnames, host];
      return { code: 'ADD_HOSTNAME', detail: { host }, object, path: ['spec', 'hostnames'], value };
    }
    case 'UnsupportedValue':
      return { code: 'WRITE_AS_RE2', detail: {} };
    default:
      return undefined;
  }
}
