import type { Direction, PlacedRule, Policy, PolicyRule } from './policy.ts';
import type { PolicySet } from './policy-set.ts';
import {
  isOnSide,
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
  /** Whether both ends are on one node; absent: not known, and a node counts as the pod's own and as another. */
  readonly sameNode?: boolean;
}

/** What policies make of one end of a connection. */
export type DirectionDecision =
  /** A rule allowed or denied it. */
  | { readonly by: 'rule'; readonly allowed: boolean; readonly decider: PlacedRule }
  /** Policies of a tier isolate the pod and none of their rules allows it. Never empty. */
  | { readonly by: 'isolation'; readonly allowed: false; readonly policies: readonly Policy[] }
  /** No rule says anything, and no policy isolates the pod. */
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
  const [end, peer] =
    direction === 'ingress' ? [connection.destination, connection.source] : [connection.source, connection.destination];
  const { pod } = end;
  if (pod === undefined || pod.hostNetwork) return OPEN;
  for (const tier of policies.tiers) {
    const own = tier.of(pod.namespace).filter((each) => each[direction] !== undefined && isSubject(each, pod, context));
    const found = firstRule(own, direction, (rule) => matchesRule(rule, { end, peer, connection, context }));
    if (found !== undefined && found.rule.action !== 'Pass') return decidedBy(found);
    const isolating = found === undefined ? own.filter(({ isolates }) => isolates.includes(direction)) : [];
    if (isolating.length > 0) return { by: 'isolation', allowed: false, policies: isolating };
  }
  return OPEN;
}

function firstRule(
  policies: readonly Policy[],
  direction: Direction,
  matches: (rule: PolicyRule) => boolean,
): PlacedRule | undefined {
  for (const policy of policies) {
    const rule = policy[direction]?.find(matches);
    if (rule !== undefined) return { policy, direction, rule };
  }
  return undefined;
}

const decidedBy = (decider: PlacedRule): DirectionDecision => ({
  by: 'rule',
  allowed: decider.rule.action === 'Allow',
  decider,
});

interface Asked {
  /** The one that has the policies. */
  readonly end: Party;
  readonly peer: Party;
  readonly connection: Connection;
  readonly context: PolicyContext;
}

function matchesRule(rule: PolicyRule, { end, peer, connection, context }: Asked): boolean {
  return (
    (rule.own === undefined || isOnSide(rule.own, end, context)) &&
    matchesPeers(rule, peer, context, connection.sameNode) &&
    matchesPorts(rule, connection, connection.destination.pod)
  );
}

/** The policies that isolate a pod in a direction, in the order in which they are asked. */
export function selecting(
  policies: PolicySet,
  pod: PolicyPod,
  direction: Direction,
  context: PolicyContext,
): readonly Policy[] {
  return policies.tiers
    .flatMap((tier) => tier.of(pod.namespace).filter(({ isolates }) => isolates.includes(direction)))
    .filter((policy) => isSubject(policy, pod, context));
}
