import type { Port } from '../../net/ip.ts';
import type { Infer } from '../fields/schema.ts';
import { ADMIN_POLICY, CLUSTER_POLICY } from '../kinds/cluster-policies.ts';
import type { TransportProtocol } from '../model/basics.ts';
import { type Cursor, field, fieldAt, isAbsent, noteIssue } from '../model/reader.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { type Direction, PLACES, type PolicyPeer, type PolicyPort, type PolicyRule } from './policy.ts';
import { indexOf, isRule, MAX_PORT, NOBODY, peersOf, podTerm, type PolicySpec } from './read-network-policy.ts';

const MAX_PRIORITY = 1000;
const EVERYBODY = { kind: 'everybody' } as const;

type Given = Infer<typeof CLUSTER_POLICY>['spec'];
type GivenRule = Given['ingress'][number];
type GivenPeer = NonNullable<ReturnType<GivenRule['from']>>[number];
type GivenPort = NonNullable<ReturnType<GivenRule['ports']>>[number];
type GivenMatch = NonNullable<ReturnType<GivenRule['match']>>[number];
type GivenTransport = ReturnType<GivenMatch['tcp']>[number];
type GivenRange = { readonly start?: Port; readonly end?: Port; readonly at: Cursor } | undefined;
type Action = PolicyRule['action'];

/** AdminNetworkPolicy. // kubernetes-sigs/network-policy-api apis/v1alpha1/adminnetworkpolicy_types.go */
export function readAdminPolicy(object: Cursor): PolicySpec {
  const { spec } = ADMIN_POLICY.read(object);
  return { tier: 'Admin', priority: priorityOf(spec, object), ...rulesOf(spec, object) };
}

/** BaselineAdminNetworkPolicy: there is one, named default. // apis/v1alpha1/baselineadminnetworkpolicy_types.go */
export function readBaselinePolicy(object: Cursor): PolicySpec {
  const name = fieldAt(object, 'metadata', 'name');
  if (name.value !== 'default') {
    noteIssue(name, 'error', { code: 'POLICY_NAME_REFUSED', detail: { wanted: 'default' } });
  }
  return { tier: 'Baseline', priority: MAX_PRIORITY + 1, ...rulesOf(ADMIN_POLICY.read(object).spec, object) };
}

/** ClusterNetworkPolicy, the successor of both. // apis/v1alpha2, apis/v1beta1 clusternetworkpolicy_types.go */
export function readClusterNetworkPolicy(object: Cursor): PolicySpec {
  const { spec } = CLUSTER_POLICY.read(object);
  if (spec.tier === undefined)
    noteIssue(fieldAt(object, 'spec', 'tier'), 'error', { code: 'FIELD_MISSING', detail: { is: 'POLICY_TIER' } });
  const tier = spec.tier?.() ?? 'Admin';
  return { tier, priority: priorityOf(spec, object), ...rulesOf(spec, object) };
}

function priorityOf({ priority }: Given, object: Cursor): number {
  const place = fieldAt(object, 'spec', 'priority');
  if (priority === undefined) noteIssue(place, 'error', { code: 'FIELD_MISSING', detail: { is: 'POLICY_PRIORITY' } });
  return priority?.() ?? MAX_PRIORITY;
}

function rulesOf(spec: Given, object: Cursor): Pick<PolicySpec, 'subject' | 'isolates' | 'places' | Direction> {
  const rules = (direction: Direction): Partial<Record<Direction, readonly PolicyRule[]>> => {
    const found = spec[direction].filter(isRule).flatMap((rule) => ruleOf(rule, direction) ?? []);
    return found.length === 0 ? {} : { [direction]: found };
  };
  return { subject: subjectOf(spec, object), isolates: [], places: PLACES, ...rules('ingress'), ...rules('egress') };
}

function subjectOf({ subject: { namespaces, podSelector, pods } }: Given, object: Cursor): PolicySpec['subject'] {
  if (namespaces !== undefined) return podTerm(namespaces, podSelector);
  if (pods !== undefined) return podTerm(pods.namespaceSelector, pods.podSelector);
  noteIssue(fieldAt(object, 'spec', 'subject'), 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'NO_SUBJECT' } });
  return NOBODY;
}

