import type { Cluster } from '../cluster/cluster.ts';
import type { ConditionDetail } from '../model/gateway-details.ts';
import { type Condition, fails, holds } from './conditions.ts';
import type { ParentRef, RouteSpec } from './read/gateway-specs.ts';
import { intersectHostnames } from './read/hostnames.ts';
import type { Listener } from './listeners.ts';
import { allowsNamespace } from './namespaces.ts';
import type { Read } from './read/read-cluster.ts';

/** A hostname a route serves on a listener. */
export interface RouteHostname {
  /** What both allow; absent: every host. */
  readonly name?: string;
  /** As the route has it; absent: it names none. */
  readonly original?: string;
}

/** A route on a listener. */
export interface Attachment {
  readonly route: Read<RouteSpec>;
  readonly listener: Listener;
  /** Never empty. */
  readonly hostnames: readonly RouteHostname[];
}

export interface AttachResult {
  /** The Accepted condition of the route for this parent. */
  readonly accepted: Condition;
  readonly attachments: readonly Attachment[];
}

/**
 * Attaches a route to the listeners that a parentRef names: by section and port, then by who may attach, then by hostname;
 * the reason tells where it failed. `listeners`: of the object the parentRef names.
 * // Gateway API v1.4 apis/v1/shared_types.go RouteConditionReason
 */
export function attachRoute(
  cluster: Cluster,
  route: Read<RouteSpec>,
  ref: ParentRef,
  listeners: readonly Listener[],
): AttachResult {
  const refuse = (reason: string, detail: ConditionDetail): AttachResult => ({
    accepted: fails('Accepted', reason, detail),
    attachments: [],
  });
  const wanted = { sectionName: ref.sectionName, port: ref.port };
  const named = listeners.filter(
    ({ spec }) =>
      (ref.sectionName === undefined || spec.name === ref.sectionName) &&
      (ref.port === undefined || spec.port === ref.port),
  );
  if (named.length === 0) {
    const has = listeners.map(({ spec: { name, port } }) => ({ name, port }));
    const parent = { kind: ref.kind, name: ref.name };
    return refuse('NoMatchingParent', { is: 'NO_SUCH_LISTENER', parent, wanted, listeners: has });
  }
  const ofKind = named.filter(({ kinds }) => kinds.includes(route.kind));
  if (ofKind.length === 0) {
    const kinds = [...new Set(named.flatMap((listener) => listener.kinds))];
    return refuse('NotAllowedByListeners', { is: 'KIND_NOT_TAKEN', wanted, kind: route.kind, kinds });
  }
  const allowed = ofKind.filter(({ spec, owner }) =>
    allowsNamespace(cluster, spec.namespaces, owner.namespace, route.namespace),
  );
  if (allowed.length === 0) {
    const from = [...new Set(ofKind.map(({ spec }) => spec.namespaces.from))];
    const { namespace } = route;
    return refuse('NotAllowedByListeners', { is: 'NAMESPACE_LEFT_OUT', wanted, namespace, from });
  }
  // As Envoy Gateway: one rule that no proxy could be given, and none of the route's is. // gatewayapi/route.go
  const [invalid] = route.spec.invalidPatterns;
  if (invalid !== undefined)
    return refuse('UnsupportedValue', { is: 'PATTERN', source: invalid.source, why: invalid.why });
  const attachments = allowed.flatMap((listener): readonly Attachment[] => {
    const hostnames = sharedHostnames(listener, route.spec.hostnames);
    return hostnames.length === 0 ? [] : [{ route, listener, hostnames }];
  });
  if (attachments.length === 0) {
    const theirs = allowed.map(({ spec }) => spec.hostname ?? null);
    const { hostnames } = route.spec;
    return refuse('NoMatchingListenerHostname', { is: 'NO_SHARED_HOSTNAME', hostnames, listeners: theirs });
  }
  return { accepted: holds('Accepted'), attachments };
}

/** TCP and UDP know no hostnames: every route is for all of a listener. */
function sharedHostnames({ spec }: Listener, own: readonly string[]): readonly RouteHostname[] {
  if (spec.protocol === 'TCP' || spec.protocol === 'UDP') return [{}];
  const theirs = spec.hostname;
  if (own.length === 0) return [theirs === undefined ? {} : { name: theirs }];
  return own.flatMap((original) => {
    const name = theirs === undefined ? original : intersectHostnames(theirs, original);
    return name === undefined ? [] : [{ name, original }];
  });
}
