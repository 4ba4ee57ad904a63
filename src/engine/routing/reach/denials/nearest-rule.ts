import type { Cluster } from '../../../kubernetes/cluster/cluster.ts';
import type { PlacedRule, Policy, PolicyPeer, PolicyRule } from '../../../kubernetes/network-policy/policy.ts';
import {
  isInBlock,
  matchesPeers,
  matchesPorts,
  type Party,
  type PolicyPod,
  portRanges,
} from '../../../kubernetes/network-policy/select.ts';
import { matchesSelector } from '../../../kubernetes/matching/label-selector.ts';
import type { NearRule, PeerMiss, PortMiss } from '../../outcome/policy-cause-details.ts';
import type { Denial } from './denial.ts';

/** The rule that came nearest to allowing a connection. */
export interface NearestRule extends PlacedRule {
  /** What of it does not fit. */
  readonly facts: NearRule;
  /** Only the port does not fit. */
  readonly portOnly: boolean;
}

interface Near extends NearestRule {
  /** How much fits. */
  readonly score: number;
}

/** undefined: the policies have no rules in the direction. */
export function nearestRule(denial: Denial, policies: readonly Policy[]): NearestRule | undefined {
  const { direction } = denial;
  const rules = policies.flatMap((policy) =>
    (policy[direction] ?? []).map((rule) => compare(denial, { policy, direction, rule })),
  );
  return rules.reduce<Near | undefined>(
    (best, near) => (best === undefined || near.score > best.score ? near : best),
    undefined,
  );
}

function compare({ cluster, connection, peer }: Denial, placed: PlacedRule): Near {
  const { rule } = placed;
  const portFits = matchesPorts(rule, connection, connection.destination.pod);
  if (matchesPeers(rule, peer, cluster, connection.sameNode)) {
    const facts = { rule: rule.index, ports: portsOf(rule, connection.destination.pod) };
    return { ...placed, score: 10, portOnly: true, facts };
  }
  const misses = (rule.peers ?? []).map((term) => missOf(cluster, term, peer));
  const closest = misses.reduce<Miss | undefined>(
    (best, miss) => (best === undefined || miss.score > best.score ? miss : best),
    undefined,
  );
  const ports = portFits ? {} : { ports: portsOf(rule, connection.destination.pod) };
  const facts = { rule: rule.index, peer: closest?.facts ?? ({ is: 'NAMES_NOBODY' } as const), ...ports };
  return { ...placed, score: (closest?.score ?? 0) + (portFits ? 2 : 0), portOnly: false, facts };
}

interface Miss {
  readonly score: number;
  readonly facts: PeerMiss;
}

/** What keeps a peer from matching. */
function missOf(cluster: Cluster, term: PolicyPeer, { pod, ip }: Party): Miss {
  switch (term.kind) {
    case 'block': {
      const { cidr, except, outside } = term;
      const held = outside === true && ip !== undefined && isInBlock(term, ip);
      const facts = { is: held ? 'BLOCK_OUTSIDE' : 'BLOCK', cidr, except, ...(ip !== undefined && { ip }) } as const;
      if (held) return { score: 6, facts };
      return { score: pod === undefined ? 2 : 0, facts };
    }
    case 'nodes':
      return { score: 1, facts: { is: 'NODES', nodes: term.nodes } };
    case 'entity':
      return { score: 1, facts: { is: 'ENTITY', entity: term.entity, ...(ip !== undefined && { ip }) } };
    case 'services':
      return { score: 1, facts: { is: 'SERVICES', ...(ip !== undefined && { ip }) } };
    case 'side':
      return {
        score: pod === undefined ? 1 : 2,
        facts: { is: 'SIDE', says: term.text, ...(ip !== undefined && { ip }) },
      };
    case 'cidr-group':
    case 'identity':
    case 'nobody':
      return { score: 0, facts: { is: 'MATCHES_NOBODY' } };
    case 'everybody':
      return { score: 0, facts: { is: 'UNREADABLE' } };
    case 'pods':
      return pod === undefined
        ? { score: 0, facts: { is: 'PODS', ...(ip !== undefined && { ip }) } }
        : podMiss(cluster, term, pod);
  }
}

function podMiss(cluster: Cluster, term: Extract<PolicyPeer, { readonly kind: 'pods' }>, pod: PolicyPod): Miss {
  const { namespace } = pod;
  const podFits = term.pods === undefined || matchesSelector(term.pods, pod.labels);
  if (term.namespace !== undefined && term.namespace !== namespace) {
    const facts = { is: 'OWN_NAMESPACE', namespace: term.namespace, podNamespace: namespace } as const;
    return { score: podFits ? 4 : 1, facts };
  }
  const labels = cluster.namespaces.get(namespace) ?? {};
  const namespaceFits = term.namespaces === undefined || matchesSelector(term.namespaces, labels);
  if (namespaceFits) {
    const wanted = term.pods === undefined ? {} : { wanted: term.pods };
    const name = 'name' in pod ? { pod: String(pod.name) } : {};
    return { score: 5, facts: { is: 'POD_LABELS', ...wanted, ...name, labels: pod.labels } };
  }
  const facts = { is: 'NAMESPACE_LABELS', wanted: term.namespaces ?? ANY, namespace, labels } as const;
  return podFits || term.pods === undefined ? { score: 4, facts } : { score: 1, facts: { ...facts, pods: term.pods } };
}

const MAX_PORT = 65_535;
const ANY = { labels: {}, expressions: [] };

/** The ports of a rule, with what their names stand for. */
function portsOf({ ports = [] }: PolicyRule, destination: PolicyPod | undefined): readonly PortMiss[] {
  return ports.map((port): PortMiss => {
    if ('echo' in port) return { protocol: 'ICMP', from: 1, to: MAX_PORT };
    if ('from' in port) return { protocol: port.protocol, from: port.from, to: port.to };
    const stands = portRanges(port, destination).map(({ protocol, from }) => ({ protocol, port: from }));
    return { name: port.name, ...(port.protocol && { protocol: port.protocol }), stands };
  });
}
