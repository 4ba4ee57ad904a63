import { metadata } from '../fields/metadata.ts';
import { CORE } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

export const NAMESPACE = defineKind({
  group: CORE,
  kind: 'Namespace',
  scope: 'cluster',
  fields: { metadata: metadata({}, {}, 'pods') },
});
