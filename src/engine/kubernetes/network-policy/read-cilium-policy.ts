import type { Infer } from '../fields/schema.ts';
import { CILIUM_POLICY } from '../kinds/cilium-policies.ts';
import { type Cursor, field, fieldAt, isAbsent, isRecord, noteIssue } from '../model/reader.ts';
import type { TransportProtocol } from '../model/basics.ts';
import type { LabelSelector } from '../model/specs.ts';
import { endpointTerm } from './cilium-selector.ts';
import { type Direction, ENTITIES, type Entity, type PolicyPeer, type PolicyPort, type PolicyRule } from './policy.ts';
import { indexOf, MAX_PORT, NOBODY, type PolicySpec } from './read-network-policy.ts';

type Given = Exclude<Infer<typeof CILIUM_POLICY>['spec'], undefined>;
type GivenRule = Given['ingress'][number];
type GivenPorts = NonNullable<GivenRule['toPorts']>[number];

/**
 * A CiliumNetworkPolicy or a cluster-wide one: of each of its specs what it denies, which holds whatever is allowed, and what it allows.
 * What cannot be used allows nothing. // Cilium v1.18 pkg/policy/api/rule_validation.go, pkg/k8s/apis/cilium.io/utils/utils.go
 */
export function readCiliumPolicy(object: Cursor): readonly PolicySpec[] {
  const { spec, specs } = CILIUM_POLICY.read(object);
  const given = isAbsent(fieldAt(object, 'spec')) && specs.length > 0 ? specs : [spec, ...specs];
  return given.flatMap((each) => (each === undefined ? [] : specsOf(each)));
}

const DENIED = { ingress: 'ingressDeny', egress: 'egressDeny' } as const;
const DIRECTIONS = ['ingress', 'egress'] as const;

function specsOf(given: Given & { readonly at: Cursor }): readonly PolicySpec[] {
  const { at, endpointSelector, enableDefaultDeny } = given;
  if (DIRECTIONS.some((direction) => refused(given[direction], given[DENIED[direction]]))) return [];
  // A nodeSelector in its place is about nodes (unread/cilium-parts.ts).
  const subject = endpointSelector === undefined ? NOBODY : endpointTerm(endpointSelector);
  if (endpointSelector === undefined && isAbsent(field(at, 'nodeSelector')))
    noteIssue(at, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'NO_SUBJECT' } });
  const says = (direction: Direction): boolean => given[direction].length + given[DENIED[direction]].length > 0;
  const isolates = DIRECTIONS.filter((direction) => enableDefaultDeny[direction] ?? says(direction));
  const allowed = (direction: Direction): object =>
    says(direction) || isolates.includes(direction) ? { [direction]: rulesOf(given[direction], 'Allow') } : {};
  const denied = (direction: Direction): object =>
    given[DENIED[direction]].length > 0 ? { [direction]: rulesOf(given[DENIED[direction]], 'Deny') } : {};
  const placesOf = (names: Readonly<Record<Direction, string>>): PolicySpec['places'] => ({
    ingress: [...at.path, names.ingress],
    egress: [...at.path, names.egress],
  });
  const common = { priority: 0, subject };
  return [
    { ...common, tier: 'Deny', isolates: [], places: placesOf(DENIED), ...denied('ingress'), ...denied('egress') },
    {
      ...common,
      tier: 'NetworkPolicy',
      isolates,
      places: placesOf({ ingress: 'ingress', egress: 'egress' }),
      ...allowed('ingress'),
      ...allowed('egress'),
    },
  ];
}

/** The fields that name peers: a rule may have one of them. */
const peerFields = (rule: GivenRule): readonly (readonly [string, readonly unknown[] | undefined])[] => [
  ['fromEndpoints', rule.fromEndpoints],
  ['fromCIDR', rule.fromCIDR],
  ['fromCIDRSet', rule.fromCIDRSet],
  ['fromEntities', rule.fromEntities],
  ['fromNodes', rule.fromNodes],
  ['toEndpoints', rule.toEndpoints],
  ['toCIDR', rule.toCIDR],
  ['toCIDRSet', rule.toCIDRSet],
  ['toEntities', rule.toEntities],
  ['toNodes', rule.toNodes],
  ['toServices', rule.toServices],
  ['toFQDNs', rule.toFQDNs ? [1] : undefined],
];

/** The agent takes no policy of which a rule combines peers of two fields. */
function refused(...lists: readonly (readonly GivenRule[])[]): boolean {
  const wrong = lists.flat().filter((rule) => {
    const peers = peerFields(rule).flatMap(([name, list]) => ((list?.length ?? 0) > 0 ? [name] : []));
    const ports = (rule.toPorts?.length ?? 0) > 0;
    const isRefused = (name: string): boolean => (name === 'toServices' && ports) || (name === 'icmps' && ports);
    const fields = [...peers, ...((rule.icmps?.length ?? 0) > 0 ? ['icmps'] : [])].some(isRefused)
      ? [...peers.filter(isRefused), ...(peers.some(isRefused) ? [] : ['icmps']), 'toPorts']
      : peers;
    if (fields.length > 1)
      noteIssue(rule.at, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'PEERS_COMBINED', fields } });
    return fields.length > 1;
  });
  return wrong.length > 0;
}

const rulesOf = (given: readonly GivenRule[], action: 'Allow' | 'Deny'): readonly PolicyRule[] =>
  given.filter(({ at }) => isRecord(at.value)).flatMap((rule) => ruleOf(rule, action));

