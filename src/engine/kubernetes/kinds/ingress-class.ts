import { group, value } from '../fields/field.ts';
import { metadata } from '../fields/metadata.ts';
import { NETWORKING } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

export const INGRESS_CLASS = defineKind({
  group: NETWORKING,
  kind: 'IngressClass',
  scope: 'cluster',
  fields: {
    metadata: metadata({ 'ingressclass.kubernetes.io/is-default-class': value }),
    spec: group({ controller: value }),
  },
});
