import type { CalicoRefusal, CiliumRefusal, Expected, FieldDetails, FoundValue } from '../../../engine/objects.ts';
import type { Sentences } from '../../sentences.ts';

const EXPECTED: Readonly<Record<Extract<Expected, string>, string>> = {
  STRING: 'a string',
  BOOLEAN: 'true or false',
  LIST: 'a list',
  MAPPING: 'a mapping',
  IP: 'an IP address',
  CIDR: 'a network in CIDR notation, such as 10.0.0.0/8',
  CIDR_LIST: 'networks in CIDR notation, separated by commas',
  QUANTITY: 'a quantity, such as 500m, 4 or 1.5',
  IP_RANGE: 'a network in CIDR notation, or a first and a last address with a hyphen between them',
  PORT: 'a port from 1 to 65535',
  PORT_OR_NAME: 'a port from 1 to 65535 or the name of a port',
  SERVICE_NAME: 'the name of a Service',
  SERVICE_PORT: 'a port number or a port name',
  SERVICE_AND_PORT: 'the name and port of a Service',
  NAME: 'a name',
  OBJECT_NAME: 'the name of an object',
  GATEWAY_CLASS_NAME: 'the name of a GatewayClass',
  LISTENER_PORT: 'a port',
  LISTENER_PROTOCOL: 'HTTP, HTTPS, TLS, TCP or UDP',
  FILTER_TYPE: 'the type of a filter',
  PATH_REWRITE: 'ReplaceFullPath or ReplacePrefixMatch',
  GRANTED_FROM: 'a group, a kind and a namespace',
  GRANTED_TO: 'a group and a kind',
};

/** What a field has to be, as it stands in a sentence. */
export function expectedText(expected: Expected): string {
  if (typeof expected === 'string') return EXPECTED[expected];
  if ('oneOf' in expected) return expected.oneOf.join(', ');
  return `a whole number from ${expected.least} to ${expected.most}`;
}

const FOUND: Readonly<Record<Extract<FoundValue, string>, string>> = {
  NOTHING: 'nothing',
  NULL: 'null',
  LIST: 'a list',
  MAPPING: 'a mapping',
};

const MOST_LETTERS = 60;

function foundText(found: FoundValue): string {
  if (typeof found === 'string') return FOUND[found];
  const text = JSON.stringify(found.value);
  return `the ${typeof found.value} ${text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text}`;
}

const MISSING: Readonly<Record<FieldDetails['FIELD_MISSING']['is'], string>> = {
  POD_TEMPLATE: 'there is no pod template, so no pods can be made',
  CONTAINER_NAME: 'a container needs a name',
  POLICY_POD_SELECTOR: 'without a podSelector the policy selects every pod of its namespace',
  POLICY_TIER: 'a ClusterNetworkPolicy needs a tier: Admin or Baseline; Admin is taken',
  POLICY_PRIORITY: 'a priority from 0 (first) to 1000 is needed; 1000 is taken',
  POLICY_ACTION: 'a rule needs an action',
  POLICY_PEERS: 'a rule needs at least one peer; this one matches nobody',
};

export const FIELD_FINDINGS: Sentences<FieldDetails> = {
  FIELD_UNUSABLE: sayUnusable,
  FIELD_MISSING: ({ is }) => MISSING[is],
  PORT_IN_QUOTES: ({ text, port }) => `"${text}" in quotes is the name of a port; the number ${port} is taken`,
  ADDRESS_SPELLING: ({ text, taken }) => `${JSON.stringify(text)} has blanks or leading zeros; ${taken} is taken`,
  BACKEND_NOT_MODELLED: () => 'a resource backend leads to no Service',
  SELECTOR_FIELD_UNKNOWN: ({ fields }) =>
    `${fields.join(', ')} is not a field of a selector and is ignored: labels belong under matchLabels`,
  POLICY_NAME_REFUSED: ({ wanted }) => `the one BaselineAdminNetworkPolicy of a cluster must be named ${wanted}`,
  POLICY_RULES_IGNORED: ({ direction, type }) =>
    `the ${direction} rules have no effect: policyTypes does not list ${type}`,
  POLICY_FIELD_UNKNOWN: ({ direction, field, meant }) =>
    `an ${direction} rule has no field ${field}, so it is ignored: ${meant} is meant`,
  POLICY_PEER_NOT_MODELLED: ({ is }) =>
    is === 'DOMAIN_NAMES'
      ? 'domain names are not resolved here: this peer matches nobody'
      : 'only ports of TCP, UDP and SCTP are matched',
  POLICY_PORT_RANGE_EMPTY: ({ is, start, end }) =>
    is === 'END_PORT'
      ? `endPort ${end} is less than port ${start}: the API server refuses this policy`
      : `the range ends at ${end}, before its start ${start}`,
};

