import { isRecord, recordOf } from '../../engine/text.ts';
import { wrongSchedule } from './schedule.ts';
import type { Fields } from './refuse.ts';
import { isNothing, type Place, type TypeRule } from './rule.ts';

// Kubernetes v1.35 pkg/apis/apps/validation, pkg/apis/batch/validation

/** A selector that selects everything. */
function refusedEmptySelector({ selector }: Fields, { path, object, refuse }: Place): void {
  if (!isRecord(selector)) return;
  const { matchLabels, matchExpressions } = selector;
  if (Object.keys(recordOf(matchLabels)).length === 0 && isNothing(matchExpressions))
    refuse([...path, 'selector'], {
      is: 'INVALID_BY',
      value: '',
      why: 'SELECTOR_EMPTY',
      of: [object.kind.toLowerCase()],
    });
}

/** // ValidateDeploymentSpec, ValidateDeploymentStrategy, ValidateRollingUpdateDeployment */
const deployment: TypeRule = (spec, place) => {
  refusedEmptySelector(spec, place);
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
    if (isNothing(completions)) missing([...path, 'completions'], { is: 'REQUIRED', why: 'COMPLETIONS' });
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

export const WORKLOAD_RULES: Readonly<Record<string, TypeRule>> = {
  'apps.v1.DeploymentSpec': deployment,
  'apps.v1.DeploymentStrategy': deploymentStrategy,
  'apps.v1.RollingUpdateDeployment': rollingUpdate,
  'apps.v1.RollingUpdateDaemonSet': rollingUpdate,
  'apps.v1.ReplicaSetSpec': refusedEmptySelector,
  'apps.v1.DaemonSetSpec': refusedEmptySelector,
  'apps.v1.StatefulSetSpec': refusedEmptySelector,
  'batch.v1.JobSpec': job,
  'batch.v1.CronJobSpec': cronJob,
};
