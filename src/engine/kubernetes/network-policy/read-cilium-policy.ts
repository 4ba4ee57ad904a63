import { CILIUM_FIELDS, CILIUM_POLICY } from '../kinds/cilium-policies.ts';
import { type Cursor, fieldAt, isAbsent, isRecord, recordOf, textOf } from '../model/reader.ts';
import type { TransportProtocol } from '../model/basics.ts';
import type { LabelSelector } from '../model/specs.ts';
import { type Given, type GivenPorts, type GivenRule, refuses } from './cilium-refusals.ts';
import {
  endpointTerm,
  literalTerm,
  namesAll,
  namesCluster,
  namesReserved,
  nodeSelector,
  ofOwnNamespace,
  unknownKeys,
} from './cilium-selector.ts';
import {
  type Direction,
  ENTITIES,
  type Entity,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
  type PolicySubject,
  type UnknownLabels,
  type UnreadFields,
} from './policy.ts';
import { indexOf, MAX_PORT, NOBODY, type PolicySpec } from './read-network-policy.ts';

/**
 * A CiliumNetworkPolicy or a cluster-wide one: of each of its specs what it denies, which holds whatever is allowed, and what it allows.
 * Where one of them is refused the whole object is. // Cilium v1.18 pkg/k8s/apis/cilium.io/v2/cnp_types.go, utils/utils.go
 */
export function readCiliumPolicy(object: Cursor): readonly PolicySpec[] {
  const { spec, specs } = CILIUM_POLICY.read(object);
  const given = isAbsent(fieldAt(object, 'spec')) && specs.length > 0 ? specs : [spec, ...specs];
  const all = given.flatMap((each) => each ?? []);
  const isNamespaced = textOf(recordOf(object.value)['kind']) === CILIUM_POLICY.kind;
  const isRefused = refuses(all, isNamespaced, object.issues);
  return all.flatMap((each) => (isRefused ? [refusedSpec(each, isNamespaced)] : specsOf(each, isNamespaced)));
}

const DENIED = { ingress: 'ingressDeny', egress: 'egressDeny' } as const;
const DIRECTIONS = ['ingress', 'egress'] as const;

type Placed = Given & { readonly at: Cursor };

const placesOf = ({ at }: Placed, names: Readonly<Record<Direction, string>>): PolicySpec['places'] => ({
  ingress: [...at.path, names.ingress],
  egress: [...at.path, names.egress],
});

const PLAIN = { ingress: 'ingress', egress: 'egress' } as const;

function refusedSpec(given: Placed, isNamespaced: boolean): PolicySpec {
  const subject = subjectOf(given, isNamespaced);
  return { tier: 'NetworkPolicy', priority: 0, subject, isolates: [], places: placesOf(given, PLAIN), refused: true };
}

function subjectOf({ endpointSelector, nodeSelector: nodes }: Given, isNamespaced: boolean): PolicySubject {
  if (endpointSelector !== undefined)
    return endpointTerm(isNamespaced ? ofOwnNamespace(endpointSelector) : endpointSelector);
  return nodes === undefined ? NOBODY : { kind: 'nodes', nodes: nodeSelector(nodes) };
}

function specsOf(given: Placed, isNamespaced: boolean): readonly PolicySpec[] {
  const { enableDefaultDeny } = given;
  const says = (direction: Direction): boolean => given[direction].length + given[DENIED[direction]].length > 0;
  const isolates = DIRECTIONS.filter((direction) => enableDefaultDeny[direction] ?? says(direction));
  const allowed = (direction: Direction): object =>
    says(direction) || isolates.includes(direction) ? { [direction]: rulesOf(given[direction], 'Allow') } : {};
  const denied = (direction: Direction): object =>
    given[DENIED[direction]].length > 0 ? { [direction]: rulesOf(given[DENIED[direction]], 'Deny') } : {};
  const unknownLabels = unknownLabelsOf(given);
  const common = {
    priority: 0,
    subject: subjectOf(given, isNamespaced),
    ...(selectorsOf(given).some(namesCluster) && { namesCluster: true as const }),
  };
  return [
    {
      ...common,
      tier: 'Deny',
      isolates: [],
      places: placesOf(given, DENIED),
      ...denied('ingress'),
      ...denied('egress'),
    },
    {
      ...common,
      tier: 'NetworkPolicy',
      isolates,
      places: placesOf(given, PLAIN),
      ...allowed('ingress'),
      ...allowed('egress'),
      ...(unknownLabels && { unknownLabels }),
    },
  ];
}

/** Of the subject and of all peers. */
const selectorsOf = (given: Given): readonly LabelSelector[] => [
  ...(given.endpointSelector === undefined ? [] : [given.endpointSelector]),
  ...DIRECTIONS.flatMap((direction) => [...given[direction], ...given[DENIED[direction]]]).flatMap(
    ({ fromEndpoints, toEndpoints }) => [...(fromEndpoints ?? []), ...(toEndpoints ?? [])],
  ),
];

