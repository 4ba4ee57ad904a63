import { group, never, usually, value } from '../fields/field.ts';
import { metadata } from '../fields/metadata.ts';
import { DISCOVERY } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

export const ENDPOINT_SLICE = defineKind({
  ...DISCOVERY,
  kind: 'EndpointSlice',
  scope: 'namespaced',
  roles: ['endpoints'],
  fields: {
    metadata: metadata(),
    addressType: value,
    endpoints: group({
      addresses: value,
      conditions: group({ ready: value, serving: value, terminating: value }),
      hostname: value,
      nodeName: value,
      zone: value,
      targetRef: group({ kind: value, name: value, namespace: value }),
      hints: group({ forZones: group({ name: value }), forNodes: group({ name: value }) }),
    }),
    ports: group({ name: value, port: value, protocol: usually('TCP'), appProtocol: never() }),
  },
});
