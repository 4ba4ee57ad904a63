import { CORE } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';
import { metadata } from '../fields/metadata.ts';
import { POD_STATUS } from '../fields/pods/pod-status.ts';
import { POD_ANNOTATIONS, POD_SPEC } from '../fields/pods/pod-template.ts';

export const POD = defineKind({
  group: CORE,
  kind: 'Pod',
  scope: 'namespaced',
  fields: { metadata: metadata(POD_ANNOTATIONS, {}, 'pods'), spec: POD_SPEC, status: POD_STATUS },
});
