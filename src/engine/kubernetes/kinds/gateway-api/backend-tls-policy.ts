import { group, value } from '../../fields/field.ts';
import { metadata } from '../../fields/metadata.ts';
import { GATEWAY_API } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';

export const BACKEND_TLS_POLICY = defineKind({
  group: GATEWAY_API,
  kind: 'BackendTLSPolicy',
  scope: 'namespaced',
  fields: {
    metadata: metadata(),
    spec: group({
      targetRefs: group({ group: value, kind: value, name: value, sectionName: value }),
      validation: group({ hostname: value }),
    }),
  },
});
