import { isRecord, recordOf } from '../../engine/text.ts';
import { wrongSchedule } from './schedule.ts';
import { type Fields, itemsOf } from './refuse.ts';
import { isNothing, type Place, type TypeRule } from './rule.ts';

// Kubernetes v1.35 pkg/apis/apps/validation, pkg/apis/batch/validation

/** A selector that selects everything, or none of its own pods. */
function refusedSelector({ selector, template }: Fields, { path, object, refuse }: Place): void {
  if (!isRecord(selector)) return;
  const { matchLabels, matchExpressions } = selector;
  refusedMismatch(recordOf(matchLabels), matchExpressions, { path, refuse, template });
  if (Object.keys(recordOf(matchLabels)).length === 0 && isNothing(matchExpressions))
    refuse([...path, 'selector'], {
      is: 'INVALID_BY',
      value: '',
      why: 'SELECTOR_EMPTY',
      of: [object.kind.toLowerCase()],
    });
}

interface Template extends Pick<Place, 'path' | 'refuse'> {
  readonly template: unknown;
}

/** A selector that selects none of its own pods. // ValidatePodTemplateSpecForReplicaSet and its like */
function refusedMismatch(labels: Fields, expressions: unknown, { template, path, refuse }: Template): void {
  const own = recordOf(recordOf(recordOf(template)['metadata'])['labels']);
  const isSame = Object.entries(labels).every(([key, value]) => own[key] === value);
  if (isSame && [...itemsOf(expressions, [])].every(([each]) => isMet(each, own))) return;
  refuse([...path, 'template', 'metadata', 'labels'], { is: 'INVALID', value: own, why: 'SELECTOR_MISMATCH' });
}

function isMet({ key, operator, values }: Fields, labels: Fields): boolean {
  const value = typeof key === 'string' ? labels[key] : undefined;
  const isAmong = Array.isArray(values) && values.includes(value);
  if (operator === 'In') return isAmong;
  if (operator === 'NotIn') return !isAmong;
  if (operator === 'Exists') return value !== undefined;
  return operator !== 'DoesNotExist' || value === undefined;
}

/** // ValidateReplicationControllerSpec */
const replicationController: TypeRule = ({ selector, template }, { path, refuse }) => {
  if (isRecord(selector)) refusedMismatch(selector, [], { path, refuse, template });
};

/** // ValidateDeploymentSpec, ValidateDeploymentStrategy, ValidateRollingUpdateDeployment */
const deployment: TypeRule = (spec, place) => {
  refusedSelector(spec, place);
  const { path, refuse } = place;
  const { minReadySeconds: least, progressDeadlineSeconds: deadline = 600 } = spec;
  const from = typeof least === 'number' ? least : 0;
  if (typeof deadline === 'number' && deadline >= 0 && deadline <= from)
    refuse([...path, 'progressDeadlineSeconds'], { is: 'INVALID', value: deadline, why: 'MIN_READY' });
};

const deploymentStrategy: TypeRule = ({ type, rollingUpdate }, { path, refuse }) => {
  if (!isRecord(rollingUpdate)) return;
  const at = [...path, 'rollingUpdate'];
  if (type === 'Recreate') refuse(at, { is: 'FORBIDDEN', why: 'NO_ROLLING_UPDATE' });
  const { maxSurge = '25%', maxUnavailable = '25%' } = rollingUpdate;
  if (isNone(maxSurge) && isNone(maxUnavailable))
    refuse([...at, 'maxUnavailable'], { is: 'INVALID', value: maxUnavailable as string | number, why: 'NO_SURGE' });
};

const isNone = (value: unknown): boolean => value === 0 || (typeof value === 'string' && /^0+%$/.test(value));

/** // ValidatePositiveIntOrPercent, IsNotMoreThan100Percent */
const rollingUpdate: TypeRule = (value, { path, refuse }) => {
  for (const field of ['maxSurge', 'maxUnavailable']) {
    const given = value[field];
    if (typeof given !== 'string') continue;
    if (!/^\d+%$/.test(given)) refuse([...path, field], { is: 'INVALID', value: given, why: 'PERCENT' });
    else if (field === 'maxUnavailable' && Number.parseInt(given, 10) > 100)
      refuse([...path, field], { is: 'INVALID', value: given, why: 'OVER_100_PERCENT' });
  }
};

/** // validateJobSpec */
const job: TypeRule = (spec, { path, refuse, missing }) => {
  const { completionMode, completions, template } = spec;
  if (completionMode === 'Indexed') {
    // Where neither is said, both are 1.
    if (isNothing(completions) && !isNothing(spec['parallelism']))
      missing([...path, 'completions'], { is: 'REQUIRED', why: 'COMPLETIONS' });
  } else
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
      const value = spec[field];
      if (typeof value === 'number') refuse([...path, field], { is: 'INVALID', value, why: 'INDEXED_ALONE' });
    }
  const pods = recordOf(template)['spec'];
  if (isRecord(pods) && isNothing(pods['restartPolicy']))
    missing([...path, 'template', 'spec', 'restartPolicy'], { is: 'REQUIRED', why: 'RESTART_OF_JOB' });
};

const MOST_OF_CRON_NAME = 52;

/** // validateCronJobSpec, validateScheduleFormat, ValidateCronJobCreate */
const cronJob: TypeRule = ({ schedule }, { path, object, refuse }) => {
  const { name } = object.metadata;
  if (name.length > MOST_OF_CRON_NAME) refuse(['metadata', 'name'], { is: 'INVALID', value: name, why: 'CRON_NAME' });
  const wrong = typeof schedule === 'string' && schedule !== '' ? wrongSchedule(schedule) : undefined;
  if (wrong !== undefined) refuse([...path, 'schedule'], wrong);
};

/** // ValidateRollingUpdateDaemonSet */
const daemonUpdate: TypeRule = (value, place) => {
  rollingUpdate(value, place);
  const { path, refuse, missing } = place;
  const { maxSurge = 0, maxUnavailable = maxSurge === 0 ? 1 : 0 } = value;
  if (isNone(maxSurge) && isNone(maxUnavailable))
    missing([...path, 'maxUnavailable'], { is: 'REQUIRED', why: 'UNAVAILABLE_OF_DAEMONS' });
  if (!isNone(maxSurge) && !isNone(maxUnavailable) && (typeof maxSurge === 'number' || typeof maxSurge === 'string'))
    refuse([...path, 'maxSurge'], { is: 'INVALID', value: maxSurge, why: 'SURGE_OF_DAEMONS' });
};

/** The controller makes a label of its pods of the name. // ValidateStatefulSetName */
const statefulSet: TypeRule = (spec, place) => {
  refusedSelector(spec, place);
  const { name } = place.object.metadata;
  if (name.length > LONGEST_NAME)
    place.refuse(['metadata', 'name'], { is: 'INVALID', value: name, why: 'STATEFUL_NAME' });
};

const LONGEST_NAME = 63;

export const WORKLOAD_RULES: Readonly<Record<string, TypeRule>> = {
  'apps.v1.DeploymentSpec': deployment,
  'core.v1.ReplicationControllerSpec': replicationController,
  'apps.v1.DeploymentStrategy': deploymentStrategy,
  'apps.v1.RollingUpdateDeployment': rollingUpdate,
  'apps.v1.RollingUpdateDaemonSet': daemonUpdate,
  'apps.v1.ReplicaSetSpec': refusedSelector,
  'apps.v1.DaemonSetSpec': refusedSelector,
  'apps.v1.StatefulSetSpec': statefulSet,
  'batch.v1.JobSpec': job,
  'batch.v1.CronJobSpec': cronJob,
};
