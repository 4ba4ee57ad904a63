import { group, labels, value } from '../../fields/field.ts';
import { masked } from '../../fields/unread-values.ts';
import { metadata } from '../../fields/metadata.ts';
import { TOPOLOGY_MODES } from '../../fields/topology-modes.ts';
import { GATEWAY_API } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { listener, namespaces } from './parts.ts';

const addresses = group({ type: value, value });

export const GATEWAY = defineKind({
  group: GATEWAY_API,
  kind: 'Gateway',
  scope: 'namespaced',
  fields: {
    // That cert-manager makes its certificates, not how.
    metadata: metadata({ 'cert-manager.io/*': masked }, {}, 'entries'),
    spec: group({
      gatewayClassName: value,
      listeners: listener,
      addresses,
      // They become those of the Service of its proxy.
      infrastructure: group({
        labels,
        annotations: group(TOPOLOGY_MODES, { filled: true, others: 'services' }),
      }),
      allowedListeners: group({ namespaces }),
    }),
    status: group({ addresses: { ...addresses, filled: true } }, { filled: true }),
  },
});
