import type { Cluster } from '../cluster/cluster.ts';
import { groupBy } from '../tools/group-by.ts';
import { onceEach } from '../tools/once.ts';
import type { Cidr } from '../../net/cidr.ts';
import { CIDR_GROUP } from '../kinds/cilium-policies.ts';
import { matchesSelector } from '../matching/label-selector.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import { type Cursor, recordOf, textOf } from '../model/reader.ts';
import { CONFIG_MAPS } from '../other-kinds/config-maps.ts';
import { addFinding, createReport, type Report } from '../model/report.ts';
import { isNamespaced, kindOf } from '../kind-table/kinds.ts';
import { enforcedKinds, languageOf } from './policy-language.ts';
import {
  type Policy,
  type PolicyKind,
  type PolicyPeer,
  type PolicyRule,
  type PolicySubject,
  type Tier,
  TIERS,
} from './policy.ts';
import { readCalicoPolicy } from './read-calico-policy.ts';
import { readCiliumPolicy } from './read-cilium-policy.ts';
import { readAdminPolicy, readBaselinePolicy, readClusterNetworkPolicy } from './read-cluster-policy.ts';
import { NOBODY, readNetworkPolicy, type PolicySpec } from './read-network-policy.ts';
import { type SettledPolicies, settleCalico } from './settle-calico.ts';

/** Policies that are asked together: what they leave open the next tier decides, unless one of them isolates. */
export interface PolicyTier {
  readonly name: Tier;
  /** In the order in which they are evaluated: by priority, then by name, which the API leaves open. */
  readonly policies: readonly Policy[];
  /** Those that may select pods of a namespace, in that order. */
  readonly of: (namespace: string) => readonly Policy[];
}

/** The policies that a cluster's CNI enforces. */
export interface PolicySet {
  /** In the order in which they are evaluated; those that have policies. */
  readonly tiers: readonly PolicyTier[];
  /** All, in that order. */
  readonly all: readonly Policy[];
}

const READERS: Readonly<Record<PolicyKind, (object: Cursor) => PolicySpec | readonly PolicySpec[]>> = {
  NetworkPolicy: readNetworkPolicy,
  CiliumNetworkPolicy: readCiliumPolicy,
  CiliumClusterwideNetworkPolicy: readCiliumPolicy,
  'NetworkPolicy.projectcalico.org': readCalicoPolicy,
  GlobalNetworkPolicy: readCalicoPolicy,
  AdminNetworkPolicy: readAdminPolicy,
  BaselineAdminNetworkPolicy: readBaselinePolicy,
  ClusterNetworkPolicy: readClusterNetworkPolicy,
};

const read = createObjectReader((object) => {
  const { apiVersion, kind: written } = recordOf(object.value);
  const kind = kindOf({ apiVersion: textOf(apiVersion) ?? '', kind: textOf(written) ?? '' });
  return isPolicyKind(kind) ? [READERS[kind](object)].flat().map((spec) => ({ ...spec, kind })) : [];
});

function isPolicyKind(kind: string): kind is PolicyKind {
  return Object.hasOwn(READERS, kind);
}

/** Their policies in the order given; what cannot be read is reported. */
export function readPolicies(objects: readonly StoredObject[], report: Report): readonly Policy[] {
  return objects.flatMap((object) => {
    const { ref, raw } = object;
    const namespaced = isNamespaced(raw.apiVersion, ref.kind);
    return read(object, report).map((spec) => {
      const policy = { ...spec, ref, object: raw };
      return namespaced ? inOwnNamespace(policy) : policy;
    });
  });
}

