import { cidrParts } from '../../net/cidr.ts';
import type { IpFamily } from '../../net/ip.ts';
import { CALICO_GLOBAL_POLICY, CALICO_POLICY, CALICO_STORE } from '../kinds/calico-policies.ts';
import { apiGroup } from '../kind-table/kinds.ts';
import { type Cursor, isRecord, recordOf, textOf } from '../model/reader.ts';
import { portsOf, sourcePortsFit } from './calico-ports.ts';
import { type GivenEntity, type GivenRule, refusesPolicy, type GivenSpec } from './calico-refusals.ts';
import {
  ACCOUNT,
  accountKeys,
  type CalicoSelector,
  type Expression,
  OF_ACCOUNT,
  OF_NAMESPACE,
  parseSelector,
  withPrefix,
} from './calico-selector.ts';
import {
  type Direction,
  type EndpointsTerm,
  PLACES,
  type PolicyRule,
  type PolicySubject,
  type SideTerm,
  type UnreadFields,
} from './policy.ts';
import { indexOf, NOBODY, type PolicySpec } from './read-network-policy.ts';

/**
 * A NetworkPolicy of Calico or a GlobalNetworkPolicy. What Calico refuses it takes nothing of.
 * // Calico v3.32 libcalico-go/lib/backend/syncersv1/updateprocessors, libcalico-go/lib/clientv3/networkpolicy.go
 */
export function readCalicoPolicy(object: Cursor): PolicySpec {
  const { apiVersion, kind } = recordOf(object.value);
  const isGlobal = textOf(kind) === CALICO_GLOBAL_POLICY.kind;
  const spec: GivenSpec = isGlobal ? CALICO_GLOBAL_POLICY.read(object).spec : CALICO_POLICY.read(object).spec;
  const isRefused = refusesPolicy(spec, isGlobal, object.issues);
  const common = {
    tier: tierName(spec.tier),
    priority: spec.order ?? Number.POSITIVE_INFINITY,
    places: PLACES,
    ...subjectOf(spec),
  };
  if (isRefused) return { ...common, isolates: [], refused: true };
  const types = typesOf(spec, apiGroup(textOf(apiVersion) ?? '') === CALICO_STORE);
  const rules = (direction: Direction): object =>
    types.includes(direction)
      ? { [direction]: spec[direction].flatMap((rule) => ruleOf(rule, direction, !isGlobal)) }
      : {};
  return { ...common, isolates: types, ...rules('ingress'), ...rules('egress') };
}

const DEFAULT_TIER = 'default';

/** Those of Kubernetes' policies by what they are called here. // api/pkg/apis/projectcalico/v3/tier.go */
const KUBERNETES_TIERS: Readonly<Record<string, PolicySpec['tier']>> = {
  [DEFAULT_TIER]: 'NetworkPolicy',
  adminnetworkpolicy: 'Admin',
  'kube-admin': 'Admin',
  baselineadminnetworkpolicy: 'Baseline',
  'kube-baseline': 'Baseline',
};

export const tierName = (name = DEFAULT_TIER): PolicySpec['tier'] => KUBERNETES_TIERS[name] ?? `Tier ${name}`;

/** What is filled in by whoever takes an object; what is stored without it counts for both. // felix/calc/policy_sorter.go */
function typesOf({ types, ingress, egress }: GivenSpec, isStored: boolean): readonly Direction[] {
  if (types.length > 0)
    return (['ingress', 'egress'] as const).filter((each) => types.includes(each === 'ingress' ? 'Ingress' : 'Egress'));
  if (isStored) return ['ingress', 'egress'];
  if (egress.length === 0) return ['ingress'];
  return ingress.length === 0 ? ['egress'] : ['ingress', 'egress'];
}

/** Policies before DNAT, and those without connection tracking, are for host endpoints alone. */
function subjectOf(spec: GivenSpec): Pick<PolicySpec, 'subject' | 'unreadSubject'> {
  if (spec.preDNAT === true || spec.doNotTrack === true) return { subject: NOBODY };
  const accounts = prefixed(spec.serviceAccountSelector, OF_ACCOUNT);
  const others = [plain(spec.selector), prefixed(spec.namespaceSelector, OF_NAMESPACE)];
  const subject = podsBy([...others, accounts]);
  const isUnknown = accounts !== undefined && accountKeys(accounts.asks).length > 0;
  const unread = { fields: ['serviceAccountSelector'], effect: 'both', subject: podsBy(others) } as const;
  return { subject, ...(isUnknown && { unreadSubject: unread }) };
}

const podsBy = (parts: readonly (CalicoSelector | undefined)[]): PolicySubject => {
  const calico = joined(parts);
  return { kind: 'pods', ...(calico && { calico }) };
};

const plain = (text: string | undefined): CalicoSelector | undefined =>
  text === undefined ? undefined : parseSelector(text);

function prefixed(text: string | undefined, prefix: string): CalicoSelector | undefined {
  const read = plain(text);
  return read && { text: read.text, asks: withPrefix(read.asks, prefix) };
}

function joined(parts: readonly (CalicoSelector | undefined)[]): CalicoSelector | undefined {
  const given = parts.filter((part) => part !== undefined);
  const [only] = given;
  if (only === undefined || given.length === 1) return only;
  return { text: given.map(({ text }) => text).join(' && '), asks: { is: 'and', of: given.map(({ asks }) => asks) } };
}

