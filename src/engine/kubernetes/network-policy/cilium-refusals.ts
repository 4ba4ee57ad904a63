import { cidrContains, cidrParts } from '../../net/cidr.ts';
import type { Infer } from '../fields/schema.ts';
import { CILIUM_FIELDS, type CILIUM_POLICY } from '../kinds/cilium-policies.ts';
import type { CiliumRefusal } from '../model/field-details.ts';
import { type Cursor, field, type FieldIssue, isAbsent, noteIssue, recordOf } from '../model/reader.ts';
import { ENTITIES } from './policy.ts';
import { MAX_PORT } from './read-network-policy.ts';

// What the agent, or before it the schema of the kind, takes no policy with. // Cilium v1.18 pkg/policy/api/rule_validation.go,
// pkg/k8s/apis/cilium.io/client/crds/v2/ciliumnetworkpolicies.yaml

export type Given = Exclude<Infer<typeof CILIUM_POLICY>['spec'], undefined>;
export type GivenRule = Given['ingress'][number];
export type GivenPorts = NonNullable<GivenRule['toPorts']>[number];

/** Names that a policy may give entities. // pkg/policy/api/entity.go */
const ENTITY_NAMES = new Set<string>([...ENTITIES, 'all', 'none', 'init', 'ingress', 'unmanaged', 'health']);
const PROTOCOL = /^(TCP|UDP|SCTP|ICMP|ICMPV6|VRRP|IGMP|ANY)$/i;
/** Of what a rule has at most. */
const MOST = 40;

/** True when the whole object is refused, with a note at each place where it is. */
export function refuses(
  specs: readonly (Given & { readonly at: Cursor })[],
  isNamespaced: boolean,
  issues: readonly FieldIssue[],
): boolean {
  for (const spec of specs) {
    checkSubject(spec, isNamespaced);
    const isOfNodes = !isAbsent(field(spec.at, 'nodeSelector'));
    for (const [list, direction] of LISTS)
      for (const rule of spec[list]) checkRule(rule, { direction, denies: list.endsWith('Deny'), isOfNodes });
  }
  return issues.some(isRefusal);
}

/** Numbers without quotes in the place of a text are lived with, and so are fields that a selector has no use for. */
const isRefusal = ({ severity, code, detail, path }: FieldIssue): boolean =>
  severity === 'error' && code === 'FIELD_UNUSABLE' && detail.is !== 'UNQUOTED' && /^specs?$/.test(String(path[0]));

const LISTS = [
  ['ingress', 'ingress'],
  ['ingressDeny', 'ingress'],
  ['egress', 'egress'],
  ['egressDeny', 'egress'],
] as const;

function refuse(at: Cursor, why: CiliumRefusal): void {
  noteIssue(at, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'CILIUM_REFUSES', why } });
}

function checkSubject({ at }: { readonly at: Cursor }, isNamespaced: boolean): void {
  const [endpoints, nodes] = [field(at, 'endpointSelector'), field(at, 'nodeSelector')];
  if (isAbsent(endpoints) && isAbsent(nodes)) refuse(at, 'NO_SUBJECT');
  else if (!isAbsent(endpoints) && !isAbsent(nodes)) refuse(nodes, 'TWO_SUBJECTS');
  else if (!isAbsent(nodes) && isNamespaced) refuse(nodes, 'NODES_OF_NAMESPACE');
}

interface RuleOf {
  readonly direction: 'ingress' | 'egress';
  readonly denies: boolean;
  readonly isOfNodes: boolean;
}

function checkRule(rule: GivenRule, of: RuleOf): void {
  checkPeers(rule);
  for (const name of ['fromEntities', 'toEntities'] as const)
    for (const entity of rule[name] ?? [])
      if (!ENTITY_NAMES.has(entity)) refuse(field(rule.at, name), 'UNKNOWN_ENTITY');
  for (const block of [...(rule.fromCIDRSet ?? []), ...(rule.toCIDRSet ?? [])]) checkBlock(block);
  for (const { fields } of rule.icmps ?? []) {
    if (fields.length > MOST) refuse(field(rule.at, 'icmps'), 'TOO_MANY');
    for (const { at, family } of fields)
      if (family !== undefined && !/^IPv[46]$/.test(family)) refuse(field(at, 'family'), 'UNKNOWN_FAMILY');
  }
  for (const ports of rule.toPorts ?? []) checkPorts(ports, of);
}

