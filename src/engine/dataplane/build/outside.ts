import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { EMPTY_RULESET, type NetworkNamespace } from '../../linux/namespace/namespace.ts';
import type { Route, RoutingRule } from '../../linux/model/routes.ts';
import type { Rule } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { ANY_IPV4, ANY_IPV6, type Cidr, cidrParts, createCidr, hostCidr } from '../../net/cidr.ts';
import { createIp, ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import type { CniFabric } from '../hosts/fabric.ts';
import { createIptablesRuleset, NO_NODE_RULES } from '../rules/iptables-tables.ts';
import { createIndexedChain } from '../rules/indexed-chain.ts';
import { createRule, jump } from '../rules/rule.ts';
import { serviceOrigin } from '../proxy/ports/service-port.ts';
import { type CloudFirewall, INTERNET_GATEWAY } from '../cloud/firewall-program.ts';
import type { LoadBalancing } from '../load-balancer/load-balancer-program.ts';
import { INTERNET, LOAD_BALANCER, ROUTER } from '../rules/namespace-names.ts';
import { createEthernet, createHost, createHostAddress, createRoute, FAMILIES, type HostParts } from '../hosts/host.ts';
import { primaryIP } from '../hosts/node-addresses.ts';
import {
  LINK_DEVICE,
  NODE_SEGMENT,
  ROUTER_MAC,
  type NodeSegment,
  type SegmentNeighbor,
} from '../hosts/node-segment.ts';
import { INTERNET_SEGMENT, transitIP, transitMac, transitMacOf } from '../hosts/transit.ts';

const OUTSIDE: Origin = { program: 'internet' };
const ROUTING: Origin = { program: 'router' };
const everything = (family: IpFamily) => (family === 4 ? ANY_IPV4 : ANY_IPV6);

/** A cloud's network routes pod addresses, but nobody outside of it knows them: a table without them, for what comes from there. */
const OPENED_OUTSIDE = 100;
const OUTSIDE_MARK = { value: 0x1, mask: 0x1 };
const FROM_OUTSIDE: RoutingRule = { priority: 100, fwmark: OUTSIDE_MARK, table: OPENED_OUTSIDE, origin: ROUTING };
const MARK_OPENED: Rule = createRule(
  [
    { type: 'inInterface', name: 'eth1' },
    { type: 'ctstate', states: ['NEW'] },
  ],
  { type: 'MARK', op: 'xset', ...OUTSIDE_MARK },
  ROUTING,
);

const mangled = (rules: readonly Rule[]) =>
  rules.length === 0 ? [] : [{ mangle: { ...NO_NODE_RULES.nat, builtIn: { PREROUTING: rules } } }];

/** The world outside: clients, and everything a packet may leave for. Load balancer addresses are announced by their owner. */
export function createInternet(
  cluster: Cluster,
  clientIPs: readonly Ip[],
  { loadBalancing, firewall, link, amend }: OutsideParts,
): NetworkNamespace {
  const parts: HostParts = {
    id: INTERNET,
    origin: OUTSIDE,
    outside: true,
    sysctls: { ipForward: false, bridgeNfCallIptables: false, routeLocalnet: false },
    interfaces: () => [
      createEthernet({
        name: 'eth0',
        segment: INTERNET_SEGMENT,
        mac: transitMac(INTERNET),
        addresses: [...clientIPs, ...FAMILIES.map((family) => transitIP(INTERNET, family))].map(createHostAddress),
        origin: OUTSIDE,
      }),
      ...(link === undefined
        ? []
        : [
            createEthernet({
              name: LINK_DEVICE,
              segment: NODE_SEGMENT,
              mac: link.neighbor.mac,
              addresses: [
                { ip: link.neighbor.ip, prefixLength: link.segment.prefixLength(ipFamily(link.neighbor.ip)) },
              ],
              origin: OUTSIDE,
            }),
          ]),
    ],
    routes: (family) => {
      const client = clientIPs.find((ip) => ipFamily(ip) === family);
      const source = client === undefined ? {} : { source: client };
      const path = { device: 'eth0', origin: OUTSIDE, ...source };
      return [
        createRoute({ ...path, destination: everything(family), via: transitIP(ROUTER, family) }),
        ...(loadBalancing?.addresses(cluster, family) ?? []).map((ip) =>
          createRoute({ ...path, destination: hostCidr(ip), via: transitIP(LOAD_BALANCER, family) }),
        ),
      ];
    },
    macOn: (device, ip) => (device === LINK_DEVICE ? link?.segment.macOf(ip) : transitMacOf(ip)),
    ruleset: (family) => {
      const unrouted = unroutedBy({ loadBalancing, firewall }, cluster, family);
      return unrouted.length === 0 ? EMPTY_RULESET : (firewall?.losing(clientIPs, unrouted, family) ?? EMPTY_RULESET);
    },
  };
  return createHost(amend?.(parts) ?? parts);
}

/** What clients on the internet have no way to. */
const unroutedBy = (
  { loadBalancing, firewall }: Pick<OutsideParts, 'loadBalancing' | 'firewall'>,
  cluster: Cluster,
  family: IpFamily,
): readonly Cidr[] => [
  ...(firewall?.unrouted(cluster, family) ?? []),
  ...(loadBalancing?.internal(cluster, family) ?? []).map(hostCidr),
];

interface OutsideParts {
  readonly loadBalancing: LoadBalancing | undefined;
  readonly firewall: CloudFirewall | undefined;
  /** A host on the nodes' link that is none of the cluster's; absent: there is none. */
  readonly link?: { readonly segment: NodeSegment; readonly neighbor: SegmentNeighbor } | undefined;
  /** What it is besides: somebody's own machine. */
  readonly amend?: (parts: HostParts) => HostParts | undefined;
}

/** What is around the nodes' router; undefined: there is none. */
interface RouterParts {
  readonly fabric: CniFabric | undefined;
  readonly loadBalancing: LoadBalancing | undefined;
  readonly firewall: CloudFirewall | undefined;
}

/**
 * The nodes' default gateway. It knows the nodes, the load balancer's addresses, those that nodes announce and Services' externalIPs, gives nodes with
 * an ExternalIP that address outside (1:1 NAT, as cloud gateways do), and keeps pod and Service ranges off the internet.
 */
export function createRouter(
  cluster: Cluster,
  segment: NodeSegment,
  { fabric, loadBalancing, firewall }: RouterParts,
): NetworkNamespace {
  const wayBack = (family: IpFamily) => loadBalancing?.wayBack(cluster, segment, family);
  return createHost({
    id: ROUTER,
    origin: ROUTING,
    sysctls: { ipForward: true, bridgeNfCallIptables: false, routeLocalnet: false },
    interfaces: () => [
      createEthernet({
        name: 'eth0',
        segment: NODE_SEGMENT,
        mac: ROUTER_MAC,
        addresses: FAMILIES.flatMap((family) => {
          const ip = segment.routerIP(family);
          return ip === undefined ? [] : [{ ip, prefixLength: segment.prefixLength(family) }];
        }),
        origin: ROUTING,
      }),
      createEthernet({
        name: 'eth1',
        segment: INTERNET_SEGMENT,
        mac: transitMac(ROUTER),
        addresses: FAMILIES.map((family) => createHostAddress(transitIP(ROUTER, family))),
        origin: ROUTING,
      }),
    ],
    routes: (family) => {
      const balanced = loadBalancing?.addresses(cluster, family) ?? [];
      const announced = loadBalancing?.announced(cluster, family) ?? [];
      const own = [...routerRoutes(cluster, segment, { family, balanced }), ...announced];
      const back = wayBack(family)?.routes ?? [];
      if (fabric === undefined) return [...own, ...back];
      // What the outside opens may only use what is announced to it; of equal destinations the first route is taken.
      return [...fabric.routes(family), ...own, ...back, ...own.map((route) => ({ ...route, table: OPENED_OUTSIDE }))];
    },
    rules: (family) => [...(fabric === undefined ? [] : [FROM_OUTSIDE]), ...(wayBack(family)?.rules ?? [])],
    macOn: (device, ip) =>
      device === 'eth0' ? (segment.macOf(ip) ?? loadBalancing?.announcer(cluster, segment, ip)) : transitMacOf(ip),
    ruleset: (family) =>
      createIptablesRuleset(family, [
        { nat: { ...NO_NODE_RULES.nat, builtIn: externalIPRules(cluster, family) } },
        {
          filter: {
            ...(translates(cluster, family) ? NO_NODE_RULES.filter : UNIQUE_LOCAL.chains),
            builtIn: {
              FORWARD: [
                ...(firewall?.rules(cluster, family) ?? []),
                ...(translates(cluster, family) ? [] : [UNIQUE_LOCAL.jump]),
                // Other networks do not know the pods' addresses: what they send is translated, or lost with its answer.
                ...(fabric === undefined ? [] : (firewall?.edge(cluster, family) ?? [])),
              ],
            },
          },
        },
        ...mangled([...(fabric === undefined ? [] : [MARK_OPENED]), ...(wayBack(family)?.marks ?? [])]),
      ]),
  });
}

function routerRoutes(
  cluster: Cluster,
  segment: NodeSegment,
  { family, balanced }: { readonly family: IpFamily; readonly balanced: readonly Ip[] },
): readonly Route[] {
  const nodeIPs = cluster.nodes.flatMap((node) => node.ips).filter((ip) => ipFamily(ip) === family);
  const owned = new Set(nodeIPs);
  const { settings } = cluster;
  const inside = [...settings.podCIDRs, ...settings.serviceCIDRs].filter((cidr) => cidrParts(cidr).family === family);
  const loadBalancer = segment.loadBalancerIP(family);
  return [
    createRoute({ destination: everything(family), device: 'eth1', via: transitIP(INTERNET, family), origin: ROUTING }),
    ...nodeIPs.map((ip) => createRoute({ destination: hostCidr(ip), device: 'eth0', origin: ROUTING })),
    ...inside.map(
      (destination): Route => ({ destination, type: 'unreachable', nexthops: [], metric: 0, origin: ROUTING }),
    ),
    ...(loadBalancer === undefined
      ? []
      : balanced.map((ip) =>
          createRoute({ destination: hostCidr(ip), device: 'eth0', via: loadBalancer, origin: ROUTING }),
        )),
    ...externalServiceRoutes(cluster, family, owned),
  ];
}

/** They stand for hosts of the site as well: for the nodes’ own name server, as it may be anywhere. // RFC 3849 */
const DOCUMENTATION = createCidr(createIp('2001:db8::'), 32);

/** Somebody gives what leaves another source: of IPv4 every site, of IPv6 Docker on one's own machine. */
const translates = ({ settings }: Cluster, family: IpFamily): boolean => family === 4 || settings.machine !== undefined;

/**
 * Unique local addresses are not routed on the internet, and nobody translates IPv6 unless somebody sets it up: what leaves with one,
 * for an address that is none, is lost. // RFC 4193 4.3, RFC 4864 2.4, RFC 5902
 */
const UNIQUE_LOCAL = (() => {
  const name = 'UNIQUE-LOCAL';
  const origin: Origin = { program: INTERNET_GATEWAY };
  const rules = [
    createRule([{ type: 'destination', cidr: DOCUMENTATION }], { type: 'RETURN' }, origin),
    createRule([], { type: 'DROP' }, origin),
  ];
  const chain = createIndexedChain(name, rules);
  const leaving: Rule['matches'] = [
    { type: 'source', cidr: createCidr(createIp('fc00::'), 7) },
    { type: 'destination', cidr: createCidr(createIp('2000::'), 3) },
    { type: 'outInterface', name: 'eth1' },
    { type: 'ctstate', states: ['NEW'] },
  ];
  return {
    jump: createRule(leaving, jump(name), origin),
    chains: { chain: (wanted: string) => (wanted === name ? chain : undefined), chainNames: () => [name] },
  };
})();

/** Simplification: whoever routes a Service's externalIPs to the nodes is not part of Kubernetes; the router spreads them. */
function externalServiceRoutes(cluster: Cluster, family: IpFamily, owned: ReadonlySet<Ip>): readonly Route[] {
  const nodes = cluster.nodes.filter(({ ready }) => ready).flatMap((node) => primaryIP(node, family) ?? []);
  if (nodes.length === 0) return [];
  return cluster.services.flatMap((service) =>
    service.externalIPs
      .filter((ip) => ipFamily(ip) === family && !owned.has(ip))
      .map((ip) => ({
        destination: hostCidr(ip),
        type: 'unicast',
        nexthops: nodes.map((via) => ({ device: 'eth0', via, weight: 1 })),
        metric: 0,
        origin: { ...serviceOrigin(service), program: 'router' },
      })),
  );
}

function externalIPRules(
  cluster: Cluster,
  family: IpFamily,
): Readonly<Record<'PREROUTING' | 'POSTROUTING', readonly Rule[]>> {
  const pairs = cluster.nodes.flatMap((node) => {
    const inner = primaryIP(node, family);
    const outer = node.externalIPs.find((ip) => ipFamily(ip) === family);
    const origin: Origin = { ...ROUTING, subject: { kind: 'Node', name: node.name } };
    return inner === undefined || outer === undefined || node.ips.includes(outer) ? [] : [{ inner, outer, origin }];
  });
  return {
    PREROUTING: pairs.map(({ inner, outer, origin }) =>
      createRule([{ type: 'destination', cidr: hostCidr(outer) }], { type: 'DNAT', ip: inner }, origin),
    ),
    POSTROUTING: pairs.map(({ inner, outer, origin }) =>
      createRule(
        [
          { type: 'source', cidr: hostCidr(inner) },
          { type: 'outInterface', name: 'eth1' },
        ],
        { type: 'SNAT', ip: outer },
        origin,
      ),
    ),
  };
}
