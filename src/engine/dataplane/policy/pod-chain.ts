import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { type Direction, placeOf, type Policy } from '../../kubernetes/network-policy/policy.ts';
import type { PolicySet } from '../../kubernetes/network-policy/policy-set.ts';
import { isSubject } from '../../kubernetes/network-policy/select.ts';
import type { Chain, Match, Rule } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { hostCidr } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import { comment, createRule, jump } from '../rules/rule.ts';
import {
  ACCEPT_MARK,
  ACCEPTED,
  carries,
  DECIDED,
  MARKS,
  originOf,
  PASS_MARK,
  podChainName,
  policyChainName,
  PROGRAM,
  UNDECIDED,
} from './names.ts';

/** The policies that have something to say about one direction of one pod, by tier; those after one that isolates and passes nothing on are never asked. */
export interface PodPlan {
  readonly pod: ClusterPod;
  readonly direction: Direction;
  readonly tiers: readonly PlannedTier[];
}

interface PlannedTier {
  /** Never empty. */
  readonly policies: readonly Policy[];
  /** Those that isolate; not empty: what none of the tier's policies allows is dropped. */
  readonly isolating: readonly Policy[];
}

/** undefined: no policy concerns the pod in this direction. */
export function planPod(
  cluster: Cluster,
  { tiers }: PolicySet,
  pod: ClusterPod,
  direction: Direction,
): PodPlan | undefined {
  const planned: PlannedTier[] = [];
  for (const tier of tiers) {
    const policies = tier
      .of(pod.namespace)
      .filter((policy) => policy[direction] !== undefined && isSubject(policy, pod, cluster));
    if (policies.length === 0) continue;
    const isolating = policies.filter(({ isolates }) => isolates.includes(direction));
    planned.push({ policies, isolating });
    if (isolating.length > 0 && !policies.some((policy) => mayPass(policy, direction))) break;
  }
  return planned.length === 0 ? undefined : { pod, direction, tiers: planned };
}

/**
 * What a pod may receive or send: the cluster's policies first, then its own, then the baseline. The node itself may always
 * reach its pods (the kubelet's probes), and a pod itself.
 * Simplification: a rule of Cilium that denies the entity host at ingress does not keep a node from its own pods.
 */
export function createPodChain(plan: PodPlan, ips: readonly Ip[]): Chain {
  const { pod, direction, tiers } = plan;
  const origin: Origin = { ...PROGRAM, subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name } };
  const node: Match = { type: 'addrtype', of: 'source', is: 'LOCAL' };
  const fromNode =
    direction === 'ingress' ? [createRule([node, comment('the node of the pod')], { type: 'RETURN' }, origin)] : [];
  const itself = ips.map((ip) => {
    const match: Match = { type: direction === 'ingress' ? 'source' : 'destination', cidr: hostCidr(ip) };
    return createRule([match, comment('the pod itself')], { type: 'RETURN' }, origin);
  });
  return {
    name: podChainName(pod, direction),
    rules: [
      ...fromNode,
      ...itself,
      ...tiers.flatMap((tier, index) => tierRules(plan, tier, origin, tiers[index - 1])),
      ...(isOpen(tiers.at(-1), direction) ? [accept([], origin)] : []),
    ],
  };
}

/** What comes out of it is not decided. */
const isOpen = (tier: PlannedTier | undefined, direction: Direction): boolean =>
  tier !== undefined && (tier.isolating.length === 0 || tier.policies.some((policy) => mayPass(policy, direction)));

/** A jump to each policy's chain; from the second on only for what is not decided yet. */
function asking(policies: readonly Policy[], direction: Direction, undecided: readonly Match[]): readonly Rule[] {
  return policies.map((policy, index) =>
    createRule(index === 0 ? [] : undecided, jump(policyChainName(policy, direction)), originOf(policy)),
  );
}

const accept = (matches: readonly Match[], origin: Origin): Rule =>
  createRule(matches, { type: 'GOTO', chain: ACCEPTED }, origin);

/** What the tier allows is accepted; what it does not is dropped where it isolates, and else left to what comes next. */
function tierRules(
  { direction }: PodPlan,
  { policies, isolating }: PlannedTier,
  origin: Origin,
  before: PlannedTier | undefined,
): readonly Rule[] {
  const [first] = isolating;
  const forget = createRule([], { type: 'MARK', op: 'xset', value: 0, mask: PASS_MARK }, origin);
  const asked = [
    ...(before?.policies.some((policy) => mayPass(policy, direction)) === true ? [forget] : []),
    ...asking(policies, direction, [UNDECIDED]),
    ...(policies.some((policy) => mayAllow(policy, direction)) || first !== undefined
      ? [accept([carries(ACCEPT_MARK)], origin)]
      : []),
  ];
  if (first === undefined) return asked;
  // Of several none has dropped it: all were asked, and none allows it. The rule is the pod's.
  const denying =
    isolating.length > 1 ? { ...origin, path: ['spec', direction] } : originOf(first, ...placeOf(first, direction));
  const left = policies.some((policy) => mayPass(policy, direction)) ? [UNDECIDED] : [];
  const note = comment('selected by NetworkPolicies, allowed by none');
  return [...asked, createRule([...left, note], { type: 'DROP' }, denying)];
}

const mayAllow = (policy: Policy, direction: Direction): boolean =>
  policy[direction]?.some(({ action }) => action === 'Allow') === true;

const mayPass = (policy: Policy, direction: Direction): boolean =>
  policy[direction]?.some(({ action }) => action === 'Pass') === true;

/** The marks have done their work; the packet goes on to the rules after the policies. */
export const ACCEPTED_CHAIN: Chain = {
  name: ACCEPTED,
  rules: [createRule([DECIDED], { type: 'MARK', op: 'xset', value: 0, mask: MARKS }, PROGRAM)],
};
