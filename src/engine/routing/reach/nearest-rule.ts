import type { Cluster } from '../../kubernetes/model/cluster.ts';
import type { PlacedRule, Policy, PolicyPeer, PolicyPort, PolicyRule } from '../../kubernetes/network-policy/policy.ts';
import {
  matchesPeers,
  matchesPorts,
  type Party,
  type PolicyPod,
  portRanges,
} from '../../kubernetes/network-policy/select.ts';
import { formatSelector, matchesSelector } from '../../kubernetes/matching/label-selector.ts';
import type { Labels } from '../../kubernetes/model/specs.ts';
import type { Denial } from './denial.ts';

/** The rule that came nearest to allowing a connection. */
export interface NearestRule extends PlacedRule {
  /** What of it does not fit, in a sentence. */
  readonly why: string;
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
  const { rule, direction } = placed;
  const label = `${direction === 'ingress' ? 'Ingress' : 'Egress'} rule ${rule.index + 1}`;
  const portFits = matchesPorts(rule, connection, connection.destination.pod);
  if (matchesPeers(rule, peer, cluster)) {
    const why = `${label} allows it, but only ${formatPorts(rule, connection.destination.pod)}.`;
    return { ...placed, score: 10, portOnly: true, why };
  }
  const misses = (rule.peers ?? []).map((term) => missOf(cluster, term, peer));
  const closest = misses.reduce<Miss | undefined>(
    (best, miss) => (best === undefined || miss.score > best.score ? miss : best),
    undefined,
  );
  const port = portFits ? '' : ` It also allows only ${formatPorts(rule, connection.destination.pod)}.`;
  const why = `${label} ${closest?.text ?? 'names nobody'}.${port}`;
  return { ...placed, score: (closest?.score ?? 0) + (portFits ? 2 : 0), portOnly: false, why };
}

interface Miss {
  readonly score: number;
  readonly text: string;
}

/** What keeps a peer from matching. */
function missOf(cluster: Cluster, term: PolicyPeer, { pod, ip }: Party): Miss {
  switch (term.kind) {
    case 'block': {
      const except = term.except.length === 0 ? '' : ` except ${term.except.join(', ')}`;
      return {
        score: pod === undefined ? 2 : 0,
        text: `names ${term.cidr}${except}, which does not hold ${ip ?? 'the address'}`,
      };
    }
    case 'nodes':
      return { score: 1, text: `names nodes with ${formatSelector(term.nodes)}` };
    case 'nobody':
      return { score: 0, text: 'has a peer that matches nobody' };
    case 'everybody':
      return { score: 0, text: 'has a peer that cannot be read' };
    case 'pods':
      return pod === undefined
        ? { score: 0, text: `names pods, and ${ip ?? 'this address'} is none` }
        : podMiss(cluster, term, pod);
  }
}

function podMiss(cluster: Cluster, term: Extract<PolicyPeer, { readonly kind: 'pods' }>, pod: PolicyPod): Miss {
  const { namespace } = pod;
  const podFits = term.pods === undefined || matchesSelector(term.pods, pod.labels);
  if (term.namespace !== undefined && term.namespace !== namespace) {
    const text = `means pods of its own namespace ${term.namespace}, as it has no namespaceSelector; the pod is in ${namespace}`;
    return { score: podFits ? 4 : 1, text };
  }
  const labels = cluster.namespaces.get(namespace) ?? {};
  const namespaceFits = term.namespaces === undefined || matchesSelector(term.namespaces, labels);
  const wanted = term.pods === undefined ? '' : formatSelector(term.pods);
  const lacking = `${podLabel(pod)} has ${formatLabels(pod.labels)}`;
  if (namespaceFits) return { score: 5, text: `wants pods with ${wanted}; ${lacking}` };
  const text = `wants namespaces with ${formatSelector(term.namespaces ?? { labels: {}, expressions: [] })}; ${namespace} has ${formatLabels(labels)}`;
  return podFits ? { score: 4, text } : { score: 1, text: `${text}. It also wants pods with ${wanted}` };
}

const podLabel = (pod: PolicyPod): string => ('name' in pod ? String(pod.name) : 'the pod');

function formatLabels(labels: Labels): string {
  const list = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return list.length === 0 ? 'no labels' : list.join(', ');
}

/** "on TCP 80, UDP 53", with what the names stand for. */
function formatPorts({ ports = [] }: PolicyRule, destination: PolicyPod | undefined): string {
  return ports.length === 0
    ? 'on no port at all'
    : `on ${ports.map((port) => formatPort(port, destination)).join(', ')}`;
}

function formatPort(port: PolicyPort, destination: PolicyPod | undefined): string {
  if ('from' in port) {
    const { protocol, from, to } = port;
    return from === 1 && to === 65_535 ? protocol : `${protocol} ${from === to ? from : `${from}–${to}`}`;
  }
  const stands = portRanges(port, destination).map(({ protocol, from }) => `${protocol} ${from}`);
  return `${port.protocol ?? ''} port ${port.name} (${stands.length === 0 ? 'which the pod does not have' : stands.join(', ')})`.trim();
}
