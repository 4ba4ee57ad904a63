import { MISSING_PODS } from '../fields/pods/missing-pods.ts';
import { readWorkloadFields } from '../fields/pods/workload-spec.ts';
import { type Cursor, field, fieldAt, isRecord } from '../model/reader.ts';
import type { ObservedPods, WorkloadSpec } from '../model/specs.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { completePod, NO_POD } from './read-pod.ts';

type Given = ReturnType<typeof readWorkloadFields>;

/** A Deployment, ReplicaSet, StatefulSet, DaemonSet or Job. Replicas default to 1; those of a Job are its running pods. */
export function readWorkload(object: Cursor): WorkloadSpec {
  const { spec, status } = readWorkloadFields(object);
  const kind = field(object, 'kind').value;
  const raw = fieldAt(object, 'spec', 'template').value;
  const isEnded = (type: string): boolean => status.conditions(type)?.status === 'True';
  return {
    replicas: kind === 'Job' ? jobPods(spec) : (spec.replicas() ?? 1),
    templateLabels: spec.template?.metadata?.labels ?? {},
    rawTemplate: isRecord(raw) ? raw : {},
    pod: spec.template === undefined ? NO_POD : completePod(spec.template.spec),
    ordinalStart: spec.ordinals?.start ?? 0,
    complete: isEnded('Complete') || isEnded('Failed'),
    ...withoutUndefined({
      observed: observedPods(status, kind),
      serviceName: spec.serviceName,
      selector: spec.selector?.matchLabels,
    }),
  };
}

/** What tools write into manifests, `status: {}` or zeros, is no controller's word. */
function observedPods(status: Given['status'], kind: unknown): ObservedPods | undefined {
  const { observedGeneration = 0, currentNumberScheduled, active, replicas, conditions } = status;
  const pods = (kind === 'DaemonSet' ? currentNumberScheduled : kind === 'Job' ? active : replicas)() ?? 0;
  if (observedGeneration === 0 && pods === 0) return undefined;
  const reason = MISSING_PODS.flatMap(([type, is]) => {
    const found = conditions(type);
    return found?.status === is ? (found.reason() ?? []) : [];
  })[0];
  return { pods, ...withoutUndefined({ reason }) };
}

function jobPods({ parallelism, completions, suspend }: Given['spec']): number {
  const together = parallelism() ?? 1;
  const all = completions() ?? together;
  return suspend ? 0 : Math.min(together, all);
}
