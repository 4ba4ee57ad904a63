import type { Cluster, ClusterNode, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Direction, Policy } from '../../kubernetes/network-policy/policy.ts';
import { policiesOf } from '../../kubernetes/network-policy/policy-set.ts';
import type { Chain, Match, NamedSet, Rule } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { hostCidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import { isPlugged } from '../cni/wiring/bridge.ts';
import { createIndexedChain } from '../rules/indexed-chain.ts';
import { comment, createRule, jump } from '../rules/rule.ts';
import type { TableRules } from '../rules/proxy-rules.ts';
import { once } from '../rules/once.ts';
import type { PolicyProgram } from './policy-program.ts';
import { virtualAddressRules } from './input-chain.ts';
import { DISPATCH, INPUT_DISPATCH, podChainName, policyChainName, PROGRAM } from './names.ts';
import { ACCEPTED_CHAIN, createPodChain, planPod, type PodPlan } from './pod-chain.ts';
import { createPolicyChain, type PolicyChain } from './policy-chain.ts';

// Simplification: policies are written as kube-router writes them, whatever the CNI and the proxy mode; CNIs that send packets past the stack ask the same rules at the pod's device.

/**
 * Writes the policies into the filter table of every node: egress where the source pod runs, ingress where the destination
 * pod runs, after the Service's address has been translated. A node's chains are made when a packet meets them, a policy's
 * once for all nodes.
 */
export function createPolicyProgram(cluster: Cluster): PolicyProgram {
  const chains = { 4: createPolicyChains(cluster, 4), 6: createPolicyChains(cluster, 6) };
  return {
    rules: (node, family) => nodeRules({ cluster, node, family, policies: chains[family] }),
  };
}

interface PolicyChains {
  readonly of: (policy: Policy, direction: Direction) => PolicyChain;
  /** The set of a chain that was made before, as it is when a rule asks for it. */
  readonly set: (name: string) => NamedSet | undefined;
}

function createPolicyChains(cluster: Cluster, family: IpFamily): PolicyChains {
  const made = new Map<string, PolicyChain>();
  const sets = new Map<string, NamedSet>();
  return {
    of: (policy, direction) => {
      const name = policyChainName(policy, direction);
      let found = made.get(name);
      if (found === undefined) {
        found = createPolicyChain({ cluster, family }, policy, direction);
        made.set(name, found);
        for (const [set, members] of found.sets) sets.set(set, members);
      }
      return found;
    },
    set: (name) => sets.get(name),
  };
}

interface NodeScope {
  readonly cluster: Cluster;
  readonly node: ClusterNode;
  readonly family: IpFamily;
  readonly policies: PolicyChains;
}

const toDispatch = (chain: string): Rule => createRule([comment('network policies')], jump(chain), PROGRAM);

function nodeRules(scope: NodeScope): TableRules {
  const { cluster, family, policies } = scope;
  const virtual = virtualAddressRules(cluster, family);
  const plans = once(() => planNode(scope));
  const fixed = once((): readonly Chain[] => [
    createIndexedChain(DISPATCH, dispatchRules(plans(), family)),
    ACCEPTED_CHAIN,
    ...(virtual.length === 0 ? [] : [{ name: INPUT_DISPATCH, rules: [...virtual, toDispatch(DISPATCH)] }]),
  ]);
  const named = once(() => {
    const makers = new Map<string, () => Chain>(fixed().map((chain) => [chain.name, () => chain]));
    for (const { plan, ips } of plans()) {
      makers.set(
        podChainName(plan.pod, plan.direction),
        once(() => createPodChain(plan, ips)),
      );
      for (const policy of plan.tiers.flatMap((tier) => tier.policies)) {
        makers.set(policyChainName(policy, plan.direction), () => policies.of(policy, plan.direction).chain);
      }
    }
    return makers;
  });
  return {
    builtIn: {
      INPUT: [toDispatch(virtual.length === 0 ? DISPATCH : INPUT_DISPATCH)],
      FORWARD: [toDispatch(DISPATCH)],
      OUTPUT: [toDispatch(DISPATCH)],
    },
    chain: (name) => named().get(name)?.(),
    chainNames: () => [...named().keys()],
    set: policies.set,
  };
}

interface PlacedPlan {
  readonly plan: PodPlan;
  /** The pod's addresses of the family. */
  readonly ips: readonly Ip[];
}

function planNode({ cluster, node, family }: NodeScope): readonly PlacedPlan[] {
  const policies = policiesOf(cluster);
  return cluster
    .podsOn(node.name)
    .filter(isPlugged)
    .flatMap((pod) => {
      const ips = pod.ips.filter((ip) => ipFamily(ip) === family);
      if (ips.length === 0) return [];
      return (['egress', 'ingress'] as const).flatMap((direction) => {
        const plan = planPod(cluster, policies, pod, direction);
        return plan === undefined ? [] : [{ plan, ips }];
      });
    });
}

/**
 * Answers pass, then what a pod sends is judged, then what one receives. Neighbour discovery, which IPv6 cannot do without,
 * is UNTRACKED (Linux v6.12 net/netfilter/nf_conntrack_proto_icmpv6.c).
 */
function dispatchRules(plans: readonly PlacedPlan[], family: IpFamily): readonly Rule[] {
  const rules = (direction: Direction): readonly Rule[] =>
    plans
      .filter(({ plan }) => plan.direction === direction)
      .flatMap(({ plan, ips }) =>
        ips.map((ip) =>
          createRule([endMatch(ip, direction)], jump(podChainName(plan.pod, direction)), podOrigin(plan.pod)),
        ),
      );
  const answers = createRule(
    [
      comment('answers'),
      { type: 'ctstate', states: family === 6 ? ['RELATED', 'ESTABLISHED', 'UNTRACKED'] : ['RELATED', 'ESTABLISHED'] },
    ],
    { type: 'RETURN' },
    PROGRAM,
  );
  return [answers, ...rules('egress'), ...rules('ingress')];
}

const endMatch = (ip: Ip, direction: Direction): Match => ({
  type: direction === 'egress' ? 'source' : 'destination',
  cidr: hostCidr(ip),
});

const podOrigin = ({ namespace, name }: ClusterPod): Origin => ({
  ...PROGRAM,
  subject: { kind: 'Pod', namespace, name },
});
