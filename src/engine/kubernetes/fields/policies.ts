import { group, type GroupField, usually, value } from './field.ts';
import { metadata } from './metadata.ts';
import { SELECTOR } from './selector.ts';

const peer = group({
  podSelector: SELECTOR,
  namespaceSelector: SELECTOR,
  ipBlock: group({ cidr: value, except: value }),
});
const ports = group({ port: value, endPort: value, protocol: usually('TCP') }, { filled: true });
/** Of the two lists of peers one is misplaced, and a finding says so. */
const rule = group({ from: peer, to: peer, ports });

/** What the API server sets: Ingress always, Egress when there is a rule for it. // networking/v1 defaults.go */
const policyTypes = {
  ...value,
  filled: true,
  unless: (given: unknown, { egress }: Readonly<Record<string, unknown>>) => {
    const usual = Array.isArray(egress) && egress.length > 0 ? 'Ingress,Egress' : 'Ingress';
    return Array.isArray(given) && given.join() === usual;
  },
} as const;

const NETWORK_POLICY = group({
  metadata: metadata(),
  spec: group({ podSelector: SELECTOR, policyTypes, ingress: rule, egress: rule }),
});

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
const CLUSTER_POLICY = group({
  metadata: metadata(),
  spec: group({
    tier: value,
    priority: value,
    subject: group({ namespaces: SELECTOR, podSelector: SELECTOR, pods }),
    ingress: clusterRule,
    egress: clusterRule,
  }),
});

export const POLICIES: Readonly<Record<string, GroupField>> = {
  NetworkPolicy: NETWORK_POLICY,
  AdminNetworkPolicy: CLUSTER_POLICY,
  BaselineAdminNetworkPolicy: CLUSTER_POLICY,
  ClusterNetworkPolicy: CLUSTER_POLICY,
};
