import { entryAnnotationField } from '../../fields/entry-annotations.ts';
import { group, labels, masked, value } from '../../fields/field.ts';
import { metadata } from '../../fields/metadata.ts';
import { SERVICE_ANNOTATIONS } from '../../fields/service-annotation-fields.ts';
import { GATEWAY_API } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';
import { listener, namespaces } from './parts.ts';

const addresses = group({ type: value, value });

export const GATEWAY = defineKind({
  ...GATEWAY_API,
  kind: 'Gateway',
  scope: 'namespaced',
  fields: {
    // That cert-manager makes its certificates, not how.
    metadata: metadata({ 'cert-manager.io/*': masked }, {}, entryAnnotationField),
    spec: group({
      gatewayClassName: value,
      listeners: listener,
      addresses,
      // They become those of the Service of its proxy.
      infrastructure: group({
        labels,
        annotations: group(SERVICE_ANNOTATIONS, { filled: true, others: entryAnnotationField }),
      }),
      allowedListeners: group({ namespaces }),
    }),
    status: group({ addresses: { ...addresses, filled: true } }, { filled: true }),
  },
});
