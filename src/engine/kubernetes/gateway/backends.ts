import type { Cluster, ClusterService, ServicePort } from '../cluster/cluster.ts';
import type { BackendProblem } from '../model/gateway-details.ts';
import type { BackendRef } from './read/gateway-specs.ts';
import { isGranted, notGranted } from './read/grants.ts';
import { GATEWAY_GROUP } from './read/read-gateway.ts';

/** The Service port a backendRef leads to, or why it leads to none, as the ResolvedRefs condition has it. */
export type ResolvedBackend =
  | { readonly ok: true; readonly service: ClusterService; readonly port: ServicePort }
  | {
      readonly ok: false;
      readonly reason: 'InvalidKind' | 'RefNotPermitted' | 'BackendNotFound';
      readonly problem: BackendProblem;
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
  const label = { namespace, name: ref.name };
  const fail = (
    reason: Extract<ResolvedBackend, { ok: false }>['reason'],
    problem: BackendProblem,
    service?: ClusterService,
  ): ResolvedBackend => ({ ok: false, reason, problem, ...(service === undefined ? {} : { service }) });
  if (ref.group !== '' || ref.kind !== 'Service') {
    return fail('InvalidKind', { is: 'BACKEND_KIND', kind: ref.kind });
  }
  const from = { group: GATEWAY_GROUP, kind: owner.kind, namespace: owner.namespace };
  const to = { group: '', kind: 'Service', namespace, name: ref.name };
  if (!isGranted(cluster, { from, to })) return fail('RefNotPermitted', notGranted(from, to));
  const service = cluster.service(namespace, ref.name);
  if (service === undefined) return fail('BackendNotFound', { is: 'NO_SERVICE', service: label });
  if (service.type === 'ExternalName') return fail('BackendNotFound', { is: 'EXTERNAL_NAME', service: label });
  const protocol = owner.kind === 'UDPRoute' ? 'UDP' : 'TCP';
  const ports = service.ports.map((each) => each.port);
  if (ref.port === undefined) return fail('BackendNotFound', { is: 'PORT_NOT_NAMED', service: label, ports }, service);
  const port = service.ports.find((each) => each.port === ref.port && each.protocol === protocol);
  if (port === undefined) {
    const problem = { is: 'NO_SUCH_PORT', service: label, protocol, port: ref.port, ports } as const;
    return fail('BackendNotFound', problem, service);
  }
  return { ok: true, service, port };
}
