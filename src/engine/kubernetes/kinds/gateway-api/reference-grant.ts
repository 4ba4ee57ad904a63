import { GATEWAY_API } from '../../fields/api-groups.ts';
import { value } from '../../fields/field.ts';
import { defineKind } from '../../fields/kind.ts';
import { metadata } from '../../fields/metadata.ts';
import { placed } from '../../fields/placed.ts';
import { list, naming, or, part, whenAsked } from '../../fields/schema.ts';
import { string, text } from '../../fields/values.ts';

const group = whenAsked(or('', string));

export const REFERENCE_GRANT = defineKind({
  group: GATEWAY_API,
  kind: 'ReferenceGrant',
  scope: 'namespaced',
  fields: {
    metadata: metadata(),
    spec: part({
      from: list(placed(part({ kind: text, namespace: naming('Namespace', text), group }))),
      to: naming('Service', list(placed(part({ kind: text, group, name: whenAsked(text), namespace: value })))),
    }),
  },
});
