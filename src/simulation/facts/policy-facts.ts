import { type Cluster, type LabelSelector, objectKey } from '../../engine/objects.ts';
import {
  type Direction,
  type Policy,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
  policiesOf,
  isSubject,
  languageOfKind,
} from '../../engine/policies.ts';
import type { Fact, FactGroup, FactWords } from './fact.ts';

/** A policy: where it stands, whom its rules name, and the pods it selects. */
export function policyFacts(cluster: Cluster, key: string, words: FactWords): readonly FactGroup[] | undefined {
  const all = policiesOf(cluster).all.filter(({ ref }) => objectKey(ref) === key);
  // Cilium's have what they deny and what they allow.
  const policy = all.at(-1);
  if (policy === undefined) return undefined;
  const pods = cluster.pods.filter((pod) => isSubject(policy, pod, cluster));
  return [
    { title: policy.ref.kind, facts: placeFacts(cluster, policy, words) },
    ...all.flatMap((each) => rulesGroup(each, 'ingress', words)),
    ...all.flatMap((each) => rulesGroup(each, 'egress', words)),
    {
      title: words.policy.pods(pods.length),
      facts: pods.map(({ namespace, name, ips }) => ({
        link: `Pod/${namespace}/${name}`,
        text: name,
        detail: ips[0] ?? words.policy.noAddress,
      })),
    },
  ];
}

function placeFacts(cluster: Cluster, policy: Policy, words: FactWords): readonly Fact[] {
  const { tier, subject, isolates } = policy;
  const said = words.policy;
  const isCalico = languageOfKind(policy.kind) === 'calico';
  const ignored = cluster.settings.policiesIgnored === true;
  return [
    { label: said.selects, values: [subject.kind === 'pods' ? peerText(subject, words) : words.peer.nobody] },
    ...(tier === 'NetworkPolicy' || isCalico ? [{ label: said.isolates, values: isolates }] : []),
    ...(tier === 'NetworkPolicy' && !isCalico ? [] : [{ label: said.tier, values: [placeText(policy, words)] }]),
    ...(ignored ? [{ label: said.enforced, values: [said.ignored], wrong: true }] : []),
  ];
}

/** In which tier, and where in it. */
function placeText({ kind, tier, priority }: Policy, { policy: said }: FactWords): string {
  if (languageOfKind(kind) !== 'calico') return tier === 'Admin' ? said.tierOf(tier, priority) : tier;
  const name = tier === 'NetworkPolicy' ? 'default' : tier.replace(/^Tier /, '');
  return said.orderIn(name, Number.isFinite(priority) ? priority : undefined);
}

function rulesGroup(policy: Policy, direction: Direction, words: FactWords): readonly FactGroup[] {
  const rules = policy[direction];
  if (rules === undefined || (rules.length === 0 && !policy.isolates.includes(direction))) return [];
  const title = words.policy.rules[direction];
  if (rules.length === 0) return [{ title, facts: [{ label: words.policy.allowed, values: [] }] }];
  return [
    {
      title,
      facts: rules.map((rule) => ({ label: ruleLabel(rule, words), values: ruleValues(rule, direction, words) })),
    },
  ];
}

function ruleLabel({ action, name, index }: PolicyRule, { policy }: FactWords): string {
  return name === '' ? policy.unnamedRule(action, index + 1) : policy.rule(action, name);
}

function ruleValues({ peers, own, ports }: PolicyRule, direction: Direction, words: FactWords): readonly string[] {
  const said = words.policy;
  const ends = peers === undefined ? [words.peer.everybody] : peers.map((peer) => peerText(peer, words));
  return [
    ...ends.map(said.end[direction]),
    ...(own === undefined ? [] : [said.end[direction === 'ingress' ? 'egress' : 'ingress'](own.text)]),
    ports === undefined ? said.everyPort : said.ports(ports.map((port) => portText(port, said.namedPort))),
  ];
}

function peerText(peer: PolicyPeer, { peer: said, selector }: FactWords): string {
  switch (peer.kind) {
    case 'pods': {
      const { namespace, namespaces, pods, calico } = peer;
      const who =
        calico !== undefined && calico.asks.is !== 'all'
          ? said.podsWith(calico.text)
          : pods === undefined || isEmpty(pods)
            ? said.everyPod
            : said.podsWith(selector(pods));
      const own = namespace ?? onlyNamespace(namespaces);
      if (own !== undefined) return said.ofNamespace(who, own);
      if (namespaces === undefined || isEmpty(namespaces)) return said.ofEveryNamespace(who);
      return said.ofNamespacesWith(who, selector(namespaces));
    }
    case 'block':
      return said.block(peer.cidr, peer.except);
    case 'nodes':
      return isEmpty(peer.nodes) ? said.everyNode : said.nodesWith(selector(peer.nodes));
    case 'entity':
      return said.entity(peer.entity);
    case 'identity':
      return said.identity(selector(peer.labels));
    case 'services':
      return said.services(peer.name ?? (peer.labels === undefined ? '' : selector(peer.labels)), peer.namespace);
    case 'side':
      return peer.text;
    case 'cidr-group':
    case 'nobody':
      return said.nobody;
    case 'everybody':
      return said.everybody;
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

function portText(port: PolicyPort, named: FactWords['policy']['namedPort']): string {
  if ('echo' in port) return 'ICMP';
  if ('name' in port) return port.protocol === undefined ? named(port.name) : `${port.protocol} “${port.name}”`;
  return `${port.protocol} ${port.from === port.to ? port.from : `${port.from}-${port.to}`}`;
}
