import type { TransportProtocol } from '../model/basics.ts';
import {
  type Cursor,
  expectMapping,
  field,
  fieldAt,
  isAbsent,
  noteIssue,
  readCidr,
  readInteger,
  readList,
  readOneOf,
  readPort,
  readText,
} from '../model/reader.ts';
import type { Direction, PolicyPeer, PolicyPort, PolicyRule, Tier } from './policy.ts';
import {
  NOBODY,
  PROTOCOLS,
  readPeers,
  readPodTerm,
  readPorts,
  readRules,
  type PolicySpec,
} from './read-network-policy.ts';
import { readSelector } from '../matching/label-selector.ts';

const MAX_PRIORITY = 1000;
const MAX_PORT = 65_535;
const EVERYBODY = { kind: 'everybody' } as const;
type Action = PolicyRule['action'];

/** AdminNetworkPolicy. // kubernetes-sigs/network-policy-api apis/v1alpha1/adminnetworkpolicy_types.go */
export function readAdminPolicy(object: Cursor): PolicySpec {
  return readClusterPolicy(object, 'Admin', readPriority(field(object, 'spec')));
}

/** BaselineAdminNetworkPolicy: there is one, named default. // apis/v1alpha1/baselineadminnetworkpolicy_types.go */
export function readBaselinePolicy(object: Cursor): PolicySpec {
  const name = fieldAt(object, 'metadata', 'name');
  if (name.value !== 'default') {
    noteIssue(name, 'error', { code: 'POLICY_NAME_REFUSED', detail: { wanted: 'default' } });
  }
  return readClusterPolicy(object, 'Baseline', MAX_PRIORITY + 1);
}

/** ClusterNetworkPolicy, the successor of both. // apis/v1alpha2, apis/v1beta1 clusternetworkpolicy_types.go */
export function readClusterNetworkPolicy(object: Cursor): PolicySpec {
  const spec = field(object, 'spec');
  const tier = readOneOf<Tier>(field(spec, 'tier'), ['Admin', 'Baseline']);
  if (tier === undefined && isAbsent(field(spec, 'tier'))) {
    noteIssue(field(spec, 'tier'), 'error', { code: 'FIELD_MISSING', detail: { is: 'POLICY_TIER' } });
  }
  return readClusterPolicy(object, tier ?? 'Admin', readPriority(spec));
}

function readPriority(spec: Cursor): number {
  const cursor = field(spec, 'priority');
  if (isAbsent(cursor)) noteIssue(cursor, 'error', { code: 'FIELD_MISSING', detail: { is: 'POLICY_PRIORITY' } });
  return readInteger(cursor, 0, MAX_PRIORITY) ?? MAX_PRIORITY;
}

function readClusterPolicy(object: Cursor, tier: Tier, priority: number): PolicySpec {
  const spec = field(object, 'spec');
  const rules = (direction: Direction): Partial<Record<Direction, readonly PolicyRule[]>> => {
    const read = readRules(field(spec, direction), (cursor, index) => readRule(cursor, index, direction));
    return read.length === 0 ? {} : { [direction]: read };
  };
  return { tier, priority, subject: readSubject(field(spec, 'subject')), ...rules('ingress'), ...rules('egress') };
}

function readSubject(cursor: Cursor): PolicySpec['subject'] {
  const [namespaces, pods] = [field(cursor, 'namespaces'), field(cursor, 'pods')];
  if (!isAbsent(namespaces)) return readPodTerm(namespaces, field(cursor, 'podSelector'));
  if (!isAbsent(pods)) return readPodTerm(field(pods, 'namespaceSelector'), field(pods, 'podSelector'));
  noteIssue(cursor, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'NO_SUBJECT' } });
  return NOBODY;
}

function readAction(cursor: Cursor): Action | undefined {
  const action = readOneOf(cursor, ['Allow', 'Accept', 'Deny', 'Pass'] as const);
  if (action === undefined && isAbsent(cursor))
    noteIssue(cursor, 'error', { code: 'FIELD_MISSING', detail: { is: 'POLICY_ACTION' } });
  return action === 'Accept' ? 'Allow' : action;
}

/** A rule without usable action or peers is closed: it denies nobody's rights and grants none. */
function readRule(cursor: Cursor, index: number, direction: Direction): PolicyRule | undefined {
  const action = readAction(field(cursor, 'action'));
  if (action === undefined) return undefined;
  const list = field(cursor, direction === 'ingress' ? 'from' : 'to');
  const peers = readPeers(list, (item) => readPeer(item, action, direction));
  if (peers === undefined) noteIssue(list, 'error', { code: 'FIELD_MISSING', detail: { is: 'POLICY_PEERS' } });
  const ports = readRulePorts(cursor);
  return {
    index,
    name: readText(field(cursor, 'name')) ?? '',
    action,
    peers: peers ?? [NOBODY],
    ...(ports === undefined ? {} : { ports }),
  };
}

