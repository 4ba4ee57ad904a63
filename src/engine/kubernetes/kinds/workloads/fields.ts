import { group, value } from '../../fields/field.ts';
import { never } from '../../fields/unread-values.ts';
import { metadata } from '../../fields/metadata.ts';
import { POD_TEMPLATE } from '../../fields/pods/pod-template.ts';
import { WORKLOAD_STATUS, workloadSpec } from '../../fields/pods/workload-spec.ts';

/** `spec` of everything that makes pods. */
export const SPEC = workloadSpec(POD_TEMPLATE, {
  strategy: group({ type: value, rollingUpdate: group({ maxSurge: value, maxUnavailable: value }) }),
  updateStrategy: group({
    type: value,
    rollingUpdate: group({ maxSurge: value, maxUnavailable: value, partition: value }),
  }),
  minReadySeconds: value,
  podManagementPolicy: value,
  revisionHistoryLimit: never(10),
  progressDeadlineSeconds: never(600),
});

/** The fields that workloads share. */
export const FIELDS = { metadata: metadata(), spec: SPEC, status: WORKLOAD_STATUS };
