import type { Cluster, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import { BACKEND_CONFIG } from '../../kubernetes/kinds/load-balancers/gke.ts';
import { createCursor, recordOf } from '../../kubernetes/model/reader.ts';

/**
 * The BackendConfig of a Service's port; undefined: it has none. By the port's number or name before "default"; of both annotations the
 * one without beta. // ingress-gce v1.30 pkg/annotations/service.go
 */
export function backendConfigOf({ ofKind }: Cluster, service: ClusterService, { name, port }: ServicePort) {
  const { namespace, object } = service;
  const annotations: Readonly<Record<string, unknown>> = object.metadata.annotations ?? {};
  const text = annotations['cloud.google.com/backend-config'] ?? annotations['beta.cloud.google.com/backend-config'];
  const { ports, default: all } = recordOf(parsed(text));
  const wanted = recordOf(ports)[`${port}`] ?? recordOf(ports)[name] ?? all;
  const found = ofKind('BackendConfig').find(({ ref }) => ref.name === wanted && ref.namespace === namespace);
  return found && { ref: found.ref, spec: BACKEND_CONFIG.read(createCursor(found.raw, [])).spec };
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