/** What nobody knows "fails closed": nobody for Allow, everybody for Deny and Pass. */
function readPeer(cursor: Cursor, action: Action, direction: Direction): readonly PolicyPeer[] {
  if (!expectMapping(cursor)) return [NOBODY];
  const [namespaces, pods] = [field(cursor, 'namespaces'), field(cursor, 'pods')];
  if (!isAbsent(pods)) return [readPodTerm(field(pods, 'namespaceSelector'), field(pods, 'podSelector'))];
  if (!isAbsent(namespaces)) {
    // Before v0.1.2 the selector of namespaces stood one level deeper.
    const inner = field(namespaces, 'namespaceSelector');
    return [readPodTerm(isAbsent(inner) ? namespaces : inner, field(cursor, 'podSelector'))];
  }
  const outside = direction === 'egress' ? readOutsidePeer(cursor) : undefined;
  if (outside !== undefined) return outside;
  const matches = action === 'Allow' ? 'NOBODY' : 'EVERYBODY';
  noteIssue(cursor, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'UNKNOWN_PEER', matches } });
  return [action === 'Allow' ? NOBODY : EVERYBODY];
}

function readOutsidePeer(cursor: Cursor): readonly PolicyPeer[] | undefined {
  const [nodes, networks, domainNames] = [
    field(cursor, 'nodes'),
    field(cursor, 'networks'),
    field(cursor, 'domainNames'),
  ];
  if (!isAbsent(networks)) {
    return readList(networks, readCidr).map((cidr): PolicyPeer => ({ kind: 'block', cidr, except: [] }));
  }
  if (!isAbsent(nodes)) {
    const selector = readSelector(nodes);
    return [selector === undefined ? NOBODY : { kind: 'nodes', nodes: selector }];
  }
  if (isAbsent(domainNames)) return undefined;
  // Simplification: domainNames of a ClusterNetworkPolicy match nobody, as what the names resolve to is not known.
  noteIssue(domainNames, 'warning', { code: 'POLICY_PEER_NOT_MODELLED', detail: { is: 'DOMAIN_NAMES' } });
  return [NOBODY];
}

/** `ports` of v1alpha1, `match` of v1alpha2, `protocols` of v1beta1. */
function readRulePorts(cursor: Cursor): readonly PolicyPort[] | undefined {
  const ports = readPorts(field(cursor, 'ports'), readAdminPort);
  const match = readPorts(field(cursor, 'match'), readMatch) ?? readPorts(field(cursor, 'protocols'), readMatch);
  return ports ?? match;
}

function readAdminPort(cursor: Cursor): readonly PolicyPort[] {
  const name = readText(field(cursor, 'namedPort'));
  if (name !== undefined) return [{ name }];
  const number = field(cursor, 'portNumber');
  if (!isAbsent(number)) return readNumber(field(number, 'port'), readProtocol(number));
  const range = field(cursor, 'portRange');
  if (!isAbsent(range)) return readRange(range, readProtocol(range));
  noteIssue(cursor, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'NO_POLICY_PORT' } });
  return [];
}

function readProtocol(cursor: Cursor): TransportProtocol | undefined {
  const protocol = field(cursor, 'protocol');
  return isAbsent(protocol) || protocol.value === '' ? 'TCP' : readOneOf(protocol, PROTOCOLS);
}

function readNumber(cursor: Cursor, protocol: TransportProtocol | undefined): readonly PolicyPort[] {
  const port = readPort(cursor);
  return port === undefined || protocol === undefined ? [] : [{ protocol, from: port, to: port }];
}

function readRange(cursor: Cursor, protocol: TransportProtocol | undefined): readonly PolicyPort[] {
  const from = readInteger(field(cursor, 'start'), 1, MAX_PORT);
  const to = readInteger(field(cursor, 'end'), 1, MAX_PORT);
  if (from === undefined || to === undefined || protocol === undefined) return [];
  if (from <= to) return [{ protocol, from, to }];
  const detail = { is: 'RANGE', start: from, end: to } as const;
  noteIssue(field(cursor, 'end'), 'error', { code: 'POLICY_PORT_RANGE_EMPTY', detail });
  return [];
}

function readMatch(cursor: Cursor): readonly PolicyPort[] {
  const name = readText(field(cursor, 'namedPort')) ?? readText(field(cursor, 'destinationNamedPort'));
  if (name !== undefined) return [{ name }];
  const found = PROTOCOLS.flatMap((protocol) => {
    const part = field(cursor, protocol.toLowerCase());
    if (isAbsent(part)) return [];
    return Array.isArray(part.value)
      ? readList(part, (item) => readMatchPort(item, protocol)).flat()
      : readMatchPort(part, protocol);
  });
  if (found.length === 0)
    noteIssue(cursor, 'warning', { code: 'POLICY_PEER_NOT_MODELLED', detail: { is: 'OTHER_PROTOCOLS' } });
  return found;
}

function readMatchPort(cursor: Cursor, protocol: TransportProtocol): readonly PolicyPort[] {
  const port = ['port', 'Port', 'destinationPort'].map((key) => field(cursor, key)).find((each) => !isAbsent(each));
  if (port === undefined) return [{ protocol, from: 1, to: MAX_PORT }];
  const range = ['portRange', 'range'].map((key) => field(port, key)).find((each) => !isAbsent(each));
  return range === undefined ? readNumber(field(port, 'number'), protocol) : readRange(range, protocol);
}
