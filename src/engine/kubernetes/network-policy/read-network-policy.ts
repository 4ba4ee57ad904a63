import type { TransportProtocol } from '../model/basics.ts';
import {
  type Cursor,
  expectMapping,
  field,
  isAbsent,
  noteIssue,
  readCidr,
  readInteger,
  readList,
  readOneOf,
  readPortOrName,
  unusable,
} from '../model/reader.ts';
import type { Direction, PodTerm, Policy, PolicyPeer, PolicyPort, PolicyRule } from './policy.ts';
import { readSelector } from '../matching/label-selector.ts';
import type { LabelSelector } from '../model/specs.ts';

/** What a policy object says, before it is known whose it is. */
export type PolicySpec = Pick<Policy, 'tier' | 'priority' | 'subject' | 'ingress' | 'egress'>;

export const NOBODY = { kind: 'nobody' } as const;
export const PROTOCOLS: readonly TransportProtocol[] = ['TCP', 'UDP', 'SCTP'];
const MAX_PORT = 65_535;
const PEERS: Readonly<Record<Direction, 'from' | 'to'>> = { ingress: 'from', egress: 'to' };

/**
 * A NetworkPolicy, defaulted as the API server does. What cannot be used allows nothing: a policy never opens more by a mistake.
 * // kubernetes v1.34 pkg/apis/networking/v1/defaults.go, pkg/apis/networking/validation/validation.go
 */
export function readNetworkPolicy(object: Cursor): PolicySpec {
  const spec = field(object, 'spec');
  const types = readPolicyTypes(spec);
  const rules = (direction: Direction): readonly PolicyRule[] =>
    readRules(field(spec, direction), (cursor, index) => readRule(cursor, index, direction));
  const read = { ingress: rules('ingress'), egress: rules('egress') };
  noteIgnoredRules(spec, types, read);
  return {
    tier: 'NetworkPolicy',
    priority: 0,
    subject: readSubject(field(spec, 'podSelector')),
    ...(types.has('Ingress') ? { ingress: read.ingress } : {}),
    ...(types.has('Egress') ? { egress: read.egress } : {}),
  };
}

function readSubject(podSelector: Cursor): PolicySpec['subject'] {
  if (isAbsent(podSelector)) {
    noteIssue(podSelector, 'warning', { code: 'FIELD_MISSING', detail: { is: 'POLICY_POD_SELECTOR' } });
    return { kind: 'pods' };
  }
  const pods = readSelector(podSelector);
  return pods === undefined ? NOBODY : { kind: 'pods', pods };
}

type PolicyType = 'Ingress' | 'Egress';

/** Absent: Ingress always, Egress when there are egress rules. */
function readPolicyTypes(spec: Cursor): ReadonlySet<PolicyType> {
  const types = readList(field(spec, 'policyTypes'), (item) => readOneOf<PolicyType>(item, ['Ingress', 'Egress']));
  if (types.length > 0) return new Set(types);
  const { value } = field(spec, 'egress');
  return new Set<PolicyType>(Array.isArray(value) && value.length > 0 ? ['Ingress', 'Egress'] : ['Ingress']);
}

function noteIgnoredRules(
  spec: Cursor,
  types: ReadonlySet<PolicyType>,
  rules: Readonly<Record<Direction, readonly PolicyRule[]>>,
): void {
  for (const [type, direction] of [
    ['Ingress', 'ingress'],
    ['Egress', 'egress'],
  ] as const) {
    if (types.has(type) || rules[direction].length === 0) continue;
    noteIssue(field(spec, direction), 'warning', { code: 'POLICY_RULES_IGNORED', detail: { direction, type } });
  }
}

/** Rules with their place in the list; what is no mapping allows nothing. */
export function readRules(
  cursor: Cursor,
  read: (rule: Cursor, index: number) => PolicyRule | undefined,
): readonly PolicyRule[] {
  let index = -1;
  return readList(cursor, (item) => {
    index += 1;
    return item.value === null || expectMapping(item) ? read(item, index) : undefined;
  });
}

function readRule(cursor: Cursor, index: number, direction: Direction): PolicyRule {
  const peers = readPeers(field(cursor, PEERS[direction]), readPeer);
  const ports = readPorts(field(cursor, 'ports'), (item) => [readPort(item)].flatMap((port) => port ?? []));
  noteMisplaced(cursor, direction);
  return {
    index,
    name: '',
    action: 'Allow',
    ...(peers === undefined ? {} : { peers }),
    ...(ports === undefined ? {} : { ports }),
  };
}

