import { defineKind } from '../../fields/kind.ts';
import { LABEL_SELECTOR } from '../../fields/label-selector.ts';
import { metadata } from '../../fields/metadata.ts';
import { defaults, ifGiven, list, naming, part, section } from '../../fields/schema.ts';
import { boolean, cidr, ip, oneOf, string, text } from '../../fields/values.ts';

// Cilium v1.18 pkg/k8s/apis/cilium.io/v2, v2alpha1.

const common = { group: 'cilium.io', scope: 'cluster' } as const;

export const CILIUM_POOL = defineKind({
  ...common,
  kind: 'CiliumLoadBalancerIPPool',
  fields: {
    metadata: metadata(),
    spec: part({
      /** A network, or a first and a last address; without a last one the first alone. */
      blocks: list(section({ cidr, start: ip, stop: ip })),
      /** As blocks were called before v1.15. */
      cidrs: list(section({ cidr })),
      /** Absent: for every Service. */
      serviceSelector: LABEL_SELECTOR,
      disabled: defaults(false, boolean),
      allowFirstLastIPs: defaults('Yes', oneOf('Yes', 'No')),
    }),
  },
});

export const CILIUM_L2_POLICY = defineKind({
  ...common,
  kind: 'CiliumL2AnnouncementPolicy',
  fields: {
    metadata: metadata(),
    spec: part({
      /** Absent: every Service; every node. */
      serviceSelector: LABEL_SELECTOR,
      nodeSelector: LABEL_SELECTOR,
      loadBalancerIPs: defaults(false, boolean),
    }),
  },
});

export const CILIUM_BGP_PEERING = defineKind({
  ...common,
  kind: 'CiliumBGPPeeringPolicy',
  fields: {
    metadata: metadata(),
    spec: part({
      nodeSelector: LABEL_SELECTOR,
      /** Without a serviceSelector: no Service. */
      virtualRouters: list(
        section({
          serviceSelector: LABEL_SELECTOR,
          serviceAdvertisements: ifGiven(list(string)),
          neighbors: list(section({ peerAddress: text })),
        }),
      ),
    }),
  },
});

export const CILIUM_BGP_CLUSTER = defineKind({
  ...common,
  kind: 'CiliumBGPClusterConfig',
  fields: {
    metadata: metadata(),
    spec: part({
      nodeSelector: LABEL_SELECTOR,
      bgpInstances: list(
        section({ peers: list(section({ peerConfigRef: naming('CiliumBGPPeerConfig', part({ name: text })) })) }),
      ),
    }),
  },
});

export const CILIUM_BGP_PEER = defineKind({
  ...common,
  kind: 'CiliumBGPPeerConfig',
  fields: {
    metadata: metadata(),
    spec: part({ families: list(section({ afi: text, advertisements: LABEL_SELECTOR })) }),
  },
});

export const CILIUM_BGP_ADVERTISEMENT = defineKind({
  ...common,
  kind: 'CiliumBGPAdvertisement',
  fields: {
    metadata: metadata(),
    spec: part({
      /** Without a selector: no Service. */
      advertisements: list(
        section({ advertisementType: text, service: part({ addresses: list(string) }), selector: LABEL_SELECTOR }),
      ),
    }),
  },
});
