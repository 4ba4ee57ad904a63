import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { NetworkNamespace, Ruleset } from '../../linux/namespace/namespace.ts';
import type { Route } from '../../linux/model/routes.ts';
import type { Chain, Match, Rule } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { ANY_IPV4, ANY_IPV6, cidrParts, hostCidr, type Cidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import type { CniFabric } from '../hosts/fabric.ts';
import { createIptablesRuleset } from '../rules/iptables-tables.ts';
import { createRule } from '../rules/rule.ts';
import { once } from '../rules/once.ts';
import { INTERNET, LOAD_BALANCER } from '../rules/namespace-names.ts';
import { createEthernet, createHost, createHostAddress, createRoute, FAMILIES } from '../hosts/host.ts';
import { LOAD_BALANCER_MAC, NODE_SEGMENT, type NodeSegment } from '../hosts/node-segment.ts';
import { INTERNET_SEGMENT, transitIP, transitMac, transitMacOf } from '../hosts/transit.ts';
import { entryIPs, entryRules, entrySockets } from './entries.ts';
import { frontends, type Frontend } from './load-balanced-service.ts';

const LOAD_BALANCING: Origin = { program: 'load-balancer' };
/** On packets of connections that the load balancer makes anew. */
const PROXY_MARK = 0x1;

/**
 * A load balancer in front of the nodes (see {@link Delivery}). What keeps its destination goes to one of the nodes by
 * equal-cost routes, and replies go straight from the node to the client. What is rewritten and keeps the client's address comes
 * back this way because the router sends it here (outside.ts); what is proxied because it carries the load balancer's address.
 * Simplification: a proxying load balancer is DNAT and MASQUERADE, not a process that reads and writes.
 * Simplification: an NLB with IP targets does not keep clients' addresses, as is its default for TCP.
 */
export function createLoadBalancer(
  cluster: Cluster,
  segment: NodeSegment,
  fabric?: Pick<CniFabric, 'routes'>,
): NetworkNamespace {
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
        addresses: [...FAMILIES.map((family) => transitIP(LOAD_BALANCER, family)), ...entryIPs(cluster)].map(
          createHostAddress,
        ),
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
      ...(fabric?.routes(family) ?? lostRoutes(cluster, family)),
      ...nodeLinks(cluster, family),
      ...vipRoutes(ofFamily(family)),
    ],
    sockets: () => entrySockets(cluster),
    macOn: (device, ip) => (device === 'eth0' ? segment.macOf(ip) : transitMacOf(ip)),
    ruleset: (family) =>
      createRuleset(
        ofFamily(family),
        { inside: insideOf(cluster, family), entries: entryRules(cluster, family) },
        family,
      ),
  });
}

function nodeLinks(cluster: Cluster, family: IpFamily): readonly Route[] {
  return cluster.nodes
    .flatMap((node) => node.ips)
    .filter((ip) => ipFamily(ip) === family)
    .map((ip) => createRoute({ destination: hostCidr(ip), device: 'eth0', origin: LOAD_BALANCING }));
}

/** The network that it is in knows nothing of the pods' addresses, so what it sends there is lost. */
function lostRoutes({ settings }: Cluster, family: IpFamily): readonly Route[] {
  return settings.podCIDRs
    .filter((cidr) => cidrParts(cidr).family === family)
    .map((destination) => ({ destination, type: 'blackhole', nexthops: [], metric: 0, origin: LOAD_BALANCING }));
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
    const nodes = [...new Set(shared.flatMap(({ delivery, nodeIPs }) => (delivery === 'vip' ? nodeIPs : [])))];
    return {
      destination: hostCidr(ip),
      type: nodes.length > 0 ? 'unicast' : 'blackhole',
      nexthops: nodes.map((via) => ({ device: 'eth0', via, weight: 1 })),
      metric: 0,
      origin: shared[0]?.origin ?? LOAD_BALANCING,
    };
  });
}

interface Around {
  readonly inside: readonly Cidr[];
  /** Of Ingresses. */
  readonly entries: readonly Rule[];
}

