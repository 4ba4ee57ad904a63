import { group } from '../../fields/field.ts';
import { GATEWAY_API } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { aged, listener, reference } from './parts.ts';

export const LISTENER_SET = defineKind({
  group: GATEWAY_API,
  kind: 'ListenerSet',
  scope: 'namespaced',
  fields: { metadata: aged, spec: group({ parentRef: group(reference), listeners: listener }) },
});
