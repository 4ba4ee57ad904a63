import { group, value } from '../../fields/field.ts';
import { metadata } from '../../fields/metadata.ts';
import { GATEWAY_API } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { reference } from './parts.ts';

export const REFERENCE_GRANT = defineKind({
  group: GATEWAY_API,
  kind: 'ReferenceGrant',
  scope: 'namespaced',
  fields: {
    metadata: metadata(),
    spec: group({ from: group({ group: value, kind: value, namespace: value }), to: group(reference) }),
  },
});
