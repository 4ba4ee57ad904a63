import { GATEWAY_API } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { list, naming, object, part } from '../../fields/schema.ts';
import { aged, listener, referenceFields } from './parts.ts';

export const LISTENER_SET = defineKind({
  group: GATEWAY_API,
  kind: 'ListenerSet',
  scope: 'namespaced',
  fields: {
    metadata: aged,
    spec: part({
      parentRef: naming('Gateway', object(referenceFields(GATEWAY_API, 'Gateway'))),
      listeners: list(listener),
    }),
  },
});
