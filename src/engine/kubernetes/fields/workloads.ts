import { group, type GroupField, never, text, usually, value } from './field.ts';
import { metadata } from './metadata.ts';
import { podAnnotationField } from './pod-annotations.ts';
import { POD_ANNOTATIONS, POD_SPEC, POD_TEMPLATE } from './pod-template.ts';
import { SELECTOR } from './selector.ts';

type Item = Readonly<Record<string, unknown>>;

const endings = group(
  { type: value, status: value },
  { where: ({ type }) => type === 'Complete' || type === 'Failed' },
);

const workload = group({
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

const WORKLOAD = group({
  metadata: metadata(),
  spec: workload,
  status: group({ conditions: endings }, { filled: true }),
});

const isTold = ({ type, status }: Item): boolean => type === 'Ready' || (type === 'PodScheduled' && status !== 'True');
/** What the scheduler says is for people; of other conditions nobody reads the message. */
const message = {
  ...text((said) => said),
  unless: (_: unknown, { type, status }: Item) => type !== 'PodScheduled' || status !== 'False',
  tell: 'message of a condition',
} as const;
const state = group({ running: group({}), waiting: group({ reason: value }), terminated: group({ reason: value }) });
/** A container that runs and has not failed. */
const runs = ({ state: given }: Item): boolean =>
  !(typeof given === 'object' && given !== null && ('waiting' in given || 'terminated' in given));
const statuses = group({ name: value, state }, { where: (item) => !runs(item) });

const POD = group({
  metadata: metadata(POD_ANNOTATIONS, {}, podAnnotationField),
  spec: POD_SPEC,
  status: group(
    {
      phase: usually('Running'),
      podIP: value,
      hostIP: value,
      podIPs: group(
        { ip: value },
        {
          filled: true,
          unless: (given, { podIP }) =>
            Array.isArray(given) && given.length === 1 && (given[0] as Item | null)?.['ip'] === podIP,
        },
      ),
      conditions: group({ type: value, status: value, message }, { where: isTold, filled: true }),
      initContainerStatuses: statuses,
      // That its kubelet has told of them.
      containerStatuses: { ...statuses, kept: true },
    },
    { filled: true },
  ),
});

export const WORKLOADS: Readonly<Record<string, GroupField>> = {
  Pod: POD,
  Deployment: WORKLOAD,
  ReplicaSet: WORKLOAD,
  // Its selector is a mapping of labels.
  ReplicationController: WORKLOAD,
  StatefulSet: WORKLOAD,
  DaemonSet: WORKLOAD,
  Job: WORKLOAD,
  CronJob: group({
    metadata: metadata(),
    spec: group({ schedule: value, suspend: value, jobTemplate: group({ metadata: metadata(), spec: workload }) }),
  }),
};