/** Only what a Service offers passes; what is proxied gets a node's NodePort and the load balancer's own address. */
function createRuleset(list: readonly Frontend[], { inside, entries }: Around, family: IpFamily): Ruleset {
  const none = { chain: (): Chain | undefined => undefined, chainNames: (): readonly string[] => [] };
  const established: Match = { type: 'ctstate', states: ['RELATED', 'ESTABLISHED'] };
  const proxied: Match = { type: 'mark', value: PROXY_MARK, mask: PROXY_MARK };
  const pass = list.flatMap((frontend) =>
    offered(frontend).map((matches) => createRule(matches, { type: 'ACCEPT' }, frontend.origin)),
  );
  const stop = list.map(({ ip, origin }) =>
    createRule([{ type: 'destination', cidr: hostCidr(ip) }], { type: 'DROP' }, origin),
  );
  const rewriting = list.filter(({ delivery }) => delivery !== 'vip');
  const proxies = rewriting.filter(isProxy);
  return createIptablesRuleset(family, [
    {
      nat: {
        ...none,
        builtIn: {
          PREROUTING: rewriting.flatMap(rewriteRules),
          POSTROUTING: [
            ...(proxies.length === 0 ? [] : [createRule([proxied], { type: 'MASQUERADE' }, LOAD_BALANCING)]),
            ...rewriting.flatMap((frontend) => neighborRules(frontend, inside)),
          ],
        },
      },
      filter: {
        ...none,
        builtIn: {
          FORWARD: [createRule([established], { type: 'ACCEPT' }, LOAD_BALANCING), ...pass, ...stop],
          // Address of a proxy without a node that could answer.
          INPUT: [...stop, ...entries],
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

/** Networks whose hosts answer each other without passing here. */
function insideOf({ nodes, settings }: Cluster, family: IpFamily): readonly Cidr[] {
  return [...nodes.flatMap(({ ips }) => ips.map(hostCidr)), ...settings.podCIDRs].filter(
    (cidr) => cidrParts(cidr).family === family,
  );
}

/**
 * A client beside the targets: the cloud brings the target's reply back here, but not when the client is the target itself, which
 * then gets its own packet back and drops it. docs.aws.amazon.com elasticloadbalancing network/load-balancer-troubleshooting,
 * "Requests time out for connections from a target to its load balancer".
 * Simplification: such a client is masqueraded to bring its replies back, so that the target does not see its address.
 */
function neighborRules({ delivery, nodeIPs, ports, origin }: Frontend, inside: readonly Cidr[]): readonly Rule[] {
  if (delivery !== 'nodePort') return [];
  const itself = nodeIPs.map((ip) => {
    const cidr = hostCidr(ip);
    return createRule(
      [
        { type: 'source', cidr },
        { type: 'destination', cidr },
      ],
      { type: 'RETURN' },
      origin,
    );
  });
  const others = inside.flatMap((cidr) =>
    ports.flatMap(({ protocol, nodePort }) =>
      nodePort === undefined
        ? []
        : [
            createRule(
              [
                { type: 'source', cidr },
                { type: 'protocol', protocol },
                { type: 'dport', from: nodePort, to: nodePort },
              ],
              { type: 'MASQUERADE' },
              origin,
            ),
          ],
    ),
  );
  return [...itself, ...others];
}

/** Connections of its own carry the load balancer's address. */
const isProxy = ({ delivery }: Frontend): boolean => delivery === 'proxy' || delivery === 'pods';

function rewriteRules(frontend: Frontend): readonly Rule[] {
  const { sources } = frontend;
  const allowed = sources.map((cidr): readonly Match[] => [{ type: 'source', cidr }]);
  return (allowed.length === 0 ? [[]] : allowed).flatMap((source) => rewriteFrom(frontend, source));
}

function rewriteFrom(frontend: Frontend, source: readonly Match[]): readonly Rule[] {
  const { ip, ports, origin } = frontend;
  return ports.flatMap((servicePort) => {
    const { protocol, port } = servicePort;
    const targets = frontend.targets(servicePort);
    if (targets.length === 0) return [];
    const matches: readonly Match[] = [
      ...source,
      { type: 'destination', cidr: hostCidr(ip) },
      { type: 'protocol', protocol },
      { type: 'dport', from: port, to: port },
    ];
    const choices = targets.map((target, index) => {
      const left = targets.length - index;
      const chance: readonly Match[] = left === 1 ? [] : [{ type: 'statistic', probability: 1 / left }];
      return createRule([...matches, ...chance], { type: 'DNAT', ...target }, origin);
    });
    if (!isProxy(frontend)) return choices;
    return [createRule(matches, { type: 'MARK', op: 'xset', value: PROXY_MARK, mask: PROXY_MARK }, origin), ...choices];
  });
}
