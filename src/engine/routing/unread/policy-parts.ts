import { languageOfKind, strangeKinds } from '../../kubernetes/network-policy/policy-language.ts';
import type {
  Direction,
  Policy,
  PolicyRule,
  PolicySubject,
  UnreadFields,
} from '../../kubernetes/network-policy/policy.ts';
import { ciliumClusterName, policiesOf, readPolicies } from '../../kubernetes/network-policy/policy-set.ts';
import { matchesPorts, selectsPod } from '../../kubernetes/network-policy/select.ts';
import { matchesSelector } from '../../kubernetes/matching/label-selector.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { createReport } from '../../kubernetes/model/report.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import { ipFamily } from '../../net/ip.ts';
import type { Concern } from './parties/concern.ts';
import type { End, Link, Parties } from './parties/parties.ts';

/** Fields of a policy that is read that are not, and what they could do to connections of whom it selects. */
export interface PolicyPart extends UnreadFields {
  readonly ref: ObjectRef;
  readonly direction: Direction;
  readonly selects: (pod: ClusterPod) => boolean;
  readonly selectsNode: (name: string) => boolean;
  /** Only connections on its ports; absent: whatever the port. */
  readonly rule?: PolicyRule;
}

const DIRECTIONS = ['ingress', 'egress'] as const;

/** The parts of policies that are not read; none of those that the CNI does not read at all. */
export function policyParts(cluster: Cluster): readonly PolicyPart[] {
  const isUnnamed = ciliumClusterName(cluster) === undefined;
  return policiesOf(cluster).all.flatMap((policy) =>
    DIRECTIONS.flatMap((direction) => partsOf(cluster, policy, direction, isUnnamed)),
  );
}

const NODES: UnreadFields = { fields: ['nodeSelector'], effect: 'both' };
/** Nobody knows which one the cluster is. */
const CLUSTER: UnreadFields = { fields: ['io.cilium.k8s.policy.cluster'], effect: 'both' };

function partsOf(cluster: Cluster, policy: Policy, direction: Direction, isUnnamed: boolean): readonly PolicyPart[] {
  const { ref, subject, unreadSubject } = policy;
  const rules = policy[direction];
  if (rules === undefined) return [];
  const common = { ref, direction, ...selecting(cluster, subject) };
  if (subject.kind === 'nodes') return [{ ...common, ...NODES }];
  return [
    ...(policy.namesCluster === true && isUnnamed ? [{ ...common, ...CLUSTER }] : []),
    ...(unreadSubject ? [{ ...common, ...unreadSubject, ...selecting(cluster, unreadSubject.subject) }] : []),
    ...rules.flatMap((rule) => (rule.unread === undefined ? [] : [{ ...common, rule, ...rule.unread }])),
  ];
}

const selecting = (cluster: Cluster, subject: PolicySubject): Pick<PolicyPart, 'selects' | 'selectsNode'> => ({
  selects: (pod) => subject.kind === 'pods' && selectsPod(subject, pod, cluster),
  selectsNode: (name) => subject.kind === 'nodes' && matchesSelector(subject.nodes, cluster.node(name)?.labels ?? {}),
});

/** True where it speaks of an end of a connection in its direction. */
function isOf({ selects, selectsNode }: Pick<PolicyPart, 'selects' | 'selectsNode'>, { pod, node }: End): boolean {
  if (pod !== undefined && !pod.hostNetwork) return selects(pod);
  const name = node?.name ?? pod?.nodeName;
  return name !== undefined && selectsNode(name);
}

const refOf = ({ pod, node }: End): ObjectRef | undefined =>
  pod === undefined
    ? node && { kind: 'Node', name: node.name }
    : { kind: 'Pod', namespace: pod.namespace, name: pod.name };

const crosses = ({ client, server }: Link): boolean => client.pod === undefined || client.pod !== server.pod;

const ownEnd = ({ client, server }: Link, direction: Direction): End => (direction === 'egress' ? client : server);

/** What of policies that are read is not, where it could turn a connection; and policies that nobody enforces, or that are refused. */
export function policyPartConcerns(parties: Parties): readonly Concern[] {
  const links = parties.links.filter(crosses);
  const denied = [...parties.causes].some((code) => /POLICY_DENIES|DNS_UNREACHABLE/.test(code));
  const parts = policyParts(parties.cluster).flatMap((part): readonly Concern[] => {
    const { ref: object, direction, effect, fields, rule } = part;
    for (const link of links) {
      const own = ownEnd(link, direction);
      const end = isOf(part, own) ? refOf(own) : undefined;
      if (end === undefined || (rule !== undefined && !isOnPorts(rule, link))) continue;
      const { protocol, port } = link;
      const detail = { end, direction, effect, fields, protocol, port };
      const power = { breaks: effect !== 'allows', mends: effect !== 'refuses' && denied };
      return [{ object, code: 'POLICY_PART', detail, of: end, ...power }];
    }
    return [];
  });
  return [...parts, ...misread(parties, links), ...strangers(parties, links)];
}

const isOnPorts = (rule: PolicyRule, { protocol, port, ip, server }: Link): boolean =>
  matchesPorts(rule, { protocol, port, family: ipFamily(ip) }, server.pod);

/** Policies that seem to be about an end of a connection: the whole of them is refused, or they go by labels that tell nobody. */
function misread({ cluster }: Parties, links: readonly Link[]): readonly Concern[] {
  return policiesOf(cluster).all.flatMap((policy): readonly Concern[] => {
    const { ref: object, kind, refused, unknownLabels } = policy;
    if (refused !== true && unknownLabels === undefined) return [];
    const selected = selecting(cluster, unknownLabels?.subject ?? policy.subject);
    const ends = links.flatMap((link) =>
      DIRECTIONS.flatMap((direction) =>
        refused === true || policy[direction] !== undefined ? [ownEnd(link, direction)] : [],
      ),
    );
    const found = ends.find((end) => isOf(selected, end));
    const end = found && refOf(found);
    if (end === undefined) return [];
    if (refused === true)
      return [{ object, code: 'POLICY_REFUSED', detail: { end, by: languageOfKind(kind) ?? 'cilium' }, of: end }];
    return [{ object, code: 'POLICY_LABELS_UNKNOWN', detail: { end, keys: unknownLabels?.keys ?? [] }, of: end }];
  });
}

function strangers({ cluster }: Parties, links: readonly Link[]): readonly Concern[] {
  const objects = strangeKinds(cluster).flatMap(cluster.ofKind);
  if (objects.length === 0 || cluster.settings.policiesIgnored === true) return [];
  return readPolicies(objects, createReport()).flatMap((policy): readonly Concern[] => {
    for (const { client, server } of links) {
      for (const [own, direction] of [[client, 'egress'] as const, [server, 'ingress'] as const]) {
        const { subject } = policy;
        const { pod } = own;
        if (pod === undefined || policy[direction] === undefined) continue;
        if (!selecting(cluster, subject).selects(pod)) continue;
        const { cni } = cluster.settings;
        const end = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
        return [{ object: policy.ref, code: 'POLICY_NOT_ENFORCED', detail: { end, cni }, of: end }];
      }
    }
    return [];
  });
}
