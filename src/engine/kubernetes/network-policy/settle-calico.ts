import type { Cidr } from '../../net/cidr.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import { CALICO_TIER, GLOBAL_NETWORK_SET, NETWORK_SET } from '../kinds/calico-policies.ts';
import type { Labels } from '../model/specs.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { CalicoRefusal } from '../model/field-details.ts';
import { labelsKnown, meetsExpression } from './calico-selector.ts';
import type {
  Direction,
  EndpointsTerm,
  PodTerm,
  Policy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
  SideTerm,
  Tier,
} from './policy.ts';
import { tierName } from './read-calico-policy.ts';

// What policies of Calico mean in a cluster: their tiers, and what their selectors and Services come to.

interface KnownTier {
  readonly name: string;
  readonly order: number;
  readonly passes: boolean;
}

/** Those that are there without an object. // Calico v3.32 api/pkg/apis/projectcalico/v3/tier.go */
const BUILT_IN: readonly KnownTier[] = [
  { name: 'kube-admin', order: 1000, passes: true },
  { name: 'default', order: 1_000_000, passes: false },
  { name: 'kube-baseline', order: 10_000_000, passes: true },
];

const readTier = createObjectReader((object) => CALICO_TIER.read(object).spec);
const readSet = createObjectReader((object) => NETWORK_SET.read(object).spec.nets);

/** In the order in which they are asked: by theirs, then by name; those without one last. // felix/calc/policy_sorter.go TierLess */
function tiersOf(cluster: Cluster, report: Report): readonly KnownTier[] {
  const given = cluster.ofKind(CALICO_TIER.kind).map((object): KnownTier => {
    const { order = Number.POSITIVE_INFINITY, defaultAction } = readTier(object, report);
    const { name } = object.ref;
    const known = BUILT_IN.find((each) => tierName(each.name) === tierName(name));
    if (known !== undefined && order !== known.order) refuseAt(object.ref, ['spec', 'order'], 'TIER_ORDER', report);
    const passes = defaultAction === undefined ? known?.passes === true : defaultAction === 'Pass';
    return { name, order: known?.order ?? order, passes };
  });
  const names = new Set(given.map(({ name }) => tierName(name)));
  const all = [...given, ...BUILT_IN.filter(({ name }) => !names.has(tierName(name)))];
  const byName = (a: KnownTier, b: KnownTier): number => (a.name < b.name ? -1 : 1);
  return all.toSorted((a, b) => a.order - b.order || byName(a, b));
}

function refuseAt(object: Policy['ref'], path: readonly string[], why: CalicoRefusal, report: Report): void {
  const detail = { is: 'CALICO_REFUSES', why } as const;
  addFinding(report, { severity: 'error', code: 'FIELD_UNUSABLE', detail, object, path });
}

/** Kubernetes' own have one, and no rules but such that allow. // libcalico-go/lib/backend/k8s/conversion/conversion.go */
const ORDER_OF_KUBERNETES = 1000;

const asConverted = (policy: Policy): Policy => ({
  ...policy,
  priority: ORDER_OF_KUBERNETES,
  calledThere: `knp.default.${policy.ref.name}`,
});

/** Policies with the order of their tiers. */
export interface SettledPolicies {
  readonly policies: readonly Policy[];
  readonly tiers: readonly Tier[];
}

export function settleCalico(policies: readonly Policy[], cluster: Cluster, report: Report): SettledPolicies {
  const known = tiersOf(cluster, report);
  const byTier = new Map(known.map((tier) => [tierName(tier.name), tier]));
  const sets = setsOf(cluster, report);
  const settled = policies.map((given): Policy => {
    const policy = given.kind === 'NetworkPolicy' ? asConverted(given) : given;
    const tier = byTier.get(policy.tier);
    if (tier === undefined) {
      if (policy.refused !== true) refuseAt(policy.ref, ['spec', 'tier'], 'TIER_MISSING', report);
      const { ingress: _ingress, egress: _egress, ...others } = policy;
      return { ...others, isolates: [], refused: true };
    }
    return withSides({ ...policy, ...(tier.passes && { isolates: [] }) }, sets, cluster);
  });
  const others = settled.map(({ tier }) => tier).filter((tier) => !byTier.has(tier));
  return { policies: settled, tiers: [...new Set([...byTier.keys(), ...others])] };
}

