import { group, masked, value } from '../fields/field.ts';
import { metadata } from '../fields/metadata.ts';
import { CORE } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

const address = group({ ip: value, nodeName: value, hostname: value, targetRef: group({ kind: value, name: value }) });

/** Of those that are mirrored, and by which others are told apart. */
export const ENDPOINTS = defineKind({
  ...CORE,
  kind: 'Endpoints',
  scope: 'namespaced',
  roles: ['endpoints'],
  fields: {
    metadata: metadata({ 'control-plane.alpha.kubernetes.io/leader': masked }),
    subsets: group({
      addresses: address,
      notReadyAddresses: address,
      ports: group({ name: value, port: value, protocol: value }),
    }),
  },
});
