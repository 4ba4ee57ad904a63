import { CORE } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { FIELDS } from './fields.ts';

/** Its selector is a mapping of labels. */
export const REPLICATION_CONTROLLER = defineKind({
  group: CORE,
  kind: 'ReplicationController',
  scope: 'namespaced',
  roles: ['workload'],
  fields: FIELDS,
});
