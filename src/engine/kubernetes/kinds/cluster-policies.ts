import { POLICY_NETWORKING } from '../fields/api-groups.ts';
import { group, value } from '../fields/field.ts';
import { defineKind } from '../fields/kind.ts';
import { LABEL_SELECTOR } from '../fields/label-selector.ts';
import { metadata } from '../fields/metadata.ts';
import { placed } from '../fields/placed.ts';
import {
  body,
  ifAsked,
  ifGiven,
  list,
  oneOrMore,
  part,
  readAs,
  readAt,
  readBy,
  unlessEmpty,
  unsaid,
  whenAsked,
} from '../fields/schema.ts';
import { SELECTOR } from '../fields/selector.ts';
import { cidr, integer, oneOf, port, present, protocol, text } from '../fields/values.ts';
import { field, isAbsent } from '../model/reader.ts';

const selector = ifAsked(LABEL_SELECTOR);
const pods = ifGiven(part({ namespaceSelector: selector, podSelector: selector }));

/** Before v0.1.2 the selector of namespaces stood one level deeper. */
const namespaces = readBy(group({ ...SELECTOR.fields, namespaceSelector: SELECTOR }), (cursor) => {
  const inner = field(cursor, 'namespaceSelector');
  return readAt(LABEL_SELECTOR, isAbsent(inner) ? cursor : inner);
});

const clusterPeer = placed(
  body({
    namespaces: ifAsked(namespaces),
    pods,
    podSelector: selector,
    networks: ifAsked(list(cidr)),
    nodes: selector,
    domainNames: present(value),
  }),
);
const peers = whenAsked(unlessEmpty(list(clusterPeer)));

const range = placed(part({ start: port, end: port, protocol: unsaid('TCP', protocol) }));
/** Of a match the protocol is its place. */
const matchedRange = ifAsked(readAs(range, placed(part({ start: port, end: port }))));
const numbered = ifAsked(part({ number: whenAsked(port), portRange: matchedRange, range: matchedRange }));
const transport = oneOrMore(part({ port: numbered, Port: numbered, destinationPort: numbered }));
const match = placed(
  part({
    namedPort: text,
    destinationNamedPort: whenAsked(text),
    tcp: whenAsked(transport),
    udp: whenAsked(transport),
    sctp: whenAsked(transport),
  }),
);
const matches = whenAsked(unlessEmpty(list(match)));

const clusterPort = placed(
  part({
    namedPort: text,
    portNumber: ifAsked(part({ port, protocol: unsaid('TCP', protocol) })),
    portRange: ifAsked(range),
  }),
);

const rules = list(
  placed(
    body({
      action: oneOf('Allow', 'Accept', 'Deny', 'Pass'),
      from: peers,
      to: peers,
      /** `ports` of v1alpha1, `match` of v1alpha2, `protocols` of v1beta1. */
      ports: whenAsked(unlessEmpty(list(clusterPort))),
      match: matches,
      protocols: matches,
      name: whenAsked(text),
    }),
  ),
);

const fields = {
  metadata: metadata(),
  spec: part({
    tier: ifAsked(oneOf('Admin', 'Baseline')),
    priority: ifAsked(integer(0, 1000)),
    subject: part({ namespaces: selector, podSelector: selector, pods }),
    ingress: rules,
    egress: rules,
  }),
};

export const ADMIN_POLICY = defineKind({
  group: POLICY_NETWORKING,
  kind: 'AdminNetworkPolicy',
  scope: 'cluster',
  roles: ['policy'],
  fields,
});

export const BASELINE_POLICY = defineKind({
  group: POLICY_NETWORKING,
  kind: 'BaselineAdminNetworkPolicy',
  scope: 'cluster',
  roles: ['policy'],
  fields,
});

/** The successor of both. */
export const CLUSTER_POLICY = defineKind({
  group: POLICY_NETWORKING,
  kind: 'ClusterNetworkPolicy',
  scope: 'cluster',
  roles: ['policy'],
  fields,
});
