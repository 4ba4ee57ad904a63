import {
  INBOUND_PORT,
  type Interception,
  OUTBOUND_PORT,
  PROXY_USER,
  TUNNEL_PORT,
} from '../../kubernetes/mesh/interception.ts';
import type { Chain, Match, Rule, Target } from '../../linux/model/netfilter.ts';
import type { Ruleset } from '../../linux/namespace/namespace.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { cidrParts, hostCidr, type Cidr } from '../../net/cidr.ts';
import { createIp, type Ip, type IpFamily, type Port } from '../../net/ip.ts';
import { createIptablesRuleset, NO_NODE_RULES } from '../rules/iptables-tables.ts';
import { createRule, jump } from '../rules/rule.ts';

/** From which the proxy connects to the container beside it: by it those connections are known. */
export const INSIDE: Readonly<Record<IpFamily, Ip>> = { 4: createIp('127.0.0.6'), 6: createIp('::6') };
const LOCALHOST: Readonly<Record<IpFamily, Ip>> = { 4: createIp('127.0.0.1'), 6: createIp('::1') };

const RETURN: Target = { type: 'RETURN' };
const TCP: Match = { type: 'protocol', protocol: 'TCP' };
const OUT_BY_LO: Match = { type: 'outInterface', name: 'lo' };

const to = (port: Port): readonly Match[] => [TCP, { type: 'dport', from: port, to: port }];
const inRange = (cidr: Cidr): Match => ({ type: 'destination', cidr });

/**
 * The rules that istio-init, or the CNI plugin of Istio, writes into a pod's namespace in the mode REDIRECT, all in the table nat.
 * // istio v1.28 tools/istio-iptables/pkg/capture/run.go
 * Simplification: queries are not taken (ISTIO_META_DNS_CAPTURE), and virtual machines behind interfaces of a pod are not known (-k).
 */
export function istioRuleset(asked: Interception, family: IpFamily, origin: Origin): Ruleset {
  const rule = (matches: readonly Match[], target: Target): Rule => createRule(matches, target, origin);
  const chains: readonly Chain[] = [
    { name: 'ISTIO_INBOUND', rules: inbound(asked, rule) },
    { name: 'ISTIO_IN_REDIRECT', rules: [rule([TCP], { type: 'REDIRECT', port: INBOUND_PORT })] },
    { name: 'ISTIO_OUTPUT', rules: outbound(asked, family, rule) },
    { name: 'ISTIO_REDIRECT', rules: [rule([TCP], { type: 'REDIRECT', port: OUTBOUND_PORT })] },
  ];
  const excluded = asked.interfacesExcluded;
  const takesInbound = asked.inboundPorts === '*' || asked.inboundPorts.length > 0;
  return createIptablesRuleset(family, [
    {
      ...NO_NODE_RULES,
      nat: {
        builtIn: {
          PREROUTING: [
            ...excluded.map((name) => rule([{ type: 'inInterface', name }], RETURN)),
            ...(takesInbound ? [rule([TCP], jump('ISTIO_INBOUND'))] : []),
          ],
          OUTPUT: [
            ...excluded.map((name) => rule([{ type: 'outInterface', name }], RETURN)),
            rule([], jump('ISTIO_OUTPUT')),
          ],
        },
        chain: (name) => chains.find((each) => each.name === name),
        chainNames: () => chains.map(({ name }) => name),
      },
    },
  ]);
}

type Make = (matches: readonly Match[], target: Target) => Rule;

function inbound({ inboundPorts, inboundPortsExcluded }: Interception, rule: Make): readonly Rule[] {
  const taken = jump('ISTIO_IN_REDIRECT');
  const tunnel = rule(to(TUNNEL_PORT), RETURN);
  if (inboundPorts !== '*') return [tunnel, ...inboundPorts.map((port) => rule(to(port), taken))];
  return [tunnel, ...inboundPortsExcluded.map((port) => rule(to(port), RETURN)), rule([TCP], taken)];
}

function outbound(asked: Interception, family: IpFamily, rule: Make): readonly Rule[] {
  const here = hostCidr(LOCALHOST[family]);
  const ofFamily = (ranges: readonly Cidr[]) => ranges.filter((cidr) => cidrParts(cidr).family === family);
  const { outboundRanges } = asked;
  const loopsBack = outboundRanges !== '*' && outboundRanges.some((cidr) => /^(127\.|::1\/)/.test(cidr));
  const byOwner = (of: 'uid' | 'gid'): readonly Rule[] => {
    const own: Match = { type: 'owner', of, id: PROXY_USER };
    const others: Match = { ...own, negate: true };
    const toSelf: readonly Match[] = [
      { type: 'destination', cidr: here, negate: true },
      OUT_BY_LO,
      TCP,
      { type: 'dport', from: TUNNEL_PORT, to: TUNNEL_PORT, negate: true },
      own,
    ];
    return [
      // What the pod calls by the name of its own Service, and its proxy sends back to the pod.
      rule(toSelf, jump('ISTIO_IN_REDIRECT')),
      ...(loopsBack ? [] : [rule([OUT_BY_LO, others], RETURN)]),
      rule([own], RETURN),
    ];
  };
  return [
    ...asked.outboundPortsExcluded.flatMap((port) => [
      rule(to(port), RETURN),
      rule(
        [
          { type: 'protocol', protocol: 'UDP' },
          { type: 'dport', from: port, to: port },
        ],
        RETURN,
      ),
    ]),
    rule([{ type: 'source', cidr: hostCidr(INSIDE[family]) }, OUT_BY_LO], RETURN),
    ...byOwner('uid'),
    ...byOwner('gid'),
    rule([inRange(here)], RETURN),
    ...ofFamily(asked.outboundRangesExcluded).map((cidr) => rule([inRange(cidr)], RETURN)),
    ...asked.outboundPorts.map((port) => rule(to(port), jump('ISTIO_REDIRECT'))),
    ...(outboundRanges === '*'
      ? [rule([], jump('ISTIO_REDIRECT'))]
      : ofFamily(outboundRanges).map((cidr) => rule([inRange(cidr)], jump('ISTIO_REDIRECT')))),
  ];
}