/** Selects pods of its own namespace, and so do its peers that name no namespace. */
function inOwnNamespace(policy: Policy): Policy {
  const { ref, unknownLabels, unreadSubject } = policy;
  const { namespace = 'default' } = ref;
  const own = withPeers(policy, (peer) => {
    const isOwn =
      (peer.kind === 'pods' && peer.namespaces === undefined) ||
      (peer.kind === 'services' && peer.namespace === undefined && peer.name !== undefined);
    return isOwn ? { ...peer, namespace } : peer;
  });
  const here = (subject: PolicySubject): PolicySubject =>
    subject.kind === 'pods' ? { ...subject, namespace } : subject;
  return {
    ...own,
    subject: here(policy.subject),
    ...(unknownLabels && { unknownLabels: { ...unknownLabels, subject: here(unknownLabels.subject) } }),
    ...(unreadSubject && { unreadSubject: { ...unreadSubject, subject: here(unreadSubject.subject) } }),
  };
}

/** Cilium tells pods and nodes by who they are, and matches no CIDR with them. docs.cilium.io security/policy/language#cidr-based */
const byIdentity = (policy: Policy): Policy =>
  withPeers(policy, (peer) => (peer.kind === 'block' ? { ...peer, outside: true } : peer));

/** The blocks that groups hold take their place. */
function withGroups(policy: Policy, groups: readonly CidrGroup[]): Policy {
  return withPeers(policy, (peer) => {
    if (peer.kind !== 'cidr-group') return peer;
    const { name, labels, except } = peer;
    return groups
      .filter((group) => (labels === undefined ? group.name === name : matchesSelector(labels, group.labels)))
      .flatMap(({ cidrs }) => cidrs.map((cidr) => ({ kind: 'block', cidr, except, outside: true }) as const));
  });
}

interface CidrGroup {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly cidrs: readonly Cidr[];
}

const readGroup = createObjectReader((object) => CIDR_GROUP.read(object).spec.externalCIDRs);

const groupsOf = (cluster: Cluster, report: Report): readonly CidrGroup[] =>
  cluster.ofKind(CIDR_GROUP.kind).map((object) => ({
    name: object.ref.name,
    labels: object.raw.metadata.labels ?? {},
    cidrs: readGroup(object, report),
  }));

/** What a selector asks of the name of the cluster is decided: no pod is of another one. */
function withCluster(policy: Policy, name: string): Policy {
  if (policy.namesCluster !== true) return policy;
  const decided = <T extends PolicyPeer>(term: T): T | typeof NOBODY => {
    if (term.kind !== 'pods' || term.clusters === undefined) return term;
    const { clusters, ...others } = term;
    return matchesSelector(clusters, { name }) ? (others as T) : NOBODY;
  };
  const { subject } = policy;
  return { ...withPeers(policy, decided), subject: subject.kind === 'pods' ? decided(subject) : subject };
}

function withPeers(policy: Policy, change: (peer: PolicyPeer) => PolicyPeer | readonly PolicyPeer[]): Policy {
  const rules = (list: Policy['ingress']): Policy['ingress'] =>
    list?.map((rule) =>
      rule.peers === undefined ? rule : { ...rule, peers: rule.peers.flatMap((peer) => change(peer)) },
    );
  const ingress = rules(policy.ingress);
  const egress = rules(policy.egress);
  return { ...policy, ...(ingress === undefined ? {} : { ingress }), ...(egress === undefined ? {} : { egress }) };
}

const orderName = ({ calledThere, ref }: Policy): string => calledThere ?? ref.name;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `order`: in which tiers are asked. */
export function createPolicySet({ policies, tiers: order = TIERS }: Partial<SettledPolicies>): PolicySet {
  const ordered = (policies ?? []).toSorted((a, b) => a.priority - b.priority || byText(orderName(a), orderName(b)));
  const tiers = order.map((name) => tierOf(name, ordered)).filter(({ policies: own }) => own.length > 0);
  return { tiers, all: tiers.flatMap((tier) => tier.policies) };
}

