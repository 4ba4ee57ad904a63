import { group, value } from '../fields/field.ts';
import { CORE } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

/** That it exists, and whether it is a certificate. */
export const SECRET = defineKind({
  group: CORE,
  kind: 'Secret',
  scope: 'namespaced',
  fields: { metadata: group({ name: value, namespace: { ...value, names: { kind: 'Namespace' } } }), type: value },
});
