import { type Cluster, type LabelSelector, objectKey } from '../../engine/objects.ts';
import {
  type Direction,
  type Policy,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
  policiesOf,
  isSubject,
} from '../../engine/policies.ts';
import { selectorText } from '../../narration/en/phrases/selectors.ts';
import type { Fact, FactGroup } from './fact.ts';

/** A policy: where it stands, whom its rules name, and the pods it selects. */
export function policyFacts(cluster: Cluster, key: string): readonly FactGroup[] | undefined {
  const policy = policiesOf(cluster).all.find(({ ref }) => objectKey(ref) === key);
  if (policy === undefined) return undefined;
  const pods = cluster.pods.filter((pod) => isSubject(policy, pod, cluster));
  return [
    { title: policy.ref.kind, facts: placeFacts(cluster, policy) },
    ...rulesGroup(policy, 'ingress'),
    ...rulesGroup(policy, 'egress'),
    {
      title: `Pods it selects (${pods.length})`,
      facts: pods.map(({ namespace, name, ips }) => ({
        link: `Pod/${namespace}/${name}`,
        text: name,
        detail: ips[0] ?? 'no address',
      })),
    },
  ];
}

function placeFacts(cluster: Cluster, { tier, priority, subject, ingress, egress }: Policy): readonly Fact[] {
  const directions = [...(ingress === undefined ? [] : ['ingress']), ...(egress === undefined ? [] : ['egress'])];
  const ignored = cluster.settings.policiesIgnored === true;
  return [
    { label: 'selects', values: [subject.kind === 'pods' ? peerText(subject) : 'nobody'] },
    ...(tier === 'NetworkPolicy'
      ? [{ label: 'isolates', values: directions }]
      : [{ label: 'tier', values: [tier === 'Admin' ? `${tier}, priority ${priority}` : tier] }]),
    ...(ignored ? [{ label: 'enforced', values: ['no: the pod network ignores policies'], wrong: true }] : []),
  ];
}

function rulesGroup(policy: Policy, direction: Direction): readonly FactGroup[] {
  const rules = policy[direction];
  if (rules === undefined || (rules.length === 0 && policy.tier !== 'NetworkPolicy')) return [];
  const title = direction === 'ingress' ? 'Ingress rules' : 'Egress rules';
  if (rules.length === 0) return [{ title, facts: [{ label: 'allowed', values: [] }] }];
  return [{ title, facts: rules.map((rule) => ({ label: ruleLabel(rule), values: ruleValues(rule, direction) })) }];
}

function ruleLabel({ action, name, index }: PolicyRule): string {
  return name === '' ? `${action.toLowerCase()} (rule ${index + 1})` : `${action.toLowerCase()} ${name}`;
}

function ruleValues({ peers, ports }: PolicyRule, direction: Direction): readonly string[] {
  const word = direction === 'ingress' ? 'from' : 'to';
  const ends = peers === undefined ? [`${word} everybody`] : peers.map((peer) => `${word} ${peerText(peer)}`);
  return [...ends, ports === undefined ? 'on every port' : `on ${ports.map(portText).join(', ')}`];
}

function peerText(peer: PolicyPeer): string {
  switch (peer.kind) {
    case 'pods': {
      const { namespace, namespaces, pods } = peer;
      const who = pods === undefined || isEmpty(pods) ? 'every pod' : `pods with ${selectorText(pods)}`;
      const own = namespace ?? onlyNamespace(namespaces);
      if (own !== undefined) return `${who} of namespace ${own}`;
      if (namespaces === undefined || isEmpty(namespaces)) return `${who} of every namespace`;
      return `${who} of namespaces with ${selectorText(namespaces)}`;
    }
    case 'block':
      return [peer.cidr, ...peer.except.map((part) => `except ${part}`)].join(' ');
    case 'nodes':
      return isEmpty(peer.nodes) ? 'every node' : `nodes with ${selectorText(peer.nodes)}`;
    case 'nobody':
      return 'nobody';
    case 'everybody':
      return 'everybody';
  }
}

/** The one namespace that a selector by the label every namespace has can find. */
function onlyNamespace(selector: LabelSelector | undefined): string | undefined {
  if (selector === undefined || selector.expressions.length > 0) return undefined;
  const labels = Object.entries(selector.labels);
  return labels.length === 1 && labels[0]?.[0] === 'kubernetes.io/metadata.name' ? labels[0][1] : undefined;
}

function isEmpty({ labels, expressions }: LabelSelector): boolean {
  return Object.keys(labels).length + expressions.length === 0;
}

function portText(port: PolicyPort): string {
  if ('name' in port) return port.protocol === undefined ? `port “${port.name}”` : `${port.protocol} “${port.name}”`;
  return `${port.protocol} ${port.from === port.to ? port.from : `${port.from}-${port.to}`}`;
}
