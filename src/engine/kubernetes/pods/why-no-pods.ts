import type { Cluster, Workload } from '../cluster/cluster.ts';
import { readWorkloadFields } from '../fields/pods/workload-spec.ts';
import { objectKey } from '../model/object.ts';
import { createCursor } from '../model/reader.ts';

/** Why a workload has no pods. */
export type NoPodsReason = 'SCALED_TO_NONE' | 'NO_NODE' | 'SUSPENDED' | 'DONE' | 'FAILED' | 'ASTRAY' | 'MISSING';

const TOLD: Readonly<Record<string, NoPodsReason>> = {
  SELECTOR_DOES_NOT_MATCH_TEMPLATE: 'ASTRAY',
  PODS_MISSING: 'MISSING',
};

/** Why a workload of the cluster that has no pods has none; undefined: nobody can tell. // kubernetes.io/docs/concepts/workloads/controllers/job */
export function whyNoPods({ findings, objects }: Cluster, workload: Workload): NoPodsReason | undefined {
  const key = objectKey(workload);
  const object = objects.get(key);
  const { spec, status } = readWorkloadFields(createCursor(object ?? {}, []));
  const holds = (type: string): boolean => status.conditions(type)?.status === 'True';
  if (holds('Complete')) return 'DONE';
  if (holds('Failed')) return 'FAILED';
  if (spec.suspend) return 'SUSPENDED';
  if (workload.replicas === 0) return workload.kind === 'DaemonSet' ? 'NO_NODE' : 'SCALED_TO_NONE';
  const told = findings.find((each) => each.code in TOLD && objectKey(each.object) === key);
  return told && TOLD[told.code];
}
