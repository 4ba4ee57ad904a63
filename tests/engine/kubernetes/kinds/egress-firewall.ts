import { defineKind } from '../../../../src/engine/kubernetes/fields/kind.ts';
import { metadata } from '../../../../src/engine/kubernetes/fields/metadata.ts';
import { defaults, list, needed, object, part } from '../../../../src/engine/kubernetes/fields/schema.ts';
import { boolean, cidr, oneOf, port, protocol, text } from '../../../../src/engine/kubernetes/fields/values.ts';

/** The example of docs/how-to-add.md: a kind of OVN-Kubernetes, as its file would be. */
export const EGRESS_FIREWALL = defineKind({
  group: 'k8s.ovn.org',
  kind: 'EgressFirewall',
  scope: 'namespaced',
  roles: ['policy'],
  fields: {
    metadata: metadata(),
    spec: part({
      audit: defaults(false, boolean),
      egress: list(
        object({
          type: needed(oneOf('Allow', 'Deny')),
          to: part({ cidrSelector: cidr, dnsName: text }),
          ports: list(object({ protocol: needed(protocol), port })),
        }),
      ),
    }),
  },
});
