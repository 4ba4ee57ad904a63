import { apiGroup, hasBearing } from '../kind-table/kinds.ts';
import { nearestNames } from '../tools/nearest-names.ts';

/** All kinds of the API groups that every API server serves and nobody can add to. // Kubernetes v1.36 api/openapi-spec */
const SERVED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    v1: 'Binding ComponentStatus Config ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
    'apps/v1': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
    'autoscaling/v2': 'HorizontalPodAutoscaler Scale',
    'batch/v1': 'CronJob Job',
    'discovery.k8s.io/v1': 'EndpointSlice',
    'networking.k8s.io/v1': 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR',
    'policy/v1': 'Eviction PodDisruptionBudget PodSecurityPolicy',
  }).map(([apiVersion, kinds]) => [apiVersion, kinds.split(' ')]),
);

const GROUPS = new Set([...SERVED.keys()].map(apiGroup));

/** What an API server says it has no match for; `meant`: what is spelled almost like it, or the same kind where it is served. */
export interface Unserved {
  readonly field: 'kind' | 'apiVersion';
  readonly meant?: string;
}

/**
 * A kind that no API server has: of a group that is Kubernetes' own it is none of that group's, or its group is no domain, as that of
 * a CustomResourceDefinition has to be. undefined: it is served, or may be.
 */
export function unservedKind(apiVersion: string, kind: string): Unserved | undefined {
  const group = apiGroup(apiVersion);
  if (hasBearing(apiVersion, kind) || (group.includes('.') && !GROUPS.has(group)) || group === 'extensions')
    return undefined;
  const versions = [...SERVED].filter(([each]) => apiGroup(each) === group);
  if (versions.some(([, kinds]) => kinds.includes(kind))) return undefined;
  const elsewhere = [...SERVED].find(([, kinds]) => kinds.includes(kind));
  if (elsewhere !== undefined) return { field: 'apiVersion', meant: elsewhere[0] };
  if (versions.length === 0) return { field: 'apiVersion' };
  const [meant] = nearestNames(
    kind,
    versions.flatMap(([, kinds]) => kinds),
  );
  return { field: 'kind', ...(meant !== undefined && { meant }) };
}
