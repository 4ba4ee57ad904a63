import { group, value } from '../fields/field.ts';
import { usually } from '../fields/unread-values.ts';
import { metadata } from '../fields/metadata.ts';
import { SELECTOR } from '../fields/selector.ts';
import { POLICY_NETWORKING } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

/** Before v0.1.2 the selector of namespaces stood one level deeper. */
const namespaces = group({ ...SELECTOR.fields, namespaceSelector: SELECTOR });
const pods = group({ namespaceSelector: SELECTOR, podSelector: SELECTOR });
const clusterPeer = group({
  namespaces,
  pods,
  podSelector: SELECTOR,
  networks: value,
  nodes: SELECTOR,
  domainNames: value,
});
const range = group({ start: value, end: value, protocol: usually('TCP') });
const numbered = group({ number: value, range, portRange: range });
const transport = group({ port: numbered, Port: numbered, destinationPort: numbered });
const match = group({ namedPort: value, destinationNamedPort: value, tcp: transport, udp: transport, sctp: transport });
const clusterRule = group({
  name: value,
  action: value,
  from: clusterPeer,
  to: clusterPeer,
  ports: group({ namedPort: value, portNumber: group({ port: value, protocol: usually('TCP') }), portRange: range }),
  match,
  protocols: match,
});
const fields = {
  metadata: metadata(),
  spec: group({
    tier: value,
    priority: value,
    subject: group({ namespaces: SELECTOR, podSelector: SELECTOR, pods }),
    ingress: clusterRule,
    egress: clusterRule,
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