function tierOf(name: Tier, ordered: readonly Policy[]): PolicyTier {
  const policies = ordered.filter(({ tier }) => tier === name);
  const places = groupBy(policies, ({ subject }) => (subject.kind === 'pods' ? (subject.namespace ?? '') : ''));
  const everywhere = places.get('') ?? [];
  const of = (namespace: string): readonly Policy[] => {
    const own = places.get(namespace) ?? [];
    if (own.length === 0 || everywhere.length === 0) return own.length === 0 ? everywhere : own;
    const some = new Set([...own, ...everywhere]);
    return policies.filter((policy) => some.has(policy));
  };
  return { name, policies, of: onceEach(of) };
}

/** What a cluster is called that is told no name. // Cilium v1.18 pkg/clustermesh/types/option.go */
const USUAL_CLUSTER_NAME = 'default';

/** What Cilium calls the cluster; undefined: what sets it up is not among the objects. */
export function ciliumClusterName(cluster: Pick<Cluster, 'notRead'>): string | undefined {
  const config = ciliumConfig(cluster);
  return config && (textOf(config['cluster-name']) ?? USUAL_CLUSTER_NAME);
}

function ciliumConfig({ notRead }: Pick<Cluster, 'notRead'>): Readonly<Record<string, unknown>> | undefined {
  const [name] = CONFIG_MAPS.cilium;
  const config = notRead.find(({ ref }) => ref.kind === 'ConfigMap' && ref.name === name);
  return config && recordOf(config.raw['data']);
}

/** Without it Cilium takes no policy that names nodes by their labels. // pkg/policy/api/rule_validation.go */
const NODE_LABELS = 'enable-node-selector-labels';

/** An object that names nodes by their labels is refused whole. */
function withoutNodes(policies: readonly Policy[], report: Report): readonly Policy[] {
  const namesNodes = ({ peers }: PolicyRule): boolean =>
    peers?.some((peer) => peer.kind === 'nodes' && peer.router === true) === true;
  const rulesOf = ({ ingress, egress }: Policy): readonly PolicyRule[] => [...(ingress ?? []), ...(egress ?? [])];
  const wrong = new Set(policies.filter((each) => rulesOf(each).some(namesNodes)).map(({ object }) => object));
  const refused = policies.filter(({ object }) => wrong.has(object));
  for (const ref of new Set(refused.map((each) => each.ref)))
    addFinding(report, {
      severity: 'error',
      code: 'FIELD_UNUSABLE',
      detail: { is: 'CILIUM_REFUSES', why: 'NODES_NOT_ENABLED' },
      object: ref,
    });
  return policies.map((policy): Policy => {
    if (!wrong.has(policy.object)) return policy;
    const { ingress: _, egress: __, ...others } = policy;
    return { ...others, isolates: [], refused: true };
  });
}

const known = new WeakMap<Cluster, PolicySet>();

/** The policies of a cluster that are of a language its CNI speaks, whether it enforces them or not; read once. */
export function policiesOf(cluster: Cluster): PolicySet {
  let found = known.get(cluster);
  if (found === undefined) known.set(cluster, (found = createPolicySet(spoken(cluster, createReport()))));
  return found;
}

/** As {@link policiesOf}, before they are put in order; what cannot be read is reported. */
export function spoken(cluster: Cluster, report: Report): Partial<SettledPolicies> {
  const policies = readPolicies(enforcedKinds(cluster).flatMap(cluster.ofKind), report);
  const language = languageOf(cluster);
  if (language === 'calico') return settleCalico(policies, cluster, report);
  return { policies: language === 'cilium' ? settleCilium(policies, cluster, report) : policies };
}

function settleCilium(policies: readonly Policy[], cluster: Cluster, report: Report): readonly Policy[] {
  const groups = groupsOf(cluster, report);
  const config = ciliumConfig(cluster);
  const name = ciliumClusterName(cluster) ?? USUAL_CLUSTER_NAME;
  const isOff = config !== undefined && config[NODE_LABELS] !== 'true';
  const taken = isOff ? withoutNodes(policies, report) : policies;
  return taken.map((policy) => withGroups(withCluster(byIdentity(policy), name), groups));
}
