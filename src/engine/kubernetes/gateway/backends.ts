import type { Cluster, ClusterService, ServicePort } from '../model/cluster.ts';
import type { BackendRef } from './read/gateway-specs.ts';
import { isGranted } from './read/grants.ts';
import { GATEWAY_GROUP } from './read/read-gateway.ts';

/** The Service port a backendRef leads to, or why it leads to none, in the words of the ResolvedRefs condition. */
export type ResolvedBackend =
  | { readonly ok: true; readonly service: ClusterService; readonly port: ServicePort }
  | {
      readonly ok: false;
      readonly reason: 'InvalidKind' | 'RefNotPermitted' | 'BackendNotFound';
      readonly message: string;
      /** Set when only its port is wrong. */
      readonly service?: ClusterService;
    };

/** The route that names the backend. */
export interface BackendOwner {
  readonly kind: string;
  readonly namespace: string;
}

/**
 * Finds the Service of a backendRef. Services of type ExternalName are refused, as the specification advises.
 * Simplification: backends of any other kind than Service (ServiceImport, an implementation's own) count as unknown.
 * // Gateway API v1.4 apis/v1/object_reference_types.go BackendObjectReference
 */
export function resolveBackend(cluster: Cluster, owner: BackendOwner, ref: BackendRef): ResolvedBackend {
  const namespace = ref.namespace ?? owner.namespace;
  const label = `${namespace}/${ref.name}`;
  const fail = (
    reason: Extract<ResolvedBackend, { ok: false }>['reason'],
    message: string,
    service?: ClusterService,
  ): ResolvedBackend => ({ ok: false, reason, message, ...(service === undefined ? {} : { service }) });
  if (ref.group !== '' || ref.kind !== 'Service') {
    return fail('InvalidKind', `A backend of kind ${ref.kind} is not supported; name a Service.`);
  }
  const from = { group: GATEWAY_GROUP, kind: owner.kind, namespace: owner.namespace };
  if (!isGranted(cluster, { from, to: { group: '', kind: 'Service', namespace, name: ref.name } })) {
    const message = `No ReferenceGrant in namespace ${namespace} lets ${owner.kind}s of namespace ${owner.namespace} name Service ${ref.name}.`;
    return fail('RefNotPermitted', message);
  }
  const service = cluster.service(namespace, ref.name);
  if (service === undefined) return fail('BackendNotFound', `Service ${label} does not exist.`);
  if (service.type === 'ExternalName') {
    return fail('BackendNotFound', `Service ${label} is of type ExternalName, which a route does not lead to.`);
  }
  const protocol = owner.kind === 'UDPRoute' ? 'UDP' : 'TCP';
  const has = service.ports.map((port) => `${port.port}`).join(', ') || 'none';
  if (ref.port === undefined)
    return fail('BackendNotFound', `The backend ${label} names no port; it has ${has}.`, service);
  const port = service.ports.find((each) => each.port === ref.port && each.protocol === protocol);
  if (port === undefined) {
    return fail('BackendNotFound', `Service ${label} has no ${protocol} port ${ref.port}; it has ${has}.`, service);
  }
  return { ok: true, service, port };
}
