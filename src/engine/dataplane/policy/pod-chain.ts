import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { selecting } from '../../kubernetes/network-policy/decide.ts';
import type { Direction, Policy } from '../../kubernetes/network-policy/policy.ts';
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
  NOT_ACCEPTED,
  originOf,
  PASS_MARK,
  podChainName,
  policyChainName,
  PROGRAM,
  UNDECIDED,
} from './names.ts';

/** The policies that have something to say about one direction of one pod. */
export interface PodPlan {
  readonly pod: ClusterPod;
  readonly direction: Direction;
  readonly admin: readonly Policy[];
  /** NetworkPolicies that select the pod; not empty: what none of them allows is dropped. */
  readonly isolating: readonly Policy[];
  readonly baseline: readonly Policy[];
}

/** undefined: no policy concerns the pod in this direction. */
export function planPod(
  cluster: Cluster,
  policies: PolicySet,
  pod: ClusterPod,
  direction: Direction,
): PodPlan | undefined {
  const concerning = (list: readonly Policy[]): readonly Policy[] =>
    list.filter((policy) => policy[direction] !== undefined && isSubject(policy, pod, cluster));
  const admin = concerning(policies.admin);
  const isolating = selecting(policies, pod, direction, cluster);
  // Where NetworkPolicies decide, the baseline is never asked.
  const baseline = isolating.length > 0 ? [] : concerning(policies.baseline);
  if (admin.length + isolating.length + baseline.length === 0) return undefined;
  return { pod, direction, admin, isolating, baseline };
}

/**
 * What a pod may receive or send: the cluster's policies first, then its own, then the baseline. The node itself may always
 * reach its pods (the kubelet's probes), and a pod itself.
 */
export function createPodChain(plan: PodPlan, ips: readonly Ip[]): Chain {
  const { pod, direction, admin, isolating } = plan;
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
      ...asking(admin, direction, [UNDECIDED]),
      ...(admin.length === 0 ? [] : [accept([carries(ACCEPT_MARK)], origin)]),
      ...(isolating.length === 0 ? openEnd(plan, origin) : closedEnd(plan, origin)),
    ],
  };
}

/** A jump to each policy's chain; from the second on only for what is not decided yet. */
function asking(policies: readonly Policy[], direction: Direction, undecided: readonly Match[]): readonly Rule[] {
  return policies.map((policy, index) =>
    createRule(index === 0 ? [] : undecided, jump(policyChainName(policy, direction)), originOf(policy)),
  );
}

const accept = (matches: readonly Match[], origin: Origin): Rule =>
  createRule(matches, { type: 'GOTO', chain: ACCEPTED }, origin);

function closedEnd({ isolating, direction }: PodPlan, origin: Origin): readonly Rule[] {
  const [first] = isolating;
  // Of several none has dropped it: all were asked, and none allows it. The rule is the pod's.
  const denying =
    first === undefined || isolating.length > 1
      ? { ...origin, path: ['spec', direction] }
      : originOf(first, 'spec', direction);
  return [
    ...asking(isolating, direction, [NOT_ACCEPTED]),
    accept([carries(ACCEPT_MARK)], origin),
    createRule([comment('selected by NetworkPolicies, allowed by none')], { type: 'DROP' }, denying),
  ];
}

function openEnd({ admin, baseline, direction }: PodPlan, origin: Origin): readonly Rule[] {
  const forget = createRule([], { type: 'MARK', op: 'xset', value: 0, mask: PASS_MARK }, origin);
  const rules = asking(baseline, direction, [UNDECIDED]);
  return [...(admin.length > 0 && baseline.length > 0 ? [forget] : []), ...rules, accept([], origin)];
}

/** The marks have done their work; the packet goes on to the rules after the policies. */
export const ACCEPTED_CHAIN: Chain = {
  name: ACCEPTED,
  rules: [createRule([DECIDED], { type: 'MARK', op: 'xset', value: 0, mask: MARKS }, PROGRAM)],
};
