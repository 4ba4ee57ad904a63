import { APPS, EXTENSIONS } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { FIELDS } from './fields.ts';

export const DAEMON_SET = defineKind({
  group: APPS,
  kind: 'DaemonSet',
  scope: 'namespaced',
  roles: ['workload', 'rolled'],
  formerly: [EXTENSIONS],
  fields: FIELDS,
});