/** A rule without usable action or peers is closed: it denies nobody's rights and grants none. */
function ruleOf(rule: GivenRule, direction: Direction): PolicyRule | undefined {
  const { at } = rule;
  if (rule.action === undefined) {
    const place = field(at, 'action');
    if (isAbsent(place)) noteIssue(place, 'error', { code: 'FIELD_MISSING', detail: { is: 'POLICY_ACTION' } });
    return undefined;
  }
  const action = rule.action === 'Accept' ? 'Allow' : rule.action;
  const list = direction === 'ingress' ? 'from' : 'to';
  const peers = peersOf(rule[list](), (peer) => peersAt(peer, action, direction));
  if (peers === undefined)
    noteIssue(field(at, list), 'error', { code: 'FIELD_MISSING', detail: { is: 'POLICY_PEERS' } });
  const ports = portsOf(rule);
  return {
    index: indexOf(rule),
    name: rule.name() ?? '',
    action,
    peers: peers ?? [NOBODY],
    ...withoutUndefined({ ports }),
  };
}

/** What nobody knows "fails closed": nobody for Allow, everybody for Deny and Pass. */
function peersAt(peer: GivenPeer, action: Action, direction: Direction): PolicyPeer | readonly PolicyPeer[] {
  const { pods, namespaces, podSelector, at } = peer;
  if (pods !== undefined) return podTerm(pods.namespaceSelector, pods.podSelector);
  if (namespaces !== undefined) return podTerm(namespaces, podSelector);
  const outside = direction === 'egress' ? outsidePeers(peer) : undefined;
  if (outside !== undefined) return outside;
  const matches = action === 'Allow' ? 'NOBODY' : 'EVERYBODY';
  noteIssue(at, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'UNKNOWN_PEER', matches } });
  return action === 'Allow' ? NOBODY : EVERYBODY;
}

function outsidePeers({ nodes, networks, domainNames, at }: GivenPeer): PolicyPeer | readonly PolicyPeer[] | undefined {
  if (networks !== undefined) return networks().map((cidr): PolicyPeer => ({ kind: 'block', cidr, except: [] }));
  if (nodes !== undefined) {
    const selector = nodes();
    return selector === undefined ? NOBODY : { kind: 'nodes', nodes: selector };
  }
  if (!domainNames) return undefined;
  // Simplification: domainNames of a ClusterNetworkPolicy match nobody, as what the names resolve to is not known.
  const place = field(at, 'domainNames');
  noteIssue(place, 'warning', { code: 'POLICY_PEER_NOT_MODELLED', detail: { is: 'DOMAIN_NAMES' } });
  return NOBODY;
}

function portsOf(rule: GivenRule): readonly PolicyPort[] | undefined {
  const ports = rule.ports()?.flatMap(portsAt);
  const match = rule.match()?.flatMap(matchedPorts) ?? rule.protocols()?.flatMap(matchedPorts);
  return ports ?? match;
}

function portsAt({ namedPort, portNumber, portRange, at }: GivenPort): readonly PolicyPort[] {
  if (namedPort !== undefined) return [{ name: namedPort }];
  if (portNumber !== undefined) {
    const { port, protocol } = portNumber();
    return onePort(port, protocol);
  }
  if (portRange !== undefined) {
    const range = portRange();
    return rangeOf(range, range?.protocol);
  }
  noteIssue(at, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'NO_POLICY_PORT' } });
  return [];
}

function onePort(port: Port | undefined, protocol: TransportProtocol | undefined): readonly PolicyPort[] {
  return port === undefined || protocol === undefined ? [] : [{ protocol, from: port, to: port }];
}

function rangeOf(range: GivenRange, protocol: TransportProtocol | undefined): readonly PolicyPort[] {
  const { start, end } = range ?? {};
  if (range === undefined || start === undefined || end === undefined || protocol === undefined) return [];
  if (start <= end) return [{ protocol, from: start, to: end }];
  const detail = { is: 'RANGE', start, end } as const;
  noteIssue(field(range.at, 'end'), 'error', { code: 'POLICY_PORT_RANGE_EMPTY', detail });
  return [];
}

function matchedPorts(match: GivenMatch): readonly PolicyPort[] {
  const name = match.namedPort ?? match.destinationNamedPort();
  if (name !== undefined) return [{ name }];
  const found = [
    ...match.tcp().flatMap((transport) => transportPorts(transport, 'TCP')),
    ...match.udp().flatMap((transport) => transportPorts(transport, 'UDP')),
    ...match.sctp().flatMap((transport) => transportPorts(transport, 'SCTP')),
  ];
  if (found.length === 0)
    noteIssue(match.at, 'warning', { code: 'POLICY_PEER_NOT_MODELLED', detail: { is: 'OTHER_PROTOCOLS' } });
  return found;
}

function transportPorts(transport: GivenTransport, protocol: TransportProtocol): readonly PolicyPort[] {
  const given = transport.port ?? transport.Port ?? transport.destinationPort;
  if (given === undefined) return [{ protocol, from: 1, to: MAX_PORT }];
  const port = given();
  const range = port.portRange ?? port.range;
  return range === undefined ? onePort(port.number(), protocol) : rangeOf(range(), protocol);
}
