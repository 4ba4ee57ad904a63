import { GATEWAY_API } from '../../fields/api-groups.ts';
import { group, value } from '../../fields/field.ts';
import { defineKind } from '../../fields/kind.ts';
import { metadata } from '../../fields/metadata.ts';
import { expected, filled, list, naming, or, part, readAs, section } from '../../fields/schema.ts';
import { TOPOLOGY_MODES } from '../../fields/topology-modes.ts';
import { masked } from '../../fields/unread-values.ts';
import { stringMap, text } from '../../fields/values.ts';
import { unusable } from '../../model/reader.ts';
import { listener, namespaces } from './parts.ts';

const addresses = list(section({ type: value, value: text }));

export const GATEWAY = defineKind({
  group: GATEWAY_API,
  kind: 'Gateway',
  scope: 'namespaced',
  fields: {
    // That cert-manager makes its certificates, not how.
    metadata: metadata({ 'cert-manager.io/*': masked }, {}, 'entries'),
    spec: part({
      gatewayClassName: or(
        '',
        naming(
          'GatewayClass',
          expected(text, (cursor) => unusable(cursor, 'GATEWAY_CLASS_NAME')),
        ),
      ),
      listeners: list(listener),
      addresses,
      // They become those of the Service of its proxy.
      infrastructure: part({
        labels: or({}, stringMap),
        annotations: readAs(group(TOPOLOGY_MODES, { filled: true, others: 'services' }), or({}, stringMap)),
      }),
      allowedListeners: part({ namespaces: namespaces('None') }),
    }),
    status: filled(part({ addresses: filled(addresses) })),
  },
});