interface NetworkSet {
  readonly namespace: string | undefined;
  readonly labels: Labels;
  readonly namespaceLabels: Labels;
  readonly nets: readonly Cidr[];
}

const setsOf = (cluster: Cluster, report: Report): readonly NetworkSet[] =>
  [...cluster.ofKind(NETWORK_SET.kind), ...cluster.ofKind(GLOBAL_NETWORK_SET.kind)].map((object: StoredObject) => {
    const { namespace } = object.ref;
    const namespaceLabels = namespace === undefined ? {} : (cluster.namespaces.get(namespace) ?? {});
    return { namespace, labels: object.labels, namespaceLabels, nets: readSet(object, report) };
  });

/** A set inherits the labels of its namespace. // felix/calc/active_rules_calculator.go */
function isIn({ pods: { namespace, calico } }: EndpointsTerm, set: NetworkSet): boolean {
  if (namespace !== undefined && namespace !== set.namespace) return false;
  const { labels, namespaceLabels } = set;
  const labelled = { labels, namespaceLabels, ...(set.namespace !== undefined && { namespace: set.namespace }) };
  return calico === undefined || meetsExpression(calico.asks, labelsKnown(labelled));
}

function withSides(policy: Policy, sets: readonly NetworkSet[], cluster: Cluster): Policy {
  const { namespace } = policy.ref;
  const endpoints = ({ isOwn, ...term }: EndpointsTerm): EndpointsTerm => {
    const pods: PodTerm = isOwn === true && namespace !== undefined ? { ...term.pods, namespace } : term.pods;
    return { pods, cidrs: sets.flatMap((set) => (isIn({ ...term, pods }, set) ? set.nets : [])) };
  };
  const side = (term: SideTerm): SideTerm => ({
    ...term,
    ...(term.endpoints && { endpoints: endpoints(term.endpoints) }),
    ...(term.notEndpoints && { notEndpoints: endpoints(term.notEndpoints) }),
    ...(term.service && { service: { ...(namespace !== undefined && { namespace }), ...term.service } }),
  });
  const peer = (term: PolicyPeer): PolicyPeer => (term.kind === 'side' ? side(term) : term);
  const rule = (direction: Direction, given: PolicyRule): PolicyRule => {
    const peers = given.peers?.map(peer);
    const ports = direction === 'egress' ? servicePorts(peers, cluster) : undefined;
    return {
      ...given,
      ...(peers && { peers }),
      ...(given.own && { own: side(given.own) }),
      ...(ports && { ports: narrowed(given.ports, ports) }),
    };
  };
  const rules = (direction: Direction): object =>
    policy[direction] === undefined ? {} : { [direction]: policy[direction].map((each) => rule(direction, each)) };
  return { ...policy, ...rules('ingress'), ...rules('egress') };
}

/** Of a Service that is the destination also its ports count. Simplification: those of all its endpoints for each of them. */
function servicePorts(peers: readonly PolicyPeer[] | undefined, cluster: Cluster): readonly PolicyPort[] | undefined {
  const [peer] = peers ?? [];
  if (peer?.kind !== 'side' || peer.service === undefined) return undefined;
  const { namespace = 'default', name } = peer.service;
  const service = cluster.service(namespace, name);
  const found = ([4, 6] as const).flatMap((family) => service?.endpoints(family) ?? []).flatMap(({ ports }) => ports);
  const texts = new Set(found.map(({ protocol, port }) => JSON.stringify({ protocol, from: port, to: port })));
  return [...texts].map((text) => JSON.parse(text) as PolicyPort);
}

/** A rule has a Service or ports; its protocol holds for both. */
function narrowed(given: readonly PolicyPort[] | undefined, ports: readonly PolicyPort[]): readonly PolicyPort[] {
  if (given === undefined) return ports;
  const protocols = new Set(given.flatMap((port) => ('from' in port ? [port.protocol] : [])));
  return ports.filter((port) => 'from' in port && protocols.has(port.protocol));
}
