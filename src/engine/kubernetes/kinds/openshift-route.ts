import { group, value } from '../fields/field.ts';
import { metadata } from '../fields/metadata.ts';
import { defineKind } from '../fields/kind.ts';

const target = group({ kind: value, name: value, weight: value });

/** Its TLS part may carry a private key. */
export const OPENSHIFT_ROUTE = defineKind({
  group: 'route.openshift.io',
  kind: 'Route',
  scope: 'namespaced',
  fields: {
    metadata: metadata({}, {}, 'entries'),
    spec: group({
      host: value,
      path: value,
      to: target,
      alternateBackends: target,
      port: group({ targetPort: value }),
    }),
  },
});
