import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { Chain, Match, Rule } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import type { Route } from '../../linux/model/routes.ts';
import { type Cidr, cidrParts, createCidr, hostCidr } from '../../net/cidr.ts';
import { createIp, type Ip, ipFamily, type IpFamily } from '../../net/ip.ts';
import { createEthernet, createRoute, FAMILIES, type HostParts, type SocketTable } from '../hosts/host.ts';
import { primaryIP } from '../hosts/node-addresses.ts';
import { NODE_SEGMENT, ROUTER_MAC, type NodeSegment } from '../hosts/node-segment.ts';
import { createIptablesRuleset } from '../rules/iptables-tables.ts';
import { INTERNET } from '../rules/namespace-names.ts';
import type { TableRules } from '../rules/proxy-rules.ts';
import { createRule } from '../rules/rule.ts';
import { lossRules, transitLossRules } from '../rules/loss-rules.ts';
import { DOCKER, type MachinePrograms } from './machine-program.ts';
import { isPublishedAt, publishedPorts } from './published-ports.ts';

/** The device by which the machine is on the nodes' network. */
const BRIDGE = 'br0';
const OWN: Origin = { program: DOCKER };
const LOOPBACK: Cidr = createCidr(createIp('127.0.0.0'), 8);

/** The machine, in the place of the internet. What runs there calls from one of its addresses, and what leaves nodes leaves by it. */
export const MACHINE: MachinePrograms = {
  join: ({ settings: { machine } }, segment) => (machine?.reach === 'LINK' ? withMachine(segment) : segment),
  host: (cluster, parts, { segment, loadBalancing }) => {
    const { machine } = cluster.settings;
    if (machine === undefined) return parts;
    const served = { ...parts, sockets: () => publishedSockets(cluster) };
    if (machine.reach === 'VM') {
      const lost = [...elsewhere(cluster), ...insideVM(cluster)];
      return {
        ...served,
        ruleset: (family) => createIptablesRuleset(family, [{ filter: lossRules(ownIPs(parts), lost, family) }]),
      };
    }
    return {
      ...served,
      sysctls: { ...parts.sysctls, ipForward: true },
      interfaces: () => [...parts.interfaces(), bridgeOf(segment)],
      routes: (family) => [
        ...parts.routes(family).map((route) => besideNodes(segment, route)),
        ...(loadBalancing?.announced(cluster, family) ?? []).map(onBridge),
        ...tunnelRoutes(cluster, family),
      ],
      macOn: (device, ip) =>
        device === BRIDGE
          ? (segment.macOf(ip) ?? loadBalancing?.announcer(cluster, segment, ip))
          : parts.macOn(device, ip),
      ruleset: (family) =>
        createIptablesRuleset(family, [
          { nat: dockerRules(cluster, segment, family) },
          { filter: lossRules(ownIPs(parts), elsewhere(cluster), family) },
          { mangle: transitLossRules([...elsewhere(cluster), ...inNodesAlone(cluster)], family) },
        ]),
    };
  },
};

/** The machine has the address of the nodes' gateway. */
function withMachine(segment: NodeSegment): NodeSegment {
  const at = { namespace: INTERNET, interface: BRIDGE };
  return { ...segment, station: (mac) => (mac === ROUTER_MAC ? at : segment.station(mac)) };
}

const bridgeOf = (segment: NodeSegment) =>
  createEthernet({
    name: BRIDGE,
    segment: NODE_SEGMENT,
    mac: ROUTER_MAC,
    addresses: FAMILIES.flatMap((family) => {
      const ip = segment.routerIP(family);
      return ip === undefined ? [] : [{ ip, prefixLength: segment.prefixLength(family) }];
    }),
    origin: OWN,
  });

/** A load balancer in a container beside the nodes is on their network as well. // cloud-provider-kind v0.9 pkg/loadbalancer/server.go */
function besideNodes(segment: NodeSegment, route: Route): Route {
  const { network, family } = cidrParts(route.destination);
  const via = segment.loadBalancerIP(family);
  if (via === undefined || route.destination !== hostCidr(network) || !segment.holds(network)) return route;
  return createRoute({ destination: route.destination, device: BRIDGE, via, origin: route.origin });
}

const onBridge = (route: Route): Route => ({
  ...route,
  nexthops: route.nexthops.map((hop) => ({ ...hop, device: BRIDGE })),
});

