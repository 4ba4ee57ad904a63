import { value } from '../../fields/field.ts';
import { list, naming, part } from '../../fields/schema.ts';
import { text } from '../../fields/values.ts';
import { metadata } from '../../fields/metadata.ts';
import { GATEWAY_API } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';

export const BACKEND_TLS_POLICY = defineKind({
  group: GATEWAY_API,
  kind: 'BackendTLSPolicy',
  scope: 'namespaced',
  fields: {
    metadata: metadata(),
    spec: part({
      targetRefs: naming('Service', list(part({ group: value, kind: text, name: text, sectionName: text }))),
      validation: part({ hostname: text }),
    }),
  },
});
