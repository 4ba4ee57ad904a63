import type { Cluster, ClusterNode } from '../../../kubernetes/cluster/cluster.ts';
import type { Chain, Match, Rule, Target } from '../../../linux/model/netfilter.ts';
import type { Origin } from '../../../linux/model/origin.ts';
import { hostCidr, type Cidr } from '../../../net/cidr.ts';
import { isLoopbackIp, type IpFamily } from '../../../net/ip.ts';
import { nodePortAddresses } from '../ports/node-port-addresses.ts';
import type { TableRules } from '../../rules/proxy-rules.ts';
import { comment, createRule, jump, KUBE_PROXY, KUBELET } from '../../rules/rule.ts';

const NEW: Match = { type: 'ctstate', states: ['NEW'] };
const LOCALNET = '127.0.0.0/8' as Cidr;
const IPV6_LOOPBACK = '::1/128' as Cidr;

const rule = (matches: readonly Match[], target: Target, origin: Origin = KUBE_PROXY): Rule =>
  createRule(matches, target, origin);

/** The chains that know the mark that says "masquerade this". */
export interface MarkChains {
  readonly markMasq: Chain;
  readonly postrouting: Chain;
  readonly forward: Chain;
}

/**
 * `tcpBeLiberal`: the kernel takes what is outside of a TCP window for valid, so that nothing invalid has to be kept from its
 * sender. // kube-proxy v1.35 iptables/proxier.go conntrackTCPLiberal
 */
export function markChains(mark: number, tcpBeLiberal = false): MarkChains {
  const marked: Match = { type: 'mark', value: mark, mask: mark };
  const markMasq = [rule([], { type: 'MARK', op: 'xset', value: mark, mask: mark })];
  // The mark is cleared so that a packet that comes round again is not masqueraded twice.
  const postrouting = [
    rule([{ ...marked, negate: true }], { type: 'RETURN' }),
    rule([], { type: 'MARK', op: 'xset', value: mark, mask: 0 }),
    rule([comment('kubernetes service traffic requiring SNAT')], { type: 'MASQUERADE', randomFully: true }),
  ];
  const forward = [
    ...(tcpBeLiberal ? [] : [rule([{ type: 'ctstate', states: ['INVALID'] }], { type: 'DROP' })]),
    rule([comment('kubernetes forwarding rules'), marked], { type: 'ACCEPT' }),
    rule([comment('kubernetes forwarding conntrack rule'), { type: 'ctstate', states: ['RELATED', 'ESTABLISHED'] }], {
      type: 'ACCEPT',
    }),
  ];
  return {
    markMasq: { name: 'KUBE-MARK-MASQ', rules: markMasq },
    postrouting: { name: 'KUBE-POSTROUTING', rules: postrouting },
    forward: { name: 'KUBE-FORWARD', rules: forward },
  };
}

/**
 * Keeps what comes from outside away from 127.0.0.0/8, which route_localnet would open.
 * Kubernetes v1.34 pkg/kubelet/kubelet_network_linux.go.
 */
export const KUBE_FIREWALL: Chain = {
  name: 'KUBE-FIREWALL',
  rules: [
    rule(
      [
        { type: 'source', cidr: LOCALNET, negate: true },
        { type: 'destination', cidr: LOCALNET },
        comment('block incoming localnet connections'),
        { type: 'ctstate', states: ['RELATED', 'ESTABLISHED', 'DNAT'], negate: true },
      ],
      { type: 'DROP' },
      KUBELET,
    ),
  ],
};

/** Holds no rule: when it is gone, somebody has flushed the tables. kube-proxy v1.35 iptables/proxier.go kubeProxyCanaryChain. */
export const CANARY: Chain = { name: 'KUBE-PROXY-CANARY', rules: [] };

/** The table of which kube-proxy only watches that nobody flushes it. */
export const WATCHED_TABLE: TableRules = {
  builtIn: {},
  chain: (name) => (name === CANARY.name ? CANARY : undefined),
  chainNames: () => [CANARY.name],
};

const jumpRule = (text: string, chain: string, ...before: readonly Match[]): Rule =>
  rule([...before, comment(text)], jump(chain));
const FIREWALL = jumpRule('kubernetes load balancer firewall', 'KUBE-PROXY-FIREWALL', NEW);
const EXTERNAL = jumpRule('kubernetes externally-visible service portals', 'KUBE-EXTERNAL-SERVICES', NEW);
const SERVICES = jumpRule('kubernetes service portals', 'KUBE-SERVICES', NEW);
export const LOCALNET_JUMP = rule([], jump('KUBE-FIREWALL'), KUBELET);
const NAT_SERVICES = jumpRule('kubernetes service portals', 'KUBE-SERVICES');

/**
 * The rules that lead from the built-in chains to kube-proxy's, in the order they stand on a node: each is put before the
 * ones already there, and the kubelet was first. kube-proxy v1.34 iptables/proxier.go iptablesJumpChains.
 */
export const JUMPS = {
  nat: {
    PREROUTING: [NAT_SERVICES],
    OUTPUT: [NAT_SERVICES],
    POSTROUTING: [jumpRule('kubernetes postrouting rules', 'KUBE-POSTROUTING')],
  },
  filter: {
    INPUT: [FIREWALL, jumpRule('kubernetes health check service ports', 'KUBE-NODEPORTS'), EXTERNAL, LOCALNET_JUMP],
    FORWARD: [FIREWALL, jumpRule('kubernetes forwarding rules', 'KUBE-FORWARD'), SERVICES, EXTERNAL],
    OUTPUT: [FIREWALL, SERVICES, LOCALNET_JUMP],
  },
} as const;

const NODE_PORT_NOTE = comment('kubernetes service nodeports; NOTE: this must be the last rule in this chain');

/** The end of KUBE-SERVICES: which destinations are looked up among the NodePorts. kube-proxy v1.34 util/nodeport_addresses.go. */
export function nodePortJumps(cluster: Cluster, node: ClusterNode, family: IpFamily): readonly Rule[] {
  const { settings } = cluster;
  const target = jump('KUBE-NODEPORTS');
  const addresses = nodePortAddresses(cluster, node, family);
  if (addresses === 'all') {
    const barred = family === 6 ? IPV6_LOOPBACK : settings.localhostNodePorts ? undefined : LOCALNET;
    const except: readonly Match[] = barred === undefined ? [] : [{ type: 'destination', cidr: barred, negate: true }];
    return [rule([...except, NODE_PORT_NOTE, { type: 'addrtype', of: 'destination', is: 'LOCAL' }], target)];
  }
  return addresses
    .filter((ip) => !isLoopbackIp(ip) || (family === 4 && settings.localhostNodePorts))
    .map((ip) => rule([{ type: 'destination', cidr: hostCidr(ip) }, NODE_PORT_NOTE], target));
}

/** What the kubelet writes into the filter table whatever the proxy's mode. Its rule is in IPv4 only. */
export function kubeletRules(family: IpFamily): TableRules {
  const chain: Chain = family === 4 ? KUBE_FIREWALL : { ...KUBE_FIREWALL, rules: [] };
  return {
    builtIn: { INPUT: [LOCALNET_JUMP], OUTPUT: [LOCALNET_JUMP] },
    chain: (name) => (name === chain.name ? chain : undefined),
    chainNames: () => [chain.name],
  };
}