/** A rule has peers of one field, and what goes by ports or messages by itself. */
function checkPeers(rule: GivenRule): void {
  const { readPeers, unreadPeers } = CILIUM_FIELDS;
  const given = recordOf(rule.at.value);
  const isSome = (name: string): boolean => Array.isArray(given[name]) && given[name].length > 0;
  const peers = [...readPeers, ...unreadPeers].filter(isSome);
  const alone = ['toServices', 'icmps'].filter(isSome);
  const fields = peers.length > 1 ? peers : isSome('toPorts') && alone.length > 0 ? [...alone, 'toPorts'] : [];
  if (fields.length > 0)
    noteIssue(rule.at, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'PEERS_COMBINED', fields } });
}

function checkBlock({
  at,
  cidr,
  except,
  cidrGroupRef,
  cidrGroupSelector,
}: NonNullable<GivenRule['toCIDRSet']>[number]) {
  const isGroup = cidrGroupRef !== undefined || cidrGroupSelector !== undefined;
  if (cidr === undefined && !isGroup && isAbsent(field(at, 'cidr'))) refuse(at, 'BLOCK_WITHOUT_CIDR');
  if (cidr !== undefined && isGroup) refuse(at, 'BLOCK_TWICE');
  if (cidr !== undefined && except.some((part) => !cidrContains(cidr, cidrParts(part).network)))
    refuse(field(at, 'except'), 'EXCEPT_OUTSIDE');
}

function checkPorts({ at, ports = [] }: GivenPorts, { direction, denies, isOfNodes }: RuleOf): void {
  if (ports.length > MOST) refuse(field(at, 'ports'), 'TOO_MANY');
  for (const each of ports) {
    if (each.port === undefined) refuse(each.at, 'NO_PORT');
    else if (/^\d+$/.test(each.port) && Number(each.port) > MAX_PORT) refuse(field(each.at, 'port'), 'NO_PORT');
    if (each.protocol !== undefined && !PROTOCOL.test(each.protocol))
      refuse(field(each.at, 'protocol'), 'UNKNOWN_PROTOCOL');
  }
  if (denies) return;
  const given = recordOf(at.value);
  const rules = recordOf(given['rules']);
  const types = ['http', 'kafka', 'dns'].filter((name) => Array.isArray(rules[name]) && rules[name].length > 0);
  if (rules['l7proto'] !== undefined) types.push('l7proto');
  const place = field(at, 'rules');
  const hasListener = given['listener'] !== undefined;
  if (hasListener && direction === 'ingress') refuse(field(at, 'listener'), 'LISTENER_AT_INGRESS');
  if (types.length === 0) return;
  if (isOfNodes) refuse(place, 'RULES_OF_NODES');
  if (types.length > 1) refuse(place, 'RULES_OF_TWO_PROTOCOLS');
  if (hasListener) refuse(place, 'RULES_WITH_LISTENER');
  const isDns = types.includes('dns');
  if (isDns && direction === 'ingress') refuse(place, 'DNS_AT_INGRESS');
  if (isDns && ports.length === 0) refuse(place, 'DNS_WITHOUT_PORT');
  for (const { at: port, port: number, endPort, protocol = 'ANY' } of ports) {
    if (Number(number) === 0) refuse(port, 'RULES_OF_EVERY_PORT');
    if (isDns && (endPort ?? 0) > Number(number)) refuse(port, 'DNS_OF_RANGE');
    if (!isDns && protocol.toUpperCase() !== 'TCP') refuse(port, 'RULES_WITHOUT_TCP');
  }
}
