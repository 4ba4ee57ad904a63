import type { About } from '../model/finding.ts';
import { cidrContains, cidrParts, type Cidr } from '../../net/cidr.ts';
import type { Cluster, ClusterPod } from '../cluster/cluster.ts';
import type { NamespacedName } from '../model/assumption.ts';
import type { NearestPod, PolicyDetails, SelectedPods, WorkloadName } from '../model/policy-details.ts';
import { type ScaledToNone, scaledToNone } from '../operators/scaled-to-none.ts';
import { groupBy } from '../tools/group-by.ts';
import { type FieldPath, recordOf } from '../model/reader.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { Coded } from '../tools/coded.ts';
import { once } from '../tools/once.ts';
import type { Finding } from '../model/finding.ts';
import { findBlockedDNS } from './check-dns.ts';
import {
  type BlockTerm,
  type Direction,
  placeOf,
  type Policy,
  type PolicyKind,
  type PolicyPeer,
  type PolicyRule,
  type PodTerm,
  type SideTerm,
} from './policy.ts';
import { languageOfKind, strangeKinds } from './policy-language.ts';
import { createPolicySet, type PolicySet, spoken } from './policy-set.ts';
import { fitsTerm, type PolicyPod, portRanges, selectsPod } from './select.ts';

// What people get wrong in policies: what selects nobody, what selects more than is meant, what the API server would refuse.

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** The cluster's pods where policies look for them. */
interface Pods {
  readonly cluster: Cluster;
  readonly of: (term: PodTerm) => readonly ClusterPod[];
  /** Those that no selector finds, as they are their node to the network. */
  readonly onHost: (term: PodTerm) => readonly ClusterPod[];
  /** The workload whose pods it would find, were that not scaled to none. */
  readonly scaled: (term: PodTerm) => WorkloadName | undefined;
}

type Hint = PolicyDetails['POLICY_PEER_MATCHES_NOTHING']['hint'];

interface Check {
  readonly policy: Policy;
  readonly pods: Pods;
  readonly note: (finding: Coded<PolicyDetails> & Pick<Finding, 'severity' | 'path'>) => void;
}

export function checkPolicies(cluster: Cluster, report: Report, about?: About): void {
  noteStrangePolicies(cluster, report);
  const policies = createPolicySet(spoken(cluster, report));
  const isAsked = ({ ref }: Policy): boolean => about?.(ref) !== false;
  const [first] = policies.all;
  if (first === undefined) return;
  if (cluster.settings.policiesIgnored === true) {
    const { cni, policySwitch: option } = cluster.settings;
    const detail = { cni, ...(option !== undefined && { option }) };
    addFinding(report, { severity: 'warning', code: 'POLICIES_NOT_ENFORCED', detail, object: first.ref });
  }
  const pods = podsOf(cluster);
  for (const policy of policies.all.filter(isAsked)) {
    const check: Check = { policy, pods, note: (finding) => addFinding(report, { ...finding, object: policy.ref }) };
    checkSubject(check);
    for (const direction of DIRECTIONS) for (const rule of policy[direction] ?? []) checkRule(check, rule, direction);
  }
  notePriorities(policies, report);
  findBlockedDNS(cluster, { policies, isAsked }, report);
}

/** Policies in a language that the CNI does not speak. */
function noteStrangePolicies(cluster: Cluster, report: Report): void {
  const { cni } = cluster.settings;
  for (const { ref } of strangeKinds(cluster).flatMap(cluster.ofKind))
    addFinding(report, { severity: 'warning', code: 'POLICY_NOT_READ', detail: { cni, kind: ref.kind }, object: ref });
}

function podsOf(cluster: Cluster): Pods {
  const namespaces = groupBy(cluster.pods, ({ namespace }) => namespace);
  const known = new Map<string, readonly ClusterPod[]>();
  const hosts = cluster.pods.filter(({ hostNetwork }) => hostNetwork);
  const scaled = once(() => scaledToNone(cluster.ofKind));
  return {
    cluster,
    scaled: (term) => scaled().find((each) => selectsPod(term, podOf(each), cluster))?.ref,
    onHost: (term) => hosts.filter((pod) => fitsTerm(term, pod, cluster)),
    of: (term) => {
      const key = JSON.stringify(term);
      let found = known.get(key);
      if (found === undefined) {
        const candidates = term.namespace === undefined ? cluster.pods : (namespaces.get(term.namespace) ?? []);
        known.set(key, (found = candidates.filter((pod) => selectsPod(term, pod, cluster))));
      }
      return found;
    },
  };
}

/** A pod that the workload would have. */
const podOf = ({ ref: { namespace }, template: { labels, spec } }: ScaledToNone): PolicyPod => ({
  namespace,
  labels,
  hostNetwork: spec['hostNetwork'] === true,
  object: { spec },
  containers: [],
});

