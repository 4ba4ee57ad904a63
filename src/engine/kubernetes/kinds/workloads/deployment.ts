import { APPS, EXTENSIONS } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { FIELDS } from './fields.ts';

export const DEPLOYMENT = defineKind({
  group: APPS,
  kind: 'Deployment',
  scope: 'namespaced',
  roles: ['workload', 'scaled', 'rolled'],
  formerly: [EXTENSIONS],
  fields: FIELDS,
});
