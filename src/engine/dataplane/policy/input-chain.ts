import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { NODE_PORTS } from '../../kubernetes/services/node-ports.ts';
import type { Match, Rule } from '../../linux/model/netfilter.ts';
import { cidrParts, hostCidr } from '../../net/cidr.ts';
import { ipFamily, type IpFamily } from '../../net/ip.ts';
import { comment, createRule } from '../rules/rule.ts';
import { PROGRAM } from './names.ts';

/**
 * IPVS takes packets for a Service out of INPUT and sends them on through OUTPUT, where their destination is known: INPUT must
 * let them pass. Empty in the other proxy modes. // kube-router pkg/controllers/netpol ensureTopLevelChains
 */
export function virtualAddressRules({ settings, services }: Cluster, family: IpFamily): readonly Rule[] {
  if (settings.proxyMode !== 'ipvs') return [];
  const outside = services.flatMap(({ externalIPs, loadBalancerIPs }) => [
    ...externalIPs,
    ...loadBalancerIPs.map(({ ip }) => ip),
  ]);
  const pass = (matches: readonly Match[], text: string): Rule =>
    createRule([...matches, comment(text)], { type: 'RETURN' }, PROGRAM);
  const local: Match = { type: 'addrtype', of: 'destination', is: 'LOCAL' };
  return [
    ...settings.serviceCIDRs
      .filter((cidr) => cidrParts(cidr).family === family)
      .map((cidr) => pass([{ type: 'destination', cidr }], 'on the way to a Service')),
    ...[...new Set(outside)]
      .filter((ip) => ipFamily(ip) === family)
      .map((ip) => pass([{ type: 'destination', cidr: hostCidr(ip) }], 'on the way to a Service')),
    ...(['TCP', 'UDP', 'SCTP'] as const).map((protocol) =>
      pass([{ type: 'protocol', protocol }, { type: 'dport', ...NODE_PORTS }, local], 'on the way to a node port'),
    ),
  ];
}
