import { BATCH } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { FIELDS } from './fields.ts';

export const JOB = defineKind({ group: BATCH, kind: 'Job', scope: 'namespaced', roles: ['workload'], fields: FIELDS });
