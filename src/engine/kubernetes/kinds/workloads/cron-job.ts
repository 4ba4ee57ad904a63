import { BATCH } from '../../fields/api-groups.ts';
import { group, value } from '../../fields/field.ts';
import { defineKind } from '../../fields/kind.ts';
import { metadata } from '../../fields/metadata.ts';
import { SPEC } from './fields.ts';

/** No pods are made of it: nobody knows what time it is. */
export const CRON_JOB = defineKind({
  group: BATCH,
  kind: 'CronJob',
  scope: 'namespaced',
  template: ['spec', 'jobTemplate', 'spec', 'template'],
  fields: {
    metadata: metadata(),
    spec: group({ schedule: value, suspend: value, jobTemplate: group({ metadata: metadata(), spec: SPEC }) }),
  },
});