/** `minikube tunnel`: the way to Services' clusterIPs leads over the node. // minikube v1.37 pkg/minikube/tunnel/route_linux.go */
function tunnelRoutes({ services, settings, nodes }: Cluster, family: IpFamily): readonly Route[] {
  const [node] = nodes;
  const via = node && primaryIP(node, family);
  if (via === undefined || !services.some(isTunnelled)) return [];
  return settings.serviceCIDRs
    .filter((cidr) => cidrParts(cidr).family === family)
    .map((destination) => createRoute({ destination, device: BRIDGE, via, origin: { program: 'minikube-tunnel' } }));
}

function publishedSockets(cluster: Cluster): SocketTable {
  return {
    lookup: (protocol, ip, port) => {
      const found = publishedPorts(cluster, ipFamily(ip)).find(
        (each) => each.port === port && each.protocol === protocol && isPublishedAt(each, ip),
      );
      if (found === undefined || protocol === 'ICMP') return undefined;
      const { process, subject } = found;
      return { protocol, ip, port, process, origin: { ...OWN, ...(subject && { subject }) } };
    },
  };
}

/**
 * docker's rules for the ports that it publishes. What comes from the machine's own loopback addresses they leave to its proxy.
 * // docker v28 libnetwork/drivers/bridge/setup_ip_tables_linux.go, port_mapping_linux.go
 */
function dockerRules(cluster: Cluster, segment: NodeSegment, family: IpFamily): TableRules {
  const toContainers = publishedPorts(cluster, family).filter(({ from }) => from === INTERNET);
  const isForMachine: Match = { type: 'addrtype', of: 'destination', is: 'LOCAL' };
  const fromElsewhere: Match = { type: 'inInterface', name: BRIDGE, negate: true };
  const jump = { type: 'JUMP', chain: 'DOCKER' } as const;
  const rules = toContainers.flatMap(({ listen, protocol, port, ends }): readonly Rule[] => {
    const [end] = ends;
    // What comes by IPv6 for a container without such an address is left to docker's proxy.
    if (end === undefined || ipFamily(end.ip) !== family) return [];
    const at: readonly Match[] = listen === undefined ? [] : [{ type: 'destination', cidr: hostCidr(listen) }];
    return [
      createRule(
        [...at, fromElsewhere, { type: 'protocol', protocol }, { type: 'dport', from: port, to: port }],
        { type: 'DNAT', ...end },
        OWN,
      ),
    ];
  });
  const docker: Chain = { name: 'DOCKER', rules };
  const gateway = segment.routerIP(family);
  const subnet = gateway && createCidr(gateway, segment.prefixLength(family));
  const notLoopback: readonly Match[] =
    family === 4 ? [{ type: 'destination', cidr: LOOPBACK, negate: true }, isForMachine] : [isForMachine];
  const leaving: readonly Match[] =
    subnet === undefined
      ? []
      : [
          { type: 'source', cidr: subnet },
          { type: 'outInterface', name: BRIDGE, negate: true },
        ];
  return {
    chain: (name) => (name === docker.name ? docker : undefined),
    chainNames: () => [docker.name],
    builtIn: {
      PREROUTING: [createRule([isForMachine], jump, OWN)],
      OUTPUT: [createRule(notLoopback, jump, OWN)],
      POSTROUTING: leaving.length === 0 ? [] : [createRule(leaving, { type: 'MASQUERADE' }, OWN)],
    },
  };
}

const ownIPs = (parts: HostParts): readonly Ip[] =>
  parts.interfaces().flatMap(({ addresses }) => addresses.map(({ ip }) => ip));

/** Nobody leads packets to these. // Service API: externalIPs "are not managed by Kubernetes" */
const elsewhere = ({ services, nodes }: Cluster): readonly Cidr[] =>
  services
    .flatMap(({ externalIPs }) => externalIPs)
    .filter((ip) => !nodes.some(({ ips }) => ips.includes(ip)))
    .map(hostCidr);

/** What has a meaning on nodes alone: the machine has no route there, and beyond it nobody has. */
const inNodesAlone = ({ services, settings }: Cluster): readonly Cidr[] => [
  ...settings.podCIDRs,
  ...(services.some(isTunnelled) ? [] : settings.serviceCIDRs),
];

const isTunnelled = ({ balancing }: ClusterService): boolean => balancing?.by === 'minikube-tunnel';

/** What has a meaning inside the virtual machine only. */
function insideVM({ services, nodes, settings }: Cluster): readonly Cidr[] {
  const announced = services.flatMap(({ loadBalancerIPs, balancing }) =>
    balancing?.by === undefined || balancing.by === 'minikube-tunnel' ? [] : loadBalancerIPs.map(({ ip }) => ip),
  );
  const hosts = [...nodes.flatMap(({ ips }) => ips), ...announced].map(hostCidr);
  return [...hosts, ...settings.podCIDRs, ...settings.serviceCIDRs];
}
