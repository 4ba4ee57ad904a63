import { value } from '../fields/field.ts';
import { ifGiven, naming, part } from '../fields/schema.ts';
import { string, text } from '../fields/values.ts';
import { metadata } from '../fields/metadata.ts';
import { NETWORKING } from '../fields/api-groups.ts';
import { IS_DEFAULT_CLASS } from '../fields/entries/default-class.ts';
import { defineKind } from '../fields/kind.ts';
import { INGRESS_CLASS_PARAMS } from './load-balancers/aws.ts';

export const INGRESS_CLASS = defineKind({
  group: NETWORKING,
  kind: 'IngressClass',
  scope: 'cluster',
  fields: {
    metadata: metadata({ [IS_DEFAULT_CLASS]: value }),
    spec: part({
      controller: string,
      // Whatever other controllers read is theirs.
      parameters: naming(
        INGRESS_CLASS_PARAMS.kind,
        ifGiven(
          part(
            { apiGroup: value, kind: text, name: text },
            { where: ({ kind }) => kind === INGRESS_CLASS_PARAMS.kind },
          ),
        ),
      ),
    }),
  },
});
