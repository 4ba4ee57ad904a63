import type { PodPlace } from '../../../kubernetes/cluster/cluster.ts';
import type { Chain, Match, Rule } from '../../../linux/model/netfilter.ts';
import type { Origin } from '../../../linux/model/origin.ts';
import { cidrParts, hostCidr, type Cidr } from '../../../net/cidr.ts';
import { ipFamily, type IpFamily } from '../../../net/ip.ts';
import type { StrayAddress } from './stray-addresses.ts';
import type { CniAsk } from './cni-program.ts';
import { comment, createRule, jump } from '../../rules/rule.ts';
import type { TableRules } from '../../rules/proxy-rules.ts';

const CHAIN = 'IP-MASQ-AGENT';
const MASQUERADE: Origin = { program: 'masquerade' };
const NOT_LOCAL: Match = { type: 'addrtype', of: 'destination', is: 'LOCAL', negate: true };

/**
 * What local pods send out of the cluster gets the node's address. One rule per local pod address leads to a chain (CNI
 * bridge plugin ipMasq, containernetworking/plugins pkg/ip/ipmasq_linux.go) that spares pod addresses and masquerades the
 * rest (kubernetes-sigs/ip-masq-agent README, nonMasqueradeCIDRs = the pod CIDRs).
 * Simplification: egress gateways (Cilium's CiliumEgressGatewayPolicy, the EgressIP of OVN-Kubernetes) are not modelled.
 * Simplification: node addresses are no exception, so a pod that calls another node is seen as its own node.
 */
export function masqueradeRules(
  ask: CniAsk,
  pods: readonly PodPlace[],
  strays: readonly StrayAddress[],
  family: IpFamily,
): TableRules {
  const destinations: readonly Cidr[] = [
    ...ask.podCIDRs.filter((cidr) => cidrParts(cidr).family === family),
    ...strays.filter(({ ip }) => ipFamily(ip) === family).map(({ ip }) => hostCidr(ip)),
  ];
  const chain: Chain = {
    name: CHAIN,
    rules: [
      ...destinations.map((cidr) =>
        createRule(
          [{ type: 'destination', cidr }, comment('ip-masq-agent: local traffic is not subject to MASQUERADE')],
          { type: 'RETURN' },
          MASQUERADE,
        ),
      ),
      createRule(
        [comment('ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)')],
        { type: 'MASQUERADE' },
        MASQUERADE,
      ),
    ],
  };
  const fromPods: readonly Rule[] = pods.flatMap((pod) => {
    const origin: Origin = { ...MASQUERADE, subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name } };
    return pod.ips
      .filter((ip) => ipFamily(ip) === family)
      .map((ip) => createRule([{ type: 'source', cidr: hostCidr(ip) }, NOT_LOCAL], jump(CHAIN), origin));
  });
  return {
    builtIn: { POSTROUTING: fromPods },
    chain: (name) => (name === CHAIN && fromPods.length > 0 ? chain : undefined),
    chainNames: () => (fromPods.length > 0 ? [CHAIN] : []),
  };
}