/** One for each entry of toPorts; a rule that says nothing allows nothing, and only isolates. */
function ruleOf(rule: GivenRule, action: 'Allow' | 'Deny'): readonly PolicyRule[] {
  const peers = peersOf(rule);
  const common = { index: indexOf(rule), name: '', action, ...(peers && { peers }) } as const;
  const ports = rule.toPorts ?? [];
  if (ports.length > 0) return ports.map((each) => withPorts(common, portsOf(each)));
  if (rule.icmps !== undefined && rule.icmps.length > 0) return [{ ...common, ports: rule.icmps.flatMap(echoOf) }];
  return peers === undefined ? [] : [common];
}

const withPorts = (rule: PolicyRule, ports: readonly PolicyPort[] | undefined): PolicyRule =>
  ports === undefined ? rule : { ...rule, ports };

/** undefined: everybody. What is not modelled names nobody. */
function peersOf(rule: GivenRule): readonly PolicyPeer[] | undefined {
  const { fromGroups, toGroups } = rule;
  const given = peerFields(rule).filter(([, peers]) => peers !== undefined);
  if (given.length === 0 && !fromGroups && !toGroups) return undefined;
  const endpoints = [...(rule.fromEndpoints ?? []), ...(rule.toEndpoints ?? [])];
  const blocks = [...(rule.fromCIDRSet ?? []), ...(rule.toCIDRSet ?? [])];
  const found: readonly PolicyPeer[] = [
    ...endpoints.map((selector) => peerOf(selector)),
    ...[...(rule.fromCIDR ?? []), ...(rule.toCIDR ?? [])].map((cidr) => ({ kind: 'block', cidr, except: [] }) as const),
    ...blocks.flatMap(blockOf),
    ...[...(rule.fromEntities ?? []), ...(rule.toEntities ?? [])].map(entityPeer),
    ...(rule.toServices ?? []).flatMap(servicePeer),
    ...[...(rule.fromNodes ?? []), ...(rule.toNodes ?? [])].map((nodes) => ({ kind: 'nodes', nodes }) as const),
  ];
  return found.length === 0 ? [NOBODY] : found;
}

type GivenBlock = NonNullable<GivenRule['toCIDRSet']>[number];

function blockOf({ cidr, except, cidrGroupRef: name, cidrGroupSelector: labels }: GivenBlock): readonly PolicyPeer[] {
  if (name !== undefined) return [{ kind: 'cidr-group', name, except }];
  if (labels !== undefined) return [{ kind: 'cidr-group', labels, except }];
  return cidr === undefined ? [] : [{ kind: 'block', cidr, except }];
}

function servicePeer({
  k8sService,
  k8sServiceSelector,
}: NonNullable<GivenRule['toServices']>[number]): readonly PolicyPeer[] {
  const { serviceName: name, namespace } = k8sService ?? {};
  const { selector: labels, namespace: among } = k8sServiceSelector ?? {};
  return [
    ...(name === undefined ? [] : [{ kind: 'services', name, ...(namespace && { namespace }) } as const]),
    ...(labels === undefined ? [] : [{ kind: 'services', labels, ...(among && { namespace: among }) } as const]),
  ];
}

/** Only what a ping sends is walked. // Cilium v1.18 pkg/policy/api/icmp.go: the family is IPv4 unless it is said */
function echoOf({ fields }: NonNullable<GivenRule['icmps']>[number]): readonly PolicyPort[] {
  return fields.flatMap(({ type = '', family }): readonly PolicyPort[] => {
    const isV6 = family === 'IPv6';
    return type === 'EchoRequest' || type === (isV6 ? '128' : '8') ? [{ echo: isV6 ? 6 : 4 }] : [];
  });
}

const RESERVED = /^reserved[:.]/;

/** A selector of pods, or of whom a label of Cilium's own stands for. */
function peerOf(selector: LabelSelector): PolicyPeer {
  const reserved = Object.keys(selector.labels).find((key) => RESERVED.test(key));
  return reserved === undefined ? endpointTerm(selector) : entityPeer(reserved.replace(RESERVED, ''));
}

const isEntity = (name: string): name is Entity => (ENTITIES as readonly string[]).includes(name);

/** Simplification: nobody is of Cilium's entities health, init, unmanaged and ingress, which have no pods of their own here. */
function entityPeer(name: string): PolicyPeer {
  if (name === 'all') return { kind: 'everybody' };
  return isEntity(name) ? { kind: 'entity', entity: name } : NOBODY;
}

const PROTOCOLS: readonly TransportProtocol[] = ['TCP', 'UDP', 'SCTP'];

/** undefined: every port of every protocol. // Cilium v1.18 pkg/policy/api/l4.go: protocol ANY, port 0 */
function portsOf({ ports }: GivenPorts): readonly PolicyPort[] | undefined {
  if (ports === undefined || ports.length === 0) return undefined;
  const all: PolicyPort[] = [];
  for (const { port, endPort, protocol = 'ANY' } of ports) {
    const number = port === undefined ? undefined : Number(port);
    const wanted = protocol.toUpperCase();
    if (number === 0 && wanted === 'ANY') return undefined;
    const protocols = PROTOCOLS.filter((each) => wanted === 'ANY' || wanted === each);
    if (port === undefined || number === undefined) continue;
    if (Number.isNaN(number)) {
      if (wanted === 'ANY') all.push({ name: port.toLowerCase() });
      else for (const each of protocols) all.push({ name: port.toLowerCase(), protocol: each });
    } else if (number <= MAX_PORT)
      for (const each of protocols)
        all.push(
          number === 0
            ? { protocol: each, from: 1, to: MAX_PORT }
            : { protocol: each, from: number, to: Math.max(endPort ?? 0, number) },
        );
  }
  return all;
}
