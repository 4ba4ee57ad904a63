import { defineKind } from '../../fields/kind.ts';
import { LABEL_SELECTOR } from '../../fields/label-selector.ts';
import { metadata } from '../../fields/metadata.ts';
import { defaults, list, naming, object, part } from '../../fields/schema.ts';
import { value } from '../../fields/field.ts';
import { boolean, given, integer, string } from '../../fields/values.ts';
import { readString, unusable } from '../../model/reader.ts';
import { type IpRange, parseIpRange } from '../../../net/ip-range.ts';

// MetalLB v0.15 api/v1beta1, api/v1beta2.

/** A network, or a first and a last address: "10.0.0.5-10.0.0.9". */
const ipRange = given(value, (cursor): IpRange | undefined => {
  const text = readString(cursor);
  return text === undefined ? undefined : (parseIpRange(text) ?? unusable(cursor, 'IP_RANGE'));
});

const common = { group: 'metallb.io', scope: 'namespaced' } as const;

export const IP_ADDRESS_POOL = defineKind({
  ...common,
  kind: 'IPAddressPool',
  fields: {
    metadata: metadata(),
    spec: part({
      addresses: list(ipRange),
      autoAssign: defaults(true, boolean),
      avoidBuggyIPs: defaults(false, boolean),
      /** Absent: for every Service. */
      serviceAllocation: object({
        /** A lower number comes first, and 0 last. */
        priority: defaults(0, integer(0, Number.MAX_SAFE_INTEGER)),
        namespaces: naming('Namespace', list(string)),
        namespaceSelectors: list(LABEL_SELECTOR),
        serviceSelectors: list(LABEL_SELECTOR),
      }),
    }),
  },
});

/** No pools and no selectors of pools: all of them. No selectors of nodes: all of them. */
const announced = {
  ipAddressPools: naming('IPAddressPool', list(string)),
  ipAddressPoolSelectors: list(LABEL_SELECTOR),
  nodeSelectors: list(LABEL_SELECTOR),
};

export const L2_ADVERTISEMENT = defineKind({
  ...common,
  kind: 'L2Advertisement',
  fields: { metadata: metadata(), spec: part(announced) },
});

export const BGP_ADVERTISEMENT = defineKind({
  ...common,
  kind: 'BGPAdvertisement',
  /** No peers: to all of them. */
  fields: { metadata: metadata(), spec: part({ ...announced, peers: naming('BGPPeer', list(string)) }) },
});

export const BGP_PEER = defineKind({
  ...common,
  kind: 'BGPPeer',
  fields: { metadata: metadata(), spec: part({ nodeSelectors: list(LABEL_SELECTOR) }) },
});
