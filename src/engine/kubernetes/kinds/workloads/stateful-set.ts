import { APPS } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { FIELDS } from './fields.ts';

export const STATEFUL_SET = defineKind({
  group: APPS,
  kind: 'StatefulSet',
  scope: 'namespaced',
  roles: ['workload', 'scaled', 'rolled'],
  fields: FIELDS,
});
