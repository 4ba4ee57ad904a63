import type { ValueRefusal } from './value-refusal.ts';

/** By type: fields that are no less than 0. // Kubernetes v1.35 ValidateNonnegativeField in pkg/apis/{apps,batch,core}/validation */
const NOT_NEGATIVE: Readonly<Record<string, string>> = {
  'apps.v1.DeploymentSpec': 'replicas minReadySeconds revisionHistoryLimit progressDeadlineSeconds',
  'apps.v1.ReplicaSetSpec': 'replicas minReadySeconds',
  'apps.v1.DaemonSetSpec': 'minReadySeconds revisionHistoryLimit',
  'apps.v1.StatefulSetSpec': 'replicas minReadySeconds',
  'apps.v1.StatefulSetOrdinals': 'start',
  'apps.v1.RollingUpdateStatefulSetStrategy': 'partition',
  'apps.v1.RollingUpdateDeployment': 'maxSurge maxUnavailable',
  'apps.v1.RollingUpdateDaemonSet': 'maxSurge maxUnavailable',
  'core.v1.ReplicationControllerSpec': 'replicas minReadySeconds',
  'core.v1.Probe': 'initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold',
  'batch.v1.JobSpec':
    'parallelism completions activeDeadlineSeconds backoffLimit ttlSecondsAfterFinished backoffLimitPerIndex maxFailedIndexes',
  'batch.v1.CronJobSpec': 'startingDeadlineSeconds successfulJobsHistoryLimit failedJobsHistoryLimit',
};

/** Numbers from and to, both of which are taken. // pkg/apis/core/validation */
export const BETWEEN: Readonly<Record<string, readonly [number, number]>> = {
  'core.v1.ContainerPort.containerPort': [1, 65_535],
  'core.v1.ContainerPort.hostPort': [1, 65_535],
  'core.v1.ServicePort.port': [1, 65_535],
  'core.v1.PodSpec.activeDeadlineSeconds': [1, 2 ** 31 - 1],
  'core.v1.EndpointPort.port': [1, 65_535],
  'networking.v1.NetworkPolicyPort.port': [1, 65_535],
  'networking.v1.NetworkPolicyPort.endPort': [1, 65_535],
  'networking.v1.ServiceBackendPort.number': [1, 65_535],
  'core.v1.PreferredSchedulingTerm.weight': [1, 100],
  'core.v1.WeightedPodAffinityTerm.weight': [1, 100],
  ...Object.fromEntries(
    [
      'core.v1.PodSecurityContext.fsGroup',
      'core.v1.PodSecurityContext.runAsUser',
      'core.v1.PodSecurityContext.runAsGroup',
      'core.v1.SecurityContext.runAsUser',
      'core.v1.SecurityContext.runAsGroup',
    ].map((key) => [key, [0, 2 ** 31 - 1] as const]),
  ),
};

export const ZERO_IS_ABSENT: ReadonlySet<string> = new Set([
  'core.v1.ContainerPort.hostPort',
  'networking.v1.ServiceBackendPort.number',
]);

export const LEAST_0: ReadonlySet<string> = new Set(
  Object.entries(NOT_NEGATIVE).flatMap(([type, names]) => names.split(' ').map((name) => `${type}.${name}`)),
);

/** Why a number is none that a field, "TYPE.NAME", takes; undefined: it is, or is no number. */
export function rangeOf(key: string, value: unknown): ValueRefusal | undefined {
  if (typeof value !== 'number') return undefined;
  if (LEAST_0.has(key) && value < 0) return { is: 'INVALID', value, why: 'NEGATIVE' };
  const [least, most] = BETWEEN[key] ?? [];
  if (least === undefined || most === undefined || (value >= least && value <= most)) return undefined;
  if (value === 0 && ZERO_IS_ABSENT.has(key)) return undefined;
  return { is: 'INVALID_BY', value, why: 'RANGE', of: [least, most] };
}
