import { metadata } from '../fields/metadata.ts';
import { podAnnotationField } from '../fields/pod-annotations.ts';
import { CORE } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

export const NAMESPACE = defineKind({
  ...CORE,
  kind: 'Namespace',
  scope: 'cluster',
  fields: { metadata: metadata({}, {}, podAnnotationField) },
});
