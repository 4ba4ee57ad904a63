import { APPS, EXTENSIONS } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { FIELDS } from './fields.ts';

export const REPLICA_SET = defineKind({
  group: APPS,
  kind: 'ReplicaSet',
  scope: 'namespaced',
  roles: ['workload', 'scaled'],
  formerly: [EXTENSIONS],
  fields: FIELDS,
});
