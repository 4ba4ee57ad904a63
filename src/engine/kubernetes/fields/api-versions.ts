import { APPS, BATCH, CORE, DISCOVERY, EXTENSIONS, GATEWAY_API, NETWORKING } from './api-groups.ts';

/** By API group the versions in which its kinds were ever served, the newest first. Of a group that is not listed any is taken. */
export const API_VERSIONS: ReadonlyMap<string, readonly string[]> = new Map([
  [CORE, ['v1']],
  [APPS, ['v1', 'v1beta2', 'v1beta1']],
  [BATCH, ['v1', 'v1beta1', 'v2alpha1']],
  [DISCOVERY, ['v1', 'v1beta1', 'v1alpha1']],
  [NETWORKING, ['v1', 'v1beta1', 'v1alpha1']],
  [EXTENSIONS, ['v1beta1']],
  [GATEWAY_API, ['v1', 'v1beta1', 'v1alpha3', 'v1alpha2', 'v1alpha1']],
]);

/** A version of a kind that API servers once served. */
export interface RemovedVersion {
  /** The first minor release of Kubernetes that does not serve it: "1.16". */
  readonly since: string;
  /** The apiVersion that took its place. */
  readonly now: string;
}

const removed = (
  since: string,
  now: string,
  ...named: readonly string[]
): readonly (readonly [string, RemovedVersion])[] => named.map((each) => [each, { since, now }]);

/** By "APIVERSION/KIND". Source: kubernetes.io/docs/reference/using-api/deprecation-guide. */
const REMOVED: ReadonlyMap<string, RemovedVersion> = new Map([
  ...['Deployment', 'DaemonSet', 'ReplicaSet'].flatMap((kind) =>
    removed('1.16', 'apps/v1', `extensions/v1beta1/${kind}`, `apps/v1beta2/${kind}`),
  ),
  ...removed('1.16', 'apps/v1', 'apps/v1beta2/StatefulSet', 'apps/v1beta1/StatefulSet', 'apps/v1beta1/Deployment'),
  ...removed('1.16', 'networking.k8s.io/v1', 'extensions/v1beta1/NetworkPolicy'),
  ...removed('1.22', 'networking.k8s.io/v1', 'extensions/v1beta1/Ingress', 'networking.k8s.io/v1beta1/Ingress'),
  ...removed('1.22', 'networking.k8s.io/v1', 'networking.k8s.io/v1beta1/IngressClass'),
  ...removed('1.25', 'batch/v1', 'batch/v1beta1/CronJob'),
  ...removed('1.21', 'batch/v1', 'batch/v2alpha1/CronJob'),
  ...removed('1.25', 'discovery.k8s.io/v1', 'discovery.k8s.io/v1beta1/EndpointSlice'),
]);

/** Since when API servers serve a kind no longer in this version; undefined: they do, or it is not known. */
export function removedVersion(apiVersion: string, kind: string): RemovedVersion | undefined {
  return REMOVED.get(`${apiVersion}/${kind}`);
}
