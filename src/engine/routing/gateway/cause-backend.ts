import type { Cluster, ClusterService } from '../../kubernetes/model/cluster.ts';
import { resolveBackend } from '../../kubernetes/gateway/backends.ts';
import { conditionOf } from '../../kubernetes/gateway/conditions.ts';
import type { BackendRef, RouteSpec } from '../../kubernetes/gateway/read/gateway-specs.ts';
import type { Read } from '../../kubernetes/gateway/read/read-cluster.ts';
import { GATEWAY_GROUP } from '../../kubernetes/gateway/read/read-gateway.ts';
import type { ListenerState } from '../../kubernetes/gateway/status.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import { explainEmpty } from '../causes/cause-service.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Cause, Fix } from '../outcome/outcome.ts';
import type { Run } from '../run/run.ts';
import type { PickedRule } from './pick-rule.ts';

/** How causes name a route, a Gateway. */
export function refOf({ kind, namespace, name }: Omit<Read<unknown>, 'object' | 'spec'>): ObjectRef {
  return { kind, namespace, name };
}

/** Why a backendRef leads to no Service port. */
export function explainBackend(cluster: Cluster, route: Read<RouteSpec>, ref: BackendRef): Cause {
  const found = resolveBackend(cluster, route, ref);
  const object = refOf(route);
  if (found.ok) return { code: 'GATEWAY_BACKEND_NOT_FOUND', message: '', object };
  const label = `${route.kind} ${route.namespace}/${route.name}`;
  const message = `${found.message} ${label} names it, so its share of requests is answered with 500.`;
  const to = { group: '', kind: 'Service', namespace: ref.namespace ?? route.namespace, name: ref.name };
  if (found.reason === 'RefNotPermitted') {
    return { code: 'REFERENCE_NOT_GRANTED', message, object, path: ref.path, fix: grantFix(cluster, route, to) };
  }
  if (found.reason === 'InvalidKind') return { code: 'GATEWAY_BACKEND_NOT_FOUND', message, object, path: ref.path };
  const set = (field: string, value: string | number | undefined): Pick<Cause, 'path' | 'fix'> => {
    const path = [...ref.path, field];
    if (value === undefined) return { path };
    return { path, fix: { text: `Set the backend's ${field} to ${value}.`, object, path, value } };
  };
  const more =
    found.service === undefined
      ? set('name', nearestNames(ref.name, servicesOf(cluster, to.namespace))[0])
      : set('port', found.service.ports[0]?.port);
  return { code: 'GATEWAY_BACKEND_NOT_FOUND', message, object, ...more };
}

const servicesOf = (cluster: Cluster, namespace: string): readonly string[] =>
  cluster.services.filter((each) => each.namespace === namespace).map(({ name }) => name);

interface Target {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A ReferenceGrant to create in the namespace a reference leads to. */
function grantFix(cluster: Cluster, from: Omit<Read<unknown>, 'object' | 'spec'>, to: Target): Fix {
  const taken = new Set(
    cluster.ofKind('ReferenceGrant').flatMap(({ ref }) => (ref.namespace === to.namespace ? [ref.name] : [])),
  );
  const wanted = `${from.namespace}-to-${to.name}`;
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
  const text = `Create a ReferenceGrant in namespace ${to.namespace} from ${from.kind}s of namespace ${from.namespace} to ${to.kind} ${to.name}.`;
  const value = {
    apiVersion: `${GATEWAY_GROUP}/v1beta1`,
    kind: 'ReferenceGrant',
    metadata: { name, namespace: to.namespace },
    spec: {
      from: [{ group: GATEWAY_GROUP, kind: from.kind, namespace: from.namespace }],
      to: [{ group: to.group, kind: to.kind, name: to.name }],
    },
  };
  return { text, object: { kind: 'ReferenceGrant', namespace: to.namespace, name }, path: [], value };
}

/** A Service without a ready endpoint behind a route. */
export function explainNoEndpoints({ cluster }: Run, service: ClusterService): Cause {
  const cause = explainEmpty(cluster, service, service.ipFamilies[0] ?? 4);
  return { ...cause, code: 'GATEWAY_NO_ENDPOINTS', message: `Nothing stands behind the backend. ${cause.message}` };
}

/** A rule that leads nowhere: no backends, or none that gets a share of the requests. */
export function explainNoBackends({ route, rule, index }: PickedRule): Cause {
  const object = refOf(route);
  const label = `Rule ${index + 1} of ${route.kind} ${route.namespace}/${route.name}`;
  const [first] = rule.backends;
  if (first === undefined) {
    const path = ['spec', 'rules', index, 'backendRefs'];
    return {
      code: 'ROUTE_HAS_NO_BACKENDS',
      message: `${label} has no backends: it is answered with 500.`,
      object,
      path,
    };
  }
  const path = [...first.path, 'weight'];
  const message = `${label} has backends, but all with weight 0: it is answered with 500.`;
  const fix = { text: `Set the weight of ${first.name} to 1.`, object, path, value: 1 };
  return { code: 'ROUTE_HAS_NO_BACKENDS', message, object, path, fix };
}

/** A listener the proxy does not open: it conflicts with another one, or lacks its certificate. */
export function explainUnusable(cluster: Cluster, { spec, owner, conditions }: ListenerState): Cause {
  const at = ['spec', 'listeners', spec.index];
  const label = `Listener ${spec.name} of ${owner.kind} ${owner.namespace}/${owner.name} is not served.`;
  const accepted = conditionOf(conditions, 'Accepted');
  if (accepted?.status === 'False') {
    const message = `${label} ${accepted.message}`;
    const path = [...at, accepted.reason === 'HostnameConflict' ? 'hostname' : 'protocol'];
    return { code: 'GATEWAY_LISTENER_INVALID', message, object: owner, path };
  }
  const resolved = conditionOf(conditions, 'ResolvedRefs');
  const message = `${label} ${resolved?.message ?? ''}`.trim();
  const [ref] = spec.tls?.certificateRefs ?? [];
  const path = [...at, 'tls', 'certificateRefs'];
  if (ref !== undefined && resolved?.reason === 'RefNotPermitted') {
    const to = { group: '', kind: 'Secret', namespace: ref.namespace ?? owner.namespace, name: ref.name };
    return { code: 'REFERENCE_NOT_GRANTED', message, object: owner, path, fix: grantFix(cluster, owner, to) };
  }
  const namespace = ref?.namespace ?? owner.namespace;
  const secrets = cluster.ofKind('Secret').filter((each) => each.ref.namespace === namespace);
  const near = nearestNames(
    ref?.name ?? '',
    secrets.map((each) => each.ref.name),
  )[0];
  const value = ref === undefined || near === undefined ? undefined : [{ ...ref, name: near }];
  const fix = value === undefined ? {} : { fix: { text: `Name Secret ${near}.`, object: owner, path, value } };
  return { code: 'GATEWAY_LISTENER_INVALID', message, object: owner, path, ...fix };
}