/** None for one that logs: what comes after it decides. */
function ruleOf(rule: GivenRule, direction: Direction, isNamespaced: boolean): readonly PolicyRule[] {
  const { action, source, destination } = rule;
  if (action === undefined || action === 'Log' || !isRecord(rule.at.value)) return [];
  const [peer, own] = direction === 'ingress' ? [source, destination] : [destination, source];
  const whose = sideOf(peer, rule, isNamespaced);
  const ofOwn = sideOf(own, rule, isNamespaced);
  const fit = sourcePortsFit(source);
  const ports = portsOf(rule);
  const unread = unreadOf(rule, fit === 'PERHAPS');
  return [
    {
      index: indexOf(rule),
      name: '',
      action,
      ...(whose && { peers: [whose] }),
      ...(ofOwn && { own: ofOwn }),
      ...ports,
      ...(fit === 'NEVER' && { ports: [] }),
      ...(unread && { unread }),
    },
  ];
}

/** What a rule asks for besides. It holds for fewer connections than is taken, whatever it does with them. */
function unreadOf({ action, http, source, destination }: GivenRule, isByPort: boolean): UnreadFields | undefined {
  const byLabels = [source, destination].some(({ serviceAccounts }) => {
    const read = prefixed(serviceAccounts?.selector, OF_ACCOUNT);
    return read !== undefined && accountKeys(read.asks).length > 0;
  });
  const fields = [
    ...(http ? ['http'] : []),
    ...(isByPort ? ['source.ports'] : []),
    ...(byLabels ? ['serviceAccounts.selector'] : []),
  ];
  if (fields.length === 0) return undefined;
  const fewer = action === 'Allow' ? 'refuses' : action === 'Deny' ? 'allows' : 'both';
  return { fields, effect: byLabels ? 'both' : fewer };
}

/** undefined: whoever it is. */
function sideOf(entity: GivenEntity, rule: GivenRule, isNamespaced: boolean): SideTerm | undefined {
  const { nets, notNets, notSelector, services } = entity;
  const family = familyOf(entity, rule);
  const endpoints = endpointsOf(entity, isNamespaced);
  const notEndpoints = notSelector === undefined ? undefined : endpointsBy(plain(notSelector), false);
  const { name, namespace } = services ?? {};
  // A rule without a network of the family is not for it. // felix/rules/policy.go filterNets
  const isAll = notNets.some((each) => cidrParts(each).prefixLength === 0);
  const side: SideTerm = {
    kind: 'side',
    text: textOfSide(entity, rule),
    ...(family && { family }),
    ...(endpoints && { endpoints }),
    ...(notEndpoints && { notEndpoints }),
    ...((nets.length > 0 || isAll) && { nets: isAll ? [] : nets }),
    ...(notNets.length > 0 && { notNets }),
    ...(name !== undefined && { service: { name, ...(namespace !== undefined && { namespace }) } }),
  };
  return Object.keys(side).length > 2 ? side : undefined;
}

function familyOf({ notNets }: GivenEntity, { ipVersion }: GivenRule): IpFamily | undefined {
  const [first] = notNets;
  return ipVersion ?? (first === undefined ? undefined : cidrParts(first).family);
}

/** // updateprocessors/rules.go: of its own namespace, unless it names others, as soon as it selects at all */
function endpointsOf(entity: GivenEntity, isNamespaced: boolean): EndpointsTerm | undefined {
  const { selector, notSelector, namespaceSelector, serviceAccounts } = entity;
  const names = serviceAccounts?.names ?? [];
  const named: Expression = { is: 'in', key: ACCOUNT, values: names };
  const parts = [
    prefixed(namespaceSelector, OF_NAMESPACE),
    prefixed(serviceAccounts?.selector, OF_ACCOUNT),
    names.length === 0 ? undefined : { text: `serviceAccounts ${names.join(', ')}`, asks: named },
    plain(selector),
  ];
  const isOwn = isNamespaced && namespaceSelector === undefined;
  const by = joined(parts);
  if (by === undefined && !(isOwn && notSelector !== undefined)) return undefined;
  return endpointsBy(by, isOwn);
}

function endpointsBy(calico: CalicoSelector | undefined, isOwn: boolean): EndpointsTerm {
  return { pods: { kind: 'pods', ...(calico && { calico }) }, cidrs: [], ...(isOwn && { isOwn: true }) };
}

const TEXTS = ['selector', 'notSelector', 'namespaceSelector'] as const;

function textOfSide(entity: GivenEntity, { ipVersion }: GivenRule): string {
  const { nets, notNets, serviceAccounts, services } = entity;
  const parts: readonly (readonly [string, string | undefined])[] = [
    ...TEXTS.map((name) => [name, entity[name]] as const),
    ['nets', nets.join(', ')],
    ['notNets', notNets.join(', ')],
    [
      'serviceAccounts',
      [...(serviceAccounts?.names ?? []), serviceAccounts?.selector ?? ''].filter(Boolean).join(', '),
    ],
    ['services', services?.name],
    ['ipVersion', ipVersion === undefined ? undefined : String(ipVersion)],
  ];
  return parts.flatMap(([name, value]) => (value ? `${name} ${value}` : [])).join('; ');
}
