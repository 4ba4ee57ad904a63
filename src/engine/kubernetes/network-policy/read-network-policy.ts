import type { Infer } from '../fields/schema.ts';
import { NETWORK_POLICY } from '../kinds/network-policy.ts';
import { type Cursor, field, fieldAt, isAbsent, isRecord, noteIssue } from '../model/reader.ts';
import type { LabelSelector } from '../model/specs.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import {
  type Direction,
  PLACES,
  type PodTerm,
  type Policy,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
} from './policy.ts';

/** What a policy object says, before it is known whose it is. */
export type PolicySpec = Omit<Policy, 'ref' | 'kind' | 'object'>;

export const NOBODY = { kind: 'nobody' } as const;
export const MAX_PORT = 65_535;
const PEERS: Readonly<Record<Direction, 'from' | 'to'>> = { ingress: 'from', egress: 'to' };

type Given = Infer<typeof NETWORK_POLICY>['spec'];
type GivenRule = Given['ingress'][number];
type GivenPeer = NonNullable<ReturnType<GivenRule['from']>>[number];
type GivenPort = NonNullable<ReturnType<GivenRule['ports']>>[number];
type Asked<T> = (() => T | undefined) | undefined;

/**
 * A NetworkPolicy, defaulted as the API server does. What cannot be used allows nothing: a policy never opens more by a mistake.
 * // kubernetes v1.34 pkg/apis/networking/v1/defaults.go, pkg/apis/networking/validation/validation.go
 */
export function readNetworkPolicy(object: Cursor): PolicySpec {
  const { spec } = NETWORK_POLICY.read(object);
  const types = policyTypes(spec);
  const rules = (direction: Direction): readonly PolicyRule[] =>
    spec[direction].filter(isRule).map((rule) => ruleOf(rule, direction));
  const read = { ingress: rules('ingress'), egress: rules('egress') };
  noteIgnoredRules(field(object, 'spec'), types, read);
  return {
    tier: 'NetworkPolicy',
    priority: 0,
    isolates: [
      ...(types.has('Ingress') ? ['ingress' as const] : []),
      ...(types.has('Egress') ? ['egress' as const] : []),
    ],
    places: PLACES,
    subject: subjectOf(spec, object),
    ...(types.has('Ingress') ? { ingress: read.ingress } : {}),
    ...(types.has('Egress') ? { egress: read.egress } : {}),
  };
}

function subjectOf({ podSelector }: Given, object: Cursor): PolicySpec['subject'] {
  if (podSelector === undefined) {
    const place = fieldAt(object, 'spec', 'podSelector');
    noteIssue(place, 'warning', { code: 'FIELD_MISSING', detail: { is: 'POLICY_POD_SELECTOR' } });
    return { kind: 'pods' };
  }
  const pods = podSelector();
  return pods === undefined ? NOBODY : { kind: 'pods', pods };
}

type PolicyType = 'Ingress' | 'Egress';

/** Absent: Ingress always, Egress when there are egress rules. */
function policyTypes({ policyTypes: types, egress }: Given): ReadonlySet<PolicyType> {
  if (types.length > 0) return new Set(types);
  return new Set<PolicyType>(egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress']);
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

/** What is no mapping allows nothing; null is a rule that says nothing. */
export function isRule({ at: { value } }: { readonly at: Cursor }): boolean {
  return value === null || isRecord(value);
}

/** Its place in spec.ingress or spec.egress. */
export function indexOf({ at: { path } }: { readonly at: Cursor }): number {
  const index = path.at(-1);
  return typeof index === 'number' ? index : 0;
}

function ruleOf(rule: GivenRule, direction: Direction): PolicyRule {
  const peers = peersOf(rule[PEERS[direction]](), peerOf);
  const ports = rule.ports()?.flatMap((port) => portOf(port) ?? []);
  noteMisplaced(rule.at, direction);
  return { index: indexOf(rule), name: '', action: 'Allow', ...withoutUndefined({ peers, ports }) };
}

/** `to` in an ingress rule is dropped by the API server, and the rule then allows everybody. */
function noteMisplaced(rule: Cursor, direction: Direction): void {
  const wrong = direction === 'ingress' ? 'to' : 'from';
  if (isAbsent(field(rule, wrong))) return;
  const detail = { direction, field: wrong, meant: PEERS[direction] } as const;
  noteIssue(field(rule, wrong), 'error', { code: 'POLICY_FIELD_UNKNOWN', detail });
}

/** Absent: everybody; no list, or an unusable peer: nobody. */
export function peersOf<T extends { readonly at: Cursor }>(
  given: readonly T[] | undefined,
  read: (peer: T) => PolicyPeer | readonly PolicyPeer[],
): readonly PolicyPeer[] | undefined {
  if (given?.length === 0) return [NOBODY];
  return given?.flatMap((peer) => (isRecord(peer.at.value) ? read(peer) : NOBODY));
}

function peerOf({ podSelector, namespaceSelector, ipBlock, at }: GivenPeer): PolicyPeer {
  const selects = namespaceSelector !== undefined || podSelector !== undefined;
  if (selects && ipBlock !== undefined) {
    noteIssue(field(at, 'ipBlock'), 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'BLOCK_AND_SELECTOR' } });
    return NOBODY;
  }
  if (selects) return podTerm(namespaceSelector, podSelector);
  if (ipBlock !== undefined) return blockOf(ipBlock);
  noteIssue(at, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'NO_PEER' } });
  return NOBODY;
}

/** Either may be absent; one that is there and unusable makes the term match nobody. */
export function podTerm(
  namespaceSelector: Asked<LabelSelector>,
  podSelector: Asked<LabelSelector>,
): PodTerm | typeof NOBODY {
  const [namespaces, pods] = [namespaceSelector?.(), podSelector?.()];
  if (namespaceSelector !== undefined && namespaces === undefined) return NOBODY;
  if (podSelector !== undefined && pods === undefined) return NOBODY;
  return { kind: 'pods', ...withoutUndefined({ namespaces, pods }) };
}

function blockOf(asked: NonNullable<GivenPeer['ipBlock']>): PolicyPeer {
  const block = asked();
  if (block?.cidr !== undefined) return { kind: 'block', cidr: block.cidr, except: block.except() };
  if (block !== undefined && isAbsent(field(block.at, 'cidr')))
    noteIssue(block.at, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'BLOCK_WITHOUT_CIDR' } });
  return NOBODY;
}

function portOf({ protocol, port: given, endPort, at }: GivenPort): PolicyPort | undefined {
  const end = field(at, 'endPort');
  const port = given?.();
  if (port === undefined) {
    if (endPort !== undefined) noteIssue(end, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'END_PORT_ALONE' } });
    return given === undefined && endPort === undefined ? { protocol, from: 1, to: MAX_PORT } : undefined;
  }
  if (endPort === undefined)
    return typeof port === 'string' ? { protocol, name: port } : { protocol, from: port, to: port };
  const to = endPort();
  if (typeof port === 'string') {
    noteIssue(end, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'END_PORT_AND_NAME' } });
    return undefined;
  }
  if (to === undefined) return undefined;
  if (to >= port) return { protocol, from: port, to };
  const detail = { is: 'END_PORT', start: port, end: to } as const;
  noteIssue(end, 'error', { code: 'POLICY_PORT_RANGE_EMPTY', detail });
  return undefined;
}