const CALICO_REFUSALS: Readonly<Record<CalicoRefusal, string>> = {
  SELECTOR: 'the selector cannot be read',
  GLOBAL_HERE: 'global() can only stand in the namespaceSelector of a rule',
  GLOBAL_NOT_ALONE: 'global() has to stand alone',
  TIER_MISSING: 'there is no such tier',
  TYPE_TWICE: 'a type can stand here once',
  NO_ACTION: 'a rule needs an action (Allow, Deny, Log or Pass)',
  PORTS_WITHOUT_PROTOCOL: 'rules with ports need the protocol TCP, UDP or SCTP',
  NOT_ICMP: 'a type of ICMP needs the protocol ICMP or ICMPv6',
  CODE_WITHOUT_TYPE: 'a code of ICMP needs a type',
  OTHER_FAMILY: 'ipVersion does not fit the rest of the rule',
  TWO_FAMILIES: 'networks of IPv4 and of IPv6 cannot stand in one rule',
  HTTP_WITHOUT_TCP: 'a rule with http needs the protocol TCP',
  HTTP_NOT_ALLOWED: 'only a rule that allows can have http',
  HTTP_AT_EGRESS: 'http can only stand in an ingress rule',
  SERVICES_OF_OWN_END:
    'services can only stand in the source of an ingress rule and in the destination of an egress rule',
  SERVICES_WITH_PORTS: 'services and ports cannot stand together',
  SERVICES_WITHOUT_NAME: 'services need a name',
  SERVICES_WITHOUT_NAMESPACE: 'services of a GlobalNetworkPolicy need a namespace',
  SERVICES_COMBINED: 'services cannot stand together with selectors or networks',
  BEFORE_DNAT_UNTRACKED: 'preDNAT and doNotTrack cannot stand together',
  BEFORE_DNAT_EGRESS: 'a policy with preDNAT cannot be for egress',
  NOT_ON_FORWARD: 'preDNAT and doNotTrack need applyOnForward',
  TIER_ORDER: 'the order of this tier cannot be changed',
};

const REFUSALS: Readonly<Record<CiliumRefusal, string>> = {
  NO_SUBJECT: 'neither an endpointSelector nor a nodeSelector says whom it is about',
  TWO_SUBJECTS: 'an endpointSelector and a nodeSelector cannot stand together',
  NODES_OF_NAMESPACE: 'a nodeSelector can only stand in a CiliumClusterwideNetworkPolicy',
  NODES_NOT_ENABLED: 'fromNodes and toNodes need enable-node-selector-labels, which cilium-config does not switch on',
  UNKNOWN_ENTITY: 'there is no such entity',
  UNKNOWN_FAMILY: 'a family is IPv4 or IPv6',
  UNKNOWN_PROTOCOL: 'there is no such protocol',
  TOO_MANY: 'at most 40 can stand here',
  NO_PORT: 'a port from 0 to 65535 or its name is needed',
  BLOCK_WITHOUT_CIDR: 'a cidr, a cidrGroupRef or a cidrGroupSelector is needed',
  BLOCK_TWICE: 'a cidr and a group of CIDRs cannot stand together',
  EXCEPT_OUTSIDE: 'what is excepted does not lie inside the cidr',
  LISTENER_AT_INGRESS: 'a listener can only stand in an egress rule',
  RULES_OF_NODES: 'a policy of nodes cannot have rules of the application layer',
  RULES_OF_TWO_PROTOCOLS: 'rules of two protocols cannot stand together',
  RULES_WITH_LISTENER: 'rules and a listener cannot stand together',
  RULES_OF_EVERY_PORT: 'rules need a port other than 0',
  RULES_WITHOUT_TCP: 'all rules but those of DNS need the protocol TCP',
  DNS_AT_INGRESS: 'rules of DNS can only stand in an egress rule',
  DNS_WITHOUT_PORT: 'rules of DNS need a port',
  DNS_OF_RANGE: 'rules of DNS cannot have a range of ports',
};

function sayUnusable(detail: FieldDetails['FIELD_UNUSABLE']): string {
  switch (detail.is) {
    case 'EXPECTED':
      return `expected ${expectedText(detail.expected)}, found ${foundText(detail.found)}`;
    case 'UNQUOTED':
      return `expected a string, found the ${typeof detail.found} ${detail.found}: quote it`;
    case 'PROXY_MODE':
      return `kube-proxy has no mode ${JSON.stringify(detail.mode)}; iptables is taken`;
    case 'NO_OPERATOR':
      return `expected a key and an operator (${detail.operators.join(', ')})`;
    case 'NO_VALUES':
      return `${detail.operator} needs at least one value`;
    case 'VALUES':
      return `${detail.operator} takes no values`;
    case 'NO_SUBJECT':
      return 'expected namespaces or pods; this policy selects no pod';
    case 'NO_PEER':
      return 'expected podSelector, namespaceSelector or ipBlock; this peer matches nobody';
    case 'BLOCK_AND_SELECTOR':
      return 'an ipBlock cannot stand together with a selector: make it a peer of its own';
    case 'BLOCK_WITHOUT_CIDR':
      return 'an ipBlock needs a cidr';
    case 'NO_POLICY_PORT':
      return 'expected portNumber, portRange or namedPort';
    case 'END_PORT_ALONE':
      return 'endPort needs a port: the API server refuses this policy';
    case 'END_PORT_AND_NAME':
      return 'endPort cannot stand with the name of a port: the API server refuses this policy';
    case 'CILIUM_REFUSES':
      return `${REFUSALS[detail.why]}: Cilium refuses the whole policy`;
    case 'CALICO_REFUSES':
      return `${CALICO_REFUSALS[detail.why]}: Calico refuses it`;
    case 'PEERS_COMBINED':
      return `${detail.fields.join(' and ')} cannot stand in one rule: Cilium refuses the whole policy. Make them rules of their own`;
    case 'UNKNOWN_PEER':
      return `a peer of an unknown kind: it fails closed and matches ${detail.matches === 'NOBODY' ? 'nobody' : 'everybody'}`;
  }
}