/** Where a policy says whom it selects. */
const SUBJECTS: Readonly<Record<PolicyKind, string>> = {
  NetworkPolicy: 'podSelector',
  CiliumNetworkPolicy: 'endpointSelector',
  CiliumClusterwideNetworkPolicy: 'endpointSelector',
  AdminNetworkPolicy: 'subject',
  BaselineAdminNetworkPolicy: 'subject',
  ClusterNetworkPolicy: 'subject',
  'NetworkPolicy.projectcalico.org': 'selector',
  GlobalNetworkPolicy: 'selector',
};

function checkSubject({ policy: { subject, tier, ref, kind, places }, pods, note }: Check): void {
  // Cilium's denials stand in an object with what it allows.
  if (subject.kind !== 'pods' || tier === 'Deny') return;
  const path = [...places.ingress.slice(0, -1), SUBJECTS[kind]];
  const onHost = pods.onHost(subject);
  const others = pods.of(subject).length;
  if (onHost.length > 0) {
    const detail = { pods: onHost.map(nameOf), others };
    note({ severity: others === 0 ? 'warning' : 'info', code: 'POLICY_SELECTS_HOST_NETWORK', detail, path });
  }
  if (others + onHost.length > 0) return;
  const { namespace } = ref;
  const scaled = pods.scaled(subject);
  const nearest = scaled === undefined ? nearMiss(subject, pods) : undefined;
  const detail = {
    selector: selectorOf(subject),
    ...(namespace === undefined ? {} : { namespace }),
    ...(scaled && { scaled }),
    ...(nearest && { nearest }),
  };
  note({ severity: 'warning', code: 'POLICY_SELECTS_NOTHING', detail, path });
}

const nameOf = ({ namespace, name }: ClusterPod): NamespacedName => ({ namespace, name });

const selectorOf = ({ namespaces, pods, calico }: PodTerm): SelectedPods => ({
  ...(namespaces === undefined ? {} : { namespaces }),
  ...(pods === undefined ? {} : { pods }),
  ...(calico === undefined ? {} : { calico: calico.text }),
});

/** The label that stands in the way when all but one agree with some pod. */
function nearMiss(term: PodTerm, pods: Pods): NearestPod | undefined {
  const labels = Object.entries(term.pods?.labels ?? {});
  for (const [key, value] of labels) {
    const rest = Object.fromEntries(labels.filter(([other]) => other !== key));
    const [pod] = pods
      .of({ ...term, pods: { labels: rest, expressions: term.pods?.expressions ?? [] } })
      .filter((candidate) => labels.length > 1 || key in candidate.labels);
    if (pod === undefined) continue;
    return { pod: nameOf(pod), key, wanted: value, value: pod.labels[key] };
  }
  return undefined;
}

function checkRule(check: Check, rule: PolicyRule, direction: Direction): void {
  const path = placeOf(check.policy, direction, rule);
  const peers = rule.peers ?? [];
  for (const [index, peer] of peers.entries()) {
    const place = isOfCilium(check.policy) ? path : [...path, direction === 'ingress' ? 'from' : 'to', index];
    if (peer.kind === 'pods' && check.pods.of(peer).length === 0) {
      const hint =
        hostNetworkHint(peer, check.pods) ??
        scaledHint(peer, check.pods) ??
        ownNamespaceHint(peer, check.pods) ??
        nearestHint(peer, check.pods);
      const detail = { selector: selectorOf(peer), ...(hint === undefined ? {} : { hint }) };
      check.note({ severity: 'warning', code: 'POLICY_PEER_MATCHES_NOTHING', detail, path: place });
    }
    if (peer.kind === 'side') checkSide(check, peer, [...path, direction === 'ingress' ? 'source' : 'destination']);
    if (peer.kind === 'block' && !isOfCilium(check.policy)) checkBlock(check, peer, [...place, 'ipBlock']);
  }
  checkNamedPorts(check, rule, direction);
}

/** Selectors of Calico that select no pod and no set of networks. */
function checkSide({ pods, note }: Check, { endpoints, text }: SideTerm, path: FieldPath): void {
  if (endpoints === undefined || endpoints.cidrs.length > 0 || pods.of(endpoints.pods).length > 0) return;
  const onHost = pods.onHost(endpoints.pods);
  const hint = onHost.length === 0 ? {} : { hint: { is: 'HOST_NETWORK', pods: onHost.map(nameOf) } as const };
  const detail = { selector: { calico: text }, ...hint };
  note({ severity: 'warning', code: 'POLICY_PEER_MATCHES_NOTHING', detail, path });
}