function unknownLabelsOf(given: Given): UnknownLabels | undefined {
  const { endpointSelector } = given;
  if (endpointSelector === undefined) return undefined;
  const keys = [...new Set(selectorsOf(given).flatMap(unknownKeys))];
  return keys.length === 0 ? undefined : { keys, subject: literalTerm(endpointSelector) };
}

const rulesOf = (given: readonly GivenRule[], action: 'Allow' | 'Deny'): readonly PolicyRule[] =>
  given.filter(({ at }) => isRecord(at.value)).flatMap((rule) => ruleOf(rule, action));

/** One for each entry of toPorts; a rule that says nothing allows nothing, and only isolates. */
function ruleOf(rule: GivenRule, action: 'Allow' | 'Deny'): readonly PolicyRule[] {
  const peers = peersOf(rule);
  const common = { index: indexOf(rule), name: '', action } as const;
  const who = peers && { peers };
  const demands = unreadOf(rule, CILIUM_FIELDS.unreadDemands, 'refuses');
  const others = unreadOf(rule, CILIUM_FIELDS.unreadPeers, action === 'Allow' ? 'allows' : 'refuses');
  // They hold whatever the ports of the rule.
  const besides = demands === undefined ? [] : [{ ...common, peers: [NOBODY], unread: demands }];
  const ports = rule.toPorts ?? [];
  const found = ports.map((each) => {
    // Rules that deny have ports alone. // pkg/policy/api/l4.go PortDenyRule
    const unread = action === 'Allow' ? joined(others, unreadOfPorts(each)) : others;
    return withPorts({ ...common, ...who, ...(unread && { unread }) }, portsOf(each));
  });
  if (found.length > 0) return [...found, ...besides];
  const only = { ...common, ...who, ...(others && { unread: others }) };
  if (rule.icmps !== undefined && rule.icmps.length > 0)
    return [{ ...only, ports: rule.icmps.flatMap(echoOf) }, ...besides];
  return peers === undefined ? besides : [only, ...besides];
}

function unreadOf(
  given: Partial<Record<string, unknown>>,
  names: readonly string[],
  effect: UnreadFields['effect'],
): UnreadFields | undefined {
  const fields = names.filter((name) => given[name] === true);
  return fields.length === 0 ? undefined : { fields, effect };
}

function unreadOfPorts(ports: GivenPorts): UnreadFields | undefined {
  const given = recordOf(ports.at.value);
  const fields = CILIUM_FIELDS.unreadOfPorts.filter((name) => demandsMore(given[name]));
  return fields.length === 0 ? undefined : { fields: fields.map((name) => `toPorts.${name}`), effect: 'refuses' };
}

/** False for what lets everything through: nothing, and every name of DNS. // docs.cilium.io security/policy/language#dns-policy */
function demandsMore(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return Object.entries(recordOf(value)).some(
    ([name, list]) =>
      !(name === 'dns' && Array.isArray(list) && list.some((each) => recordOf(each)['matchPattern'] === '*')),
  );
}

function joined(...all: readonly (UnreadFields | undefined)[]): UnreadFields | undefined {
  const [one, other] = all.filter((each) => each !== undefined);
  if (one === undefined || other === undefined) return one;
  return { fields: [...one.fields, ...other.fields], effect: one.effect === other.effect ? one.effect : 'both' };
}

const withPorts = (rule: PolicyRule, ports: readonly PolicyPort[] | undefined): PolicyRule =>
  ports === undefined ? rule : { ...rule, ports };

/**
 * undefined: everybody. What is not modelled names nobody.
 * Simplification: fromNodes and toNodes are taken as if Cilium had nodeSelectorLabels enabled, where no cilium-config is among the objects.
 */
function peersOf(rule: GivenRule): readonly PolicyPeer[] | undefined {
  const { readPeers, unreadPeers } = CILIUM_FIELDS;
  if (readPeers.every((name) => rule[name] === undefined) && unreadPeers.every((name) => !rule[name])) return undefined;
  const endpoints = [...(rule.fromEndpoints ?? []), ...(rule.toEndpoints ?? [])];
  const blocks = [...(rule.fromCIDRSet ?? []), ...(rule.toCIDRSet ?? [])];
  const found: readonly PolicyPeer[] = [
    ...endpoints.flatMap(peersBy),
    ...[...(rule.fromCIDR ?? []), ...(rule.toCIDR ?? [])].map((cidr) => ({ kind: 'block', cidr, except: [] }) as const),
    ...blocks.flatMap(blockOf),
    ...[...(rule.fromEntities ?? []), ...(rule.toEntities ?? [])].map(entityPeer),
    ...(rule.toServices ?? []).flatMap(servicePeer),
    ...[...(rule.fromNodes ?? []), ...(rule.toNodes ?? [])].map(
      (nodes) => ({ kind: 'nodes', nodes: nodeSelector(nodes), router: true }) as const,
    ),
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

/** A selector of pods, and of whom labels of Cilium's own stand for. */
function peersBy(selector: LabelSelector): readonly PolicyPeer[] {
  if (namesAll(selector)) return [{ kind: 'everybody' }];
  const pods = endpointTerm(selector);
  return namesReserved(selector) ? [pods, { kind: 'identity', labels: selector }] : [pods];
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
