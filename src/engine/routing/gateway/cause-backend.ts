import { freeName } from '../../kubernetes/tools/free-name.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { ResolvedBackend } from '../../kubernetes/gateway/backends.ts';
import { conditionOf } from '../../kubernetes/gateway/conditions.ts';
import type { BackendRef, RouteSpec } from '../../kubernetes/gateway/read/gateway-specs.ts';
import type { Read } from '../../kubernetes/gateway/read/read-cluster.ts';
import { GATEWAY_GROUP } from '../../kubernetes/gateway/read/read-gateway.ts';
import type { ListenerState } from '../../kubernetes/gateway/status.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import { explainEmpty } from '../causes/cause-service.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Fix } from '../outcome/fix.ts';
import { factsOf } from '../outcome/facts-of.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { Run } from '../run/routing-programs.ts';
import type { PickedRule } from './pick-rule.ts';

/** How causes name a route, a Gateway. */
export function refOf({ kind, namespace, name }: Omit<Read<unknown>, 'object' | 'spec'>): ObjectRef {
  return { kind, namespace, name };
}

/** Why a backendRef leads to no Service port. */
export function explainBackend(
  cluster: Cluster,
  { route, ref }: { readonly route: Read<RouteSpec>; readonly ref: BackendRef },
  found: Extract<ResolvedBackend, { readonly ok: false }>,
): Cause {
  const object = refOf(route);
  const detail = { route: object, because: found.problem };
  const to = { group: '', kind: 'Service', namespace: ref.namespace ?? route.namespace, name: ref.name };
  if (found.reason === 'RefNotPermitted') {
    const fix = grantFix(cluster, route, to);
    return { code: 'REFERENCE_NOT_GRANTED', detail: { is: 'BACKEND', ...detail }, object, path: ref.path, fix };
  }
  if (found.reason === 'InvalidKind') return { code: 'GATEWAY_BACKEND_NOT_FOUND', detail, object, path: ref.path };
  const set = (field: string, value: string | number | undefined): Pick<Cause, 'path' | 'fix'> => {
    const path = [...ref.path, field];
    if (value === undefined) return { path };
    return { path, fix: { code: 'SET_FIELD_OF_BACKEND', detail: { field, value }, object, path, value } };
  };
  const more =
    found.service === undefined
      ? set('name', nearestNames(ref.name, servicesOf(cluster, to.namespace, besides(route, ref)))[0])
      : set('port', found.service.ports[0]?.port);
  return { code: 'GATEWAY_BACKEND_NOT_FOUND', detail, object, ...more };
}

const servicesOf = (cluster: Cluster, namespace: string, others: readonly string[]): readonly string[] =>
  cluster.services.flatMap(({ name, ...each }) =>
    each.namespace === namespace && !others.includes(name) ? [name] : [],
  );

/** The other backends of its rule: whoever splits requests between two does not mean the same one twice. */
function besides({ namespace, spec }: Read<RouteSpec>, ref: BackendRef): readonly string[] {
  const rule = spec.rules.find(({ backends }) => backends.includes(ref));
  return (rule?.backends ?? []).flatMap((each) =>
    each !== ref && (each.namespace ?? namespace) === (ref.namespace ?? namespace) ? [each.name] : [],
  );
}

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
  const name = freeName(`${from.namespace}-to-${to.name}`, taken);
  const value = {
    apiVersion: `${GATEWAY_GROUP}/v1beta1`,
    kind: 'ReferenceGrant',
    metadata: { name, namespace: to.namespace },
    spec: {
      from: [{ group: GATEWAY_GROUP, kind: from.kind, namespace: from.namespace }],
      to: [{ group: to.group, kind: to.kind, name: to.name }],
    },
  };
  const detail = {
    from: { kind: from.kind, namespace: from.namespace },
    to: { kind: to.kind, namespace: to.namespace, name: to.name },
  };
  const object = { kind: 'ReferenceGrant', namespace: to.namespace, name };
  return { code: 'CREATE_GRANT', detail, object, path: [], value };
}

/** A Service without a ready endpoint behind a route. */
export function explainNoEndpoints({ cluster }: Run, service: ClusterService): Cause {
  const cause = explainEmpty(cluster, service, service.ipFamilies[0] ?? 4);
  return { ...cause, code: 'GATEWAY_NO_ENDPOINTS', detail: { because: factsOf(cause) } };
}

/** A rule that leads nowhere: no backends, or none that gets a share of the requests. */
export function explainNoBackends({ route, rule, index }: PickedRule): Cause {
  const object = refOf(route);
  const of = { route: object, rule: index };
  const [first] = rule.backends;
  if (first === undefined) {
    const path = ['spec', 'rules', index, 'backendRefs'];
    return { code: 'ROUTE_HAS_NO_BACKENDS', detail: { is: 'NONE', ...of }, object, path };
  }
  const path = [...first.path, 'weight'];
  const fix = { code: 'WEIGH_BACKEND', detail: { backend: first.name }, object, path, value: 1 } as const;
  return { code: 'ROUTE_HAS_NO_BACKENDS', detail: { is: 'ALL_WEIGHT_0', ...of }, object, path, fix };
}

/** A listener the proxy does not open: it conflicts with another one, or lacks its certificate. */
export function explainUnusable(cluster: Cluster, { spec, owner, conditions }: ListenerState): Cause {
  const at = ['spec', 'listeners', spec.index];
  const { kind, namespace, name } = owner;
  const of = { listener: spec.name, owner: { kind, namespace, name } };
  const accepted = conditionOf(conditions, 'Accepted');
  if (accepted?.status === 'False') {
    const path = [...at, accepted.reason === 'HostnameConflict' ? 'hostname' : 'protocol'];
    return { code: 'GATEWAY_LISTENER_INVALID', detail: { ...of, because: accepted }, object: owner, path };
  }
  const resolved = conditionOf(conditions, 'ResolvedRefs');
  const detail = { ...of, ...(resolved && { because: resolved }) };
  const [ref] = spec.tls?.certificateRefs ?? [];
  const path = [...at, 'tls', 'certificateRefs'];
  if (ref !== undefined && resolved?.reason === 'RefNotPermitted') {
    const to = { group: '', kind: 'Secret', namespace: ref.namespace ?? namespace, name: ref.name };
    const fix = grantFix(cluster, owner, to);
    return { code: 'REFERENCE_NOT_GRANTED', detail: { is: 'CERTIFICATE', ...detail }, object: owner, path, fix };
  }
  const secretNamespace = ref?.namespace ?? namespace;
  const secrets = cluster.ofKind('Secret').filter((each) => each.ref.namespace === secretNamespace);
  const near = nearestNames(
    ref?.name ?? '',
    secrets.map((each) => each.ref.name),
  )[0];
  const told = { code: 'GATEWAY_LISTENER_INVALID', detail, object: owner, path } as const;
  if (ref === undefined || near === undefined) return told;
  const value = [{ ...ref, name: near }];
  return { ...told, fix: { code: 'NAME_SECRET', detail: { secret: near }, object: owner, path, value } };
}