/** Its fields that name peers and ports are other ones. */
const isOfCilium = ({ kind }: Policy): boolean => languageOfKind(kind) === 'cilium';

/** Pods that a selector would find, had they a network of their own. */
function hostNetworkHint(term: PodTerm, pods: Pods): Hint | undefined {
  const onHost = pods.onHost(term);
  return onHost.length === 0 ? undefined : { is: 'HOST_NETWORK', pods: onHost.map(nameOf) };
}

function scaledHint(term: PodTerm, pods: Pods): Hint | undefined {
  const scaled = pods.scaled(term);
  return scaled && { is: 'SCALED_TO_NONE', scaled };
}

function nearestHint(term: PodTerm, pods: Pods): Hint | undefined {
  const nearest = nearMiss(term, pods);
  return nearest && { is: 'NEAREST', nearest };
}

/** A podSelector alone means the policy's own namespace; the pods that are meant may be elsewhere. */
function ownNamespaceHint(term: PodTerm, pods: Pods): Hint | undefined {
  if (term.namespace === undefined || term.pods === undefined) return undefined;
  const [found] = pods.of({ kind: 'pods', pods: term.pods });
  return found && { is: 'ELSEWHERE', namespace: term.namespace, elsewhere: found.namespace };
}

function checkBlock({ pods, note }: Check, { cidr, except }: BlockTerm, path: FieldPath): void {
  for (const [index, part] of except.entries()) {
    if (cidrContains(cidr, cidrParts(part).network) && cidrParts(part).prefixLength > cidrParts(cidr).prefixLength)
      continue;
    const detail = { except: part, cidr };
    note({ severity: 'error', code: 'POLICY_EXCEPT_OUTSIDE', detail, path: [...path, 'except', index] });
  }
  const overlaps = (network: Cidr): boolean =>
    cidrContains(network, cidrParts(cidr).network) ||
    (cidrContains(cidr, cidrParts(network).network) &&
      !except.some((part) => cidrContains(part, cidrParts(network).network)));
  const network = pods.cluster.settings.podCIDRs.find(overlaps);
  if (network === undefined) return;
  const severity = cidrParts(cidr).prefixLength === 0 ? 'info' : 'warning';
  note({ severity, code: 'POLICY_BLOCK_HOLDS_PODS', detail: { cidr, pods: network }, path: [...path, 'cidr'] });
}

/** A port name that no possible destination has allows nothing. */
function checkNamedPorts({ policy, pods, note }: Check, rule: PolicyRule, direction: Direction): void {
  const named = (rule.ports ?? []).filter((port) => 'name' in port);
  if (named.length === 0) return;
  const terms = direction === 'ingress' ? [policy.subject] : (rule.peers ?? [{ kind: 'pods' } as const]);
  const destinations = terms.flatMap((term: PolicyPeer) => {
    if (term.kind === 'side') return pods.of(term.endpoints?.pods ?? { kind: 'pods' });
    return term.kind === 'pods' ? pods.of(term) : [];
  });
  for (const port of named) {
    if (destinations.some((pod) => portRanges(port, pod).length > 0)) continue;
    const other = destinations.flatMap((pod) => portRanges({ name: port.name }, pod))[0];
    const detail = { name: port.name, protocol: port.protocol, other: other?.protocol };
    const path = [...placeOf(policy, direction, rule), ...portsField(policy, rule, direction)];
    note({ severity: 'warning', code: 'POLICY_PORT_UNKNOWN', detail, path });
  }
}

/** Where a rule names its ports; versions of the API of administrators have a field each. */
function portsField(policy: Policy, { index }: PolicyRule, direction: Direction): FieldPath {
  const { object, tier } = policy;
  if (languageOfKind(policy.kind) === 'calico') return ['destination', 'ports'];
  if (tier === 'NetworkPolicy' || tier === 'Deny') return isOfCilium(policy) ? ['toPorts'] : ['ports'];
  const rules = recordOf(object['spec'])[direction];
  const rule = recordOf(Array.isArray(rules) ? (rules[index] as unknown) : undefined);
  return [['match', 'protocols'].find((name) => Object.hasOwn(rule, name)) ?? 'ports'];
}

/** The API leaves open which of two policies with one priority is asked first. */
function notePriorities({ tiers }: PolicySet, report: Report): void {
  for (const { name, policies } of tiers) {
    if (name !== 'Admin' && name !== 'Baseline') continue;
    for (const [index, policy] of policies.entries()) {
      const before = policies[index - 1];
      if (before === undefined || before.priority !== policy.priority) continue;
      addFinding(report, {
        severity: 'warning',
        code: 'POLICY_PRIORITY_SHARED',
        detail: { other: before.ref.name, priority: policy.priority },
        object: policy.ref,
        path: ['spec', 'priority'],
      });
    }
  }
}
