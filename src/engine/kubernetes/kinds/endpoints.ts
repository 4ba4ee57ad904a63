import { CORE } from '../fields/api-groups.ts';
import { masked } from '../fields/unread-values.ts';
import { defineKind } from '../fields/kind.ts';
import { metadata } from '../fields/metadata.ts';
import { list, needed, object, or, section, whenAsked } from '../fields/schema.ts';
import { ip, isText, port, protocol, string, text } from '../fields/values.ts';

const address = list(
  section({
    ip: needed(ip),
    targetRef: section({ kind: isText('Pod'), name: whenAsked(text) }),
    nodeName: text,
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
    metadata: metadata({ 'control-plane.alpha.kubernetes.io/leader': masked }),
    subsets: list(
      object({
        ports: list(object({ port: needed(port), protocol: needed(protocol), name: or('', string) })),
        addresses: address,
        notReadyAddresses: address,
      }),
    ),
  },
});
