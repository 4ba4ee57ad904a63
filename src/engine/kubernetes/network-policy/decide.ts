import type { Direction, PlacedRule, Policy, PolicyRule } from './policy.ts';
import type { PolicySet } from './policy-set.ts';
import {
  isSubject,
  matchesPeers,
  matchesPorts,
  type Party,
  type PolicyContext,
  type PolicyPod,
  type Transport,
} from './select.ts';

// The direct evaluation: what the specification says, word by word, for one connection. Everything faster is held to it.

/** A connection as policies see it, after Service translation. */
export interface Connection extends Transport {
  readonly source: Party;
  readonly destination: Party;
}

/** What policies make of one end of a connection. */
export type DirectionDecision =
  /** A rule allowed or denied it. */
  | { readonly by: 'rule'; readonly allowed: boolean; readonly decider: PlacedRule }
  /** NetworkPolicies select the pod and none of their rules allows it. Never empty. */
  | { readonly by: 'isolation'; readonly allowed: false; readonly policies: readonly Policy[] }
  /** No rule says anything, and no NetworkPolicy selects the pod. */
  | { readonly by: 'default'; readonly allowed: true };

export interface Decision {
  readonly allowed: boolean;
  readonly egress: DirectionDecision;
  readonly ingress: DirectionDecision;
}

const OPEN: DirectionDecision = { by: 'default', allowed: true };

/**
 * Whether the policies allow a connection: the source's egress and the destination's ingress must both do. A pod can always
 * reach itself. // https://kubernetes.io/docs/concepts/services-networking/network-policies/, network-policy-api v1alpha2
 */
export function decide(policies: PolicySet, connection: Connection, context: PolicyContext): Decision {
  const { source, destination } = connection;
  if (source.pod !== undefined && source.pod === destination.pod) return { allowed: true, egress: OPEN, ingress: OPEN };
  const egress = decideDirection(policies, connection, 'egress', context);
  const ingress = decideDirection(policies, connection, 'ingress', context);
  return { allowed: egress.allowed && ingress.allowed, egress, ingress };
}

export function decideDirection(
  policies: PolicySet,
  connection: Connection,
  direction: Direction,
  context: PolicyContext,
): DirectionDecision {
  const [own, peer] =
    direction === 'ingress' ? [connection.destination, connection.source] : [connection.source, connection.destination];
  const { pod } = own;
  if (pod === undefined || pod.hostNetwork) return OPEN;
  const find = (list: readonly Policy[]): PlacedRule | undefined => {
    for (const policy of list) {
      const rules = policy[direction];
      if (rules === undefined || !isSubject(policy, pod, context)) continue;
      const rule = rules.find((each) => matchesRule(each, peer, connection, context));
      if (rule !== undefined) return { policy, direction, rule };
    }
    return undefined;
  };
  const first = find(policies.admin);
  if (first !== undefined && first.rule.action !== 'Pass') return decidedBy(first);
  const isolating = selecting(policies, pod, direction, context);
  if (isolating.length > 0) {
    const allowing = find(isolating);
    return allowing === undefined ? { by: 'isolation', allowed: false, policies: isolating } : decidedBy(allowing);
  }
  const last = find(policies.baseline);
  return last === undefined || last.rule.action === 'Pass' ? OPEN : decidedBy(last);
}

const decidedBy = (decider: PlacedRule): DirectionDecision => ({
  by: 'rule',
  allowed: decider.rule.action === 'Allow',
  decider,
});

function matchesRule(rule: PolicyRule, peer: Party, connection: Connection, context: PolicyContext): boolean {
  return matchesPeers(rule, peer, context) && matchesPorts(rule, connection, connection.destination.pod);
}

/** The NetworkPolicies that isolate a pod in a direction. */
export function selecting(
  policies: PolicySet,
  pod: PolicyPod,
  direction: Direction,
  context: PolicyContext,
): readonly Policy[] {
  return policies
    .inNamespace(pod.namespace)
    .filter((policy) => policy[direction] !== undefined && isSubject(policy, pod, context));
}
