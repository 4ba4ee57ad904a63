import type { Cluster } from '../cluster/cluster.ts';
import { groupBy } from '../tools/group-by.ts';
import { kindsOf } from '../kind-table/kinds.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import { type Cursor, recordOf, textOf } from '../model/reader.ts';
import { createReport, type Report } from '../model/report.ts';
import type { Policy, PolicyKind } from './policy.ts';
import { readAdminPolicy, readBaselinePolicy, readClusterNetworkPolicy } from './read-cluster-policy.ts';
import { readNetworkPolicy, type PolicySpec } from './read-network-policy.ts';

/** The policies of a cluster by tier. */
export interface PolicySet {
  /** In the order in which they are evaluated: by priority, then by name, which the API leaves open. */
  readonly admin: readonly Policy[];
  readonly baseline: readonly Policy[];
  /** NetworkPolicies of a namespace, by name. */
  readonly inNamespace: (namespace: string) => readonly Policy[];
  /** All, in that order. */
  readonly all: readonly Policy[];
}

const READERS: Readonly<Record<PolicyKind, (object: Cursor) => PolicySpec>> = {
  NetworkPolicy: readNetworkPolicy,
  AdminNetworkPolicy: readAdminPolicy,
  BaselineAdminNetworkPolicy: readBaselinePolicy,
  ClusterNetworkPolicy: readClusterNetworkPolicy,
};

const read = createObjectReader((object) => {
  const kind = textOf(recordOf(object.value)['kind']) ?? '';
  return isPolicyKind(kind) ? { ...READERS[kind](object), kind } : undefined;
});

function isPolicyKind(kind: string): kind is PolicyKind {
  return Object.hasOwn(READERS, kind);
}

/** Their policies in the order given; what cannot be read is reported. */
export function readPolicies(objects: readonly StoredObject[], report: Report): readonly Policy[] {
  return objects.flatMap((object) => {
    const spec = read(object, report);
    if (spec === undefined) return [];
    const { ref, raw } = object;
    if (spec.tier !== 'NetworkPolicy') return [{ ...spec, ref, object: raw }];
    return [inOwnNamespace({ ...spec, ref, object: raw })];
  });
}

/** A NetworkPolicy selects pods of its own namespace, and so do its peers without a namespaceSelector. */
function inOwnNamespace(policy: Policy): Policy {
  const { namespace = 'default' } = policy.ref;
  const rules = (list: Policy['ingress']): Policy['ingress'] =>
    list?.map((rule) => {
      if (rule.peers === undefined) return rule;
      const peers = rule.peers.map((peer) =>
        peer.kind === 'pods' && peer.namespaces === undefined ? { ...peer, namespace } : peer,
      );
      return { ...rule, peers };
    });
  const { subject } = policy;
  const ingress = rules(policy.ingress);
  const egress = rules(policy.egress);
  return {
    ...policy,
    subject: subject.kind === 'pods' ? { ...subject, namespace } : subject,
    ...(ingress === undefined ? {} : { ingress }),
    ...(egress === undefined ? {} : { egress }),
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function createPolicySet(policies: readonly Policy[]): PolicySet {
  const ordered = policies.toSorted((a, b) => a.priority - b.priority || byText(a.ref.name, b.ref.name));
  const ofTier = (tier: Policy['tier']): readonly Policy[] => ordered.filter((policy) => policy.tier === tier);
  const admin = ofTier('Admin');
  const baseline = ofTier('Baseline');
  const own = ofTier('NetworkPolicy');
  const namespaces = groupBy(own, ({ ref }) => ref.namespace ?? 'default');
  return {
    admin,
    baseline,
    inNamespace: (namespace) => namespaces.get(namespace) ?? [],
    all: [...admin, ...own, ...baseline],
  };
}

const known = new WeakMap<Cluster, PolicySet>();

/** The policies of a cluster, whether its CNI enforces them or not; read once. */
export function policiesOf(cluster: Cluster): PolicySet {
  let found = known.get(cluster);
  if (found === undefined) {
    const objects = kindsOf('policy').flatMap(cluster.ofKind);
    known.set(cluster, (found = createPolicySet(readPolicies(objects, createReport()))));
  }
  return found;
}
