import type { Cluster, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import { BACKEND_CONFIG } from '../../kubernetes/kinds/load-balancers/gke.ts';
import { createCursor, recordOf } from '../../kubernetes/model/reader.ts';

/**
 * The BackendConfig of a Service's port; undefined: it has none. By the port's number or name before "default"; of both annotations the
 * one without beta. // ingress-gce v1.30 pkg/annotations/service.go
 */
export function backendConfigOf({ ofKind }: Cluster, service: ClusterService, port: ServicePort) {
  const wanted = wantedOf(service, port)?.name;
  const found = ofKind('BackendConfig').find(({ ref }) => ref.name === wanted && ref.namespace === service.namespace);
  return found && { ref: found.ref, spec: BACKEND_CONFIG.read(createCursor(found.raw, [])).spec };
}

/** The BackendConfig that a Service's port names and that is not there, with the annotation that does; undefined: none is missing. */
export function missingConfig(cluster: Cluster, service: ClusterService, port: ServicePort) {
  return backendConfigOf(cluster, service, port) === undefined ? wantedOf(service, port) : undefined;
}

const ANNOTATIONS = ['cloud.google.com/backend-config', 'beta.cloud.google.com/backend-config'] as const;

function wantedOf({ object }: ClusterService, { name, port }: ServicePort) {
  const annotations: Readonly<Record<string, unknown>> = object.metadata.annotations ?? {};
  const annotation = ANNOTATIONS.find((each) => annotations[each] !== undefined);
  if (annotation === undefined) return undefined;
  const { ports, default: all } = recordOf(parsed(annotations[annotation]));
  const wanted = recordOf(ports)[`${port}`] ?? recordOf(ports)[name] ?? all;
  return typeof wanted === 'string' && wanted !== '' ? { name: wanted, annotation } : undefined;
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
