import { group, never, value } from '../fields/field.ts';
import { metadata } from '../fields/metadata.ts';
import { POD_TEMPLATE } from '../fields/pod-template.ts';
import { SELECTOR } from '../fields/selector.ts';
import { MISSING_PODS } from '../fields/missing-pods.ts';
import { APPS, BATCH, CORE, EXTENSIONS } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

const isEnd = (type: unknown): boolean => type === 'Complete' || type === 'Failed';

/** A Job's end, and why pods are missing. */
const conditions = group(
  { type: value, status: value, reason: value },
  { where: ({ type, status }) => MISSING_PODS.some(([of, is]) => of === type && is === status) || isEnd(type) },
);

const spec = group({
  replicas: value,
  selector: SELECTOR,
  serviceName: value,
  ordinals: group({ start: value }),
  parallelism: value,
  completions: value,
  suspend: value,
  strategy: group({ type: value, rollingUpdate: group({ maxSurge: value, maxUnavailable: value }) }),
  updateStrategy: group({
    type: value,
    rollingUpdate: group({ maxSurge: value, maxUnavailable: value, partition: value }),
  }),
  minReadySeconds: value,
  podManagementPolicy: value,
  template: POD_TEMPLATE,
  revisionHistoryLimit: never(10),
  progressDeadlineSeconds: never(600),
});

const fields = {
  metadata: metadata(),
  spec,
  status: group(
    { observedGeneration: value, replicas: value, currentNumberScheduled: value, active: value, conditions },
    { filled: true },
  ),
};

export const DEPLOYMENT = defineKind({
  ...APPS,
  kind: 'Deployment',
  scope: 'namespaced',
  roles: ['workload', 'scaled', 'rolled'],
  formerly: [EXTENSIONS.group],
  fields,
});

export const REPLICA_SET = defineKind({
  ...APPS,
  kind: 'ReplicaSet',
  scope: 'namespaced',
  roles: ['workload', 'scaled'],
  formerly: [EXTENSIONS.group],
  fields,
});

/** Its selector is a mapping of labels. */
export const REPLICATION_CONTROLLER = defineKind({
  ...CORE,
  kind: 'ReplicationController',
  scope: 'namespaced',
  roles: ['workload'],
  fields,
});

export const STATEFUL_SET = defineKind({
  ...APPS,
  kind: 'StatefulSet',
  scope: 'namespaced',
  roles: ['workload', 'scaled', 'rolled'],
  fields,
});

export const DAEMON_SET = defineKind({
  ...APPS,
  kind: 'DaemonSet',
  scope: 'namespaced',
  roles: ['workload', 'rolled'],
  formerly: [EXTENSIONS.group],
  fields,
});

export const JOB = defineKind({ ...BATCH, kind: 'Job', scope: 'namespaced', roles: ['workload'], fields });

/** No pods are made of it: nobody knows what time it is. */
export const CRON_JOB = defineKind({
  ...BATCH,
  kind: 'CronJob',
  scope: 'namespaced',
  template: ['spec', 'jobTemplate', 'spec', 'template'],
  fields: {
    metadata: metadata(),
    spec: group({ schedule: value, suspend: value, jobTemplate: group({ metadata: metadata(), spec }) }),
  },
});
