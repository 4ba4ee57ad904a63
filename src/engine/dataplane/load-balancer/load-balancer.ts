import type { Cluster } from '../../kubernetes/cluster.ts';
import type { NetworkNamespace, Route } from '../../linux/namespace.ts';
import type { Chain, Match, Rule, Ruleset } from '../../linux/netfilter.ts';
import type { Origin } from '../../linux/origin.ts';
import { ANY_IPV4, ANY_IPV6, hostCidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import { createIptablesRuleset } from '../iptables-tables.ts';
import { createRule } from '../kube-proxy/iptables/rule.ts';
import { once } from '../once.ts';
import { INTERNET, LOAD_BALANCER } from '../namespace-names.ts';
import { createEthernet, createHost, createHostAddress, createRoute, FAMILIES } from '../topology/host.ts';
import { LOAD_BALANCER_MAC, NODE_SEGMENT, type NodeSegment } from '../topology/node-segment.ts';
import { INTERNET_SEGMENT, transitIP, transitMac, transitMacOf } from '../topology/transit.ts';
import { frontends, type Frontend } from './load-balanced-service.ts';

const LOAD_BALANCING: Origin = { program: 'load-balancer' };
/** On packets of connections that the load balancer makes anew. */
const PROXY_MARK = 0x1;

/**
 * A load balancer in front of the nodes. ipMode VIP: packets go to one of the nodes as they are, by equal-cost routes, and
 * replies go straight from the node to the client (as MetalLB in BGP mode and passthrough cloud load balancers do). ipMode
 * Proxy: the connection is made anew to a node's NodePort (KEP-1860).
 * Simplification: a proxying load balancer is DNAT and MASQUERADE, not a process that reads and writes.
 */
export function createLoadBalancer(cluster: Cluster, segment: NodeSegment): NetworkNamespace {
  const all = once(() => frontends(cluster));
  const ofFamily = (family: IpFamily): readonly Frontend[] => all().filter(({ ip }) => ipFamily(ip) === family);
  return createHost({
    id: LOAD_BALANCER,
    origin: LOAD_BALANCING,
    sysctls: { ipForward: true, bridgeNfCallIptables: false, routeLocalnet: false },
    interfaces: () => [
      createEthernet({
        name: 'eth0',
        segment: NODE_SEGMENT,
        mac: LOAD_BALANCER_MAC,
        addresses: FAMILIES.flatMap((family) => {
          const ip = segment.loadBalancerIP(family);
          return ip === undefined ? [] : [{ ip, prefixLength: segment.prefixLength(family) }];
        }),
        origin: LOAD_BALANCING,
      }),
      createEthernet({
        name: 'eth1',
        segment: INTERNET_SEGMENT,
        mac: transitMac(LOAD_BALANCER),
        addresses: FAMILIES.map((family) => createHostAddress(transitIP(LOAD_BALANCER, family))),
        origin: LOAD_BALANCING,
      }),
    ],
    routes: (family) => [
      createRoute({
        destination: family === 4 ? ANY_IPV4 : ANY_IPV6,
        device: 'eth1',
        via: transitIP(INTERNET, family),
        origin: LOAD_BALANCING,
      }),
      ...nodeLinks(cluster, family),
      ...vipRoutes(ofFamily(family)),
    ],
    macOn: (device, ip) => (device === 'eth0' ? segment.macOf(ip) : transitMacOf(ip)),
    ruleset: (family) => createRuleset(ofFamily(family), family),
  });
}

function nodeLinks(cluster: Cluster, family: IpFamily): readonly Route[] {
  return cluster.nodes
    .flatMap((node) => node.ips)
    .filter((ip) => ipFamily(ip) === family)
    .map((ip) => createRoute({ destination: hostCidr(ip), device: 'eth0', origin: LOAD_BALANCING }));
}

/**
 * One route per address; Services that share one share their nodes. A blackhole where no node could take it, and where
 * connections are made anew: what no rule has given to a node goes nowhere, and above all not back outside.
 */
function vipRoutes(list: readonly Frontend[]): readonly Route[] {
  const byAddress = new Map<Ip, Frontend[]>();
  for (const frontend of list) {
    byAddress.set(frontend.ip, [...(byAddress.get(frontend.ip) ?? []), frontend]);
  }
  return [...byAddress].map(([ip, shared]) => {
    const nodes = [...new Set(shared.flatMap(({ mode, nodeIPs }) => (mode === 'VIP' ? nodeIPs : [])))];
    return {
      destination: hostCidr(ip),
      type: nodes.length > 0 ? 'unicast' : 'blackhole',
      nexthops: nodes.map((via) => ({ device: 'eth0', via, weight: 1 })),
      metric: 0,
      origin: shared[0]?.origin ?? LOAD_BALANCING,
    };
  });
}

/** Only what a Service offers passes; what is proxied gets a node's NodePort and the load balancer's own address. */
function createRuleset(list: readonly Frontend[], family: IpFamily): Ruleset {
  const none = { chain: (): Chain | undefined => undefined, chainNames: (): readonly string[] => [] };
  const established: Match = { type: 'ctstate', states: ['RELATED', 'ESTABLISHED'] };
  const proxied: Match = { type: 'mark', value: PROXY_MARK, mask: PROXY_MARK };
  const pass = list.flatMap((frontend) =>
    offered(frontend).map((matches) => createRule(matches, { type: 'ACCEPT' }, frontend.origin)),
  );
  const stop = list.map(({ ip, origin }) =>
    createRule([{ type: 'destination', cidr: hostCidr(ip) }], { type: 'DROP' }, origin),
  );
  const proxies = list.filter(({ mode }) => mode === 'Proxy');
  return createIptablesRuleset(family, [
    {
      nat: {
        ...none,
        builtIn: {
          PREROUTING: proxies.flatMap(proxyRules),
          POSTROUTING: proxies.length === 0 ? [] : [createRule([proxied], { type: 'MASQUERADE' }, LOAD_BALANCING)],
        },
      },
      filter: {
        ...none,
        builtIn: {
          FORWARD: [createRule([established], { type: 'ACCEPT' }, LOAD_BALANCING), ...pass, ...stop],
          // Address of a proxy without a node that could answer.
          INPUT: stop,
        },
      },
    },
  ]);
}

function offered({ ip, ports }: Frontend): readonly (readonly Match[])[] {
  return ports.map(({ protocol, port }): readonly Match[] => [
    { type: 'destination', cidr: hostCidr(ip) },
    { type: 'protocol', protocol },
    { type: 'dport', from: port, to: port },
  ]);
}

function proxyRules({ ip, ports, nodeIPs, origin }: Frontend): readonly Rule[] {
  return ports.flatMap(({ protocol, port, nodePort }) => {
    if (nodePort === undefined || nodeIPs.length === 0) return [];
    const matches: readonly Match[] = [
      { type: 'destination', cidr: hostCidr(ip) },
      { type: 'protocol', protocol },
      { type: 'dport', from: port, to: port },
    ];
    const choices = nodeIPs.map((node, index) => {
      const left = nodeIPs.length - index;
      const chance: readonly Match[] = left === 1 ? [] : [{ type: 'statistic', probability: 1 / left }];
      return createRule([...matches, ...chance], { type: 'DNAT', ip: node, port: nodePort }, origin);
    });
    return [createRule(matches, { type: 'MARK', op: 'xset', value: PROXY_MARK, mask: PROXY_MARK }, origin), ...choices];
  });
}