/** `to` in an ingress rule is dropped by the API server, and the rule then allows everybody. */
function noteMisplaced(cursor: Cursor, direction: Direction): void {
  const wrong = direction === 'ingress' ? 'to' : 'from';
  if (isAbsent(field(cursor, wrong))) return;
  const detail = { direction, field: wrong, meant: PEERS[direction] } as const;
  noteIssue(field(cursor, wrong), 'error', { code: 'POLICY_FIELD_UNKNOWN', detail });
}

/** Absent and empty lists mean everybody; an unusable peer is nobody. */
export function readPeers(
  cursor: Cursor,
  read: (item: Cursor) => readonly PolicyPeer[],
): readonly PolicyPeer[] | undefined {
  if (isAbsent(cursor)) return undefined;
  if (!Array.isArray(cursor.value)) return [unusable(cursor, 'LIST') ?? NOBODY];
  return cursor.value.length === 0 ? undefined : readList(cursor, read).flat();
}

/** Absent and empty lists mean every port; an unusable port is none. */
export function readPorts(
  cursor: Cursor,
  read: (item: Cursor) => readonly PolicyPort[],
): readonly PolicyPort[] | undefined {
  if (isAbsent(cursor)) return undefined;
  if (!Array.isArray(cursor.value)) return unusable(cursor, 'LIST') ?? [];
  return cursor.value.length === 0 ? undefined : readList(cursor, read).flat();
}

function readPeer(cursor: Cursor): readonly PolicyPeer[] {
  if (!expectMapping(cursor)) return [NOBODY];
  const [namespaceSelector, podSelector, ipBlock] = ['namespaceSelector', 'podSelector', 'ipBlock'].map((key) =>
    field(cursor, key),
  );
  if (namespaceSelector === undefined || podSelector === undefined || ipBlock === undefined) return [NOBODY];
  const selects = !isAbsent(namespaceSelector) || !isAbsent(podSelector);
  if (selects && !isAbsent(ipBlock)) {
    noteIssue(ipBlock, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'BLOCK_AND_SELECTOR' } });
    return [NOBODY];
  }
  if (selects) return [readPodTerm(namespaceSelector, podSelector)];
  if (!isAbsent(ipBlock)) return [readBlock(ipBlock)];
  noteIssue(cursor, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'NO_PEER' } });
  return [NOBODY];
}

/** Either may be absent; one that is there and unusable makes the term match nobody. */
export function readPodTerm(namespaceSelector: Cursor, podSelector: Cursor): PodTerm | typeof NOBODY {
  const read = (cursor: Cursor): LabelSelector | undefined | typeof NOBODY =>
    isAbsent(cursor) ? undefined : (readSelector(cursor) ?? NOBODY);
  const namespaces = read(namespaceSelector);
  const pods = read(podSelector);
  if ((namespaces !== undefined && 'kind' in namespaces) || (pods !== undefined && 'kind' in pods)) return NOBODY;
  return {
    kind: 'pods',
    ...(namespaces === undefined ? {} : { namespaces }),
    ...(pods === undefined ? {} : { pods }),
  };
}

function readBlock(cursor: Cursor): PolicyPeer {
  const cidr = readCidr(field(cursor, 'cidr'));
  if (cidr === undefined) {
    if (isAbsent(field(cursor, 'cidr')))
      noteIssue(cursor, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'BLOCK_WITHOUT_CIDR' } });
    return NOBODY;
  }
  return { kind: 'block', cidr, except: readList(field(cursor, 'except'), readCidr) };
}

function readPort(cursor: Cursor): PolicyPort | undefined {
  if (!expectMapping(cursor)) return undefined;
  const given = field(cursor, 'protocol');
  const protocol =
    readOneOf<TransportProtocol>(given, PROTOCOLS) ?? (isAbsent(given) || given.value === '' ? 'TCP' : undefined);
  if (protocol === undefined) return undefined;
  const place = field(cursor, 'port');
  const endPort = field(cursor, 'endPort');
  const port = readPortOrName(place);
  if (port === undefined) {
    if (!isAbsent(endPort)) noteIssue(endPort, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'END_PORT_ALONE' } });
    return isAbsent(place) && isAbsent(endPort) ? { protocol, from: 1, to: MAX_PORT } : undefined;
  }
  if (isAbsent(endPort))
    return typeof port === 'string' ? { protocol, name: port } : { protocol, from: port, to: port };
  const to = readInteger(endPort, 1, MAX_PORT);
  if (typeof port === 'string') {
    noteIssue(endPort, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'END_PORT_AND_NAME' } });
    return undefined;
  }
  if (to === undefined) return undefined;
  if (to >= port) return { protocol, from: port, to };
  const detail = { is: 'END_PORT', start: port, end: to } as const;
  noteIssue(endPort, 'error', { code: 'POLICY_PORT_RANGE_EMPTY', detail });
  return undefined;
}
