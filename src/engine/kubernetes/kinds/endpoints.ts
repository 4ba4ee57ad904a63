import { CORE } from '../fields/api-groups.ts';
import { value } from '../fields/field.ts';
import { masked } from '../fields/unread-values.ts';
import { defineKind } from '../fields/kind.ts';
import { metadata } from '../fields/metadata.ts';
import { list, naming, needed, object, or, section, whenAsked } from '../fields/schema.ts';
import { ip, isText, port, protocol, string, text } from '../fields/values.ts';

const address = list(
  section({
    ip: needed(ip),
    targetRef: naming('Pod', section({ kind: isText('Pod'), name: whenAsked(text) })),
    nodeName: naming('Node', text),
    hostname: text,
  }),
);

/** Of those that are mirrored, and by which others are told apart. */
export const ENDPOINTS = defineKind({
  group: CORE,
  kind: 'Endpoints',
  scope: 'namespaced',
  roles: ['endpoints'],
  fields: {
    metadata: metadata(
      { 'control-plane.alpha.kubernetes.io/leader': masked },
      // They are those of the Service that is called so.
      { name: { ...value, names: { kind: 'Service' } } },
    ),
    subsets: list(
      object({
        ports: list(object({ port: needed(port), protocol: needed(protocol), name: or('', string) })),
        addresses: address,
        notReadyAddresses: address,
      }),
    ),
  },
});
