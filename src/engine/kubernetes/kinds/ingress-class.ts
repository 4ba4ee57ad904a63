import { value } from '../fields/field.ts';
import { ifGiven, part } from '../fields/schema.ts';
import { string, text } from '../fields/values.ts';
import { metadata } from '../fields/metadata.ts';
import { NETWORKING } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

export const INGRESS_CLASS = defineKind({
  group: NETWORKING,
  kind: 'IngressClass',
  scope: 'cluster',
  fields: {
    metadata: metadata({ 'ingressclass.kubernetes.io/is-default-class': value }),
    spec: part({ controller: string, parameters: ifGiven(part({ apiGroup: value, kind: text, name: text })) }),
  },
});
