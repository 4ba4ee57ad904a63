import type { PodPlace } from '../../kubernetes/cluster/cluster.ts';
import type { InterfaceAddress } from '../../linux/model/devices.ts';
import type { Route } from '../../linux/model/routes.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { cidrContains, cidrParts, createCidr, hostCidr, type Cidr } from '../../net/cidr.ts';
import { createIp, ipFamily, type IpFamily } from '../../net/ip.ts';
import type { TableRules } from '../rules/proxy-rules.ts';
import { createHostAddress, createRoute, FAMILIES } from '../hosts/host.ts';
import { macFromName, vethEnd } from '../hosts/mac.ts';
import { podCIDROf, podGateway } from '../hosts/node-addresses.ts';
import { strayAddresses } from './wiring/stray-addresses.ts';
import type { Cni, CniDefinition, CniInput, CniPlace } from './wiring/cni-program.ts';
import { agentRules, type Agent, tableRules } from './wiring/masquerade-agent.ts';
import { remotePods } from './wiring/pod-routes.ts';
import { hostVeths, routedPod, vethMacs, vethRoutes, type RoutedVeths } from './wiring/routed-veth.ts';
import { rangesByNode } from './wiring/range-fabric.ts';
import type { WiredNode } from '../hosts/wired-node.ts';

const podText = (pod: PodPlace): string => `${pod.namespace}/${pod.name}/${pod.sandbox}`;

/**
 * The ptp plugin: a veth per pod, whose host ends all have the gateway's address; the plugin replaces the pod's route to its
 * network by one over that gateway. containernetworking/plugins v1.7 main/ptp.
 */
function ptpVeths({ ask }: CniInput, origin: Origin, mtu: number): RoutedVeths {
  return {
    origin,
    mtu,
    hostDevice: (pod) => vethEnd(podText(pod)).name,
    hostMac: (pod) => macFromName(podText(pod)),
    gateway: (node, family) => podGateway(ask, node, family),
    hostAddresses: (node) =>
      FAMILIES.filter((family) => podCIDROf(node, family) !== undefined).map((family) =>
        createHostAddress(podGateway(ask, node, family)),
      ),
    podAddresses: podAddressesInRange,
  };
}

function podAddressesInRange(node: WiredNode, pod: PodPlace): readonly InterfaceAddress[] {
  return pod.ips.map((ip) => {
    const cidr = podCIDROf(node, ipFamily(ip));
    return cidr !== undefined && cidrContains(cidr, ip)
      ? { ip, prefixLength: cidrParts(cidr).prefixLength, noPrefixRoute: true }
      : createHostAddress(ip);
  });
}

/** In the pod: its own network by the gateway, beside the default route. */
function withRangeRoute(veths: RoutedVeths, node: WiredNode, pod: PodPlace, family: IpFamily): readonly Route[] {
  const destination = podCIDROf(node, family);
  const via = veths.gateway(node, family);
  const ip = pod.ips.find((one) => ipFamily(one) === family);
  if (destination === undefined || via === undefined || ip === undefined) return [];
  return [createRoute({ destination, device: 'eth0', via, source: ip, origin: veths.origin })];
}

const KINDNET: Origin = { program: 'kindnetd' };

/** kind's CNI: ptp, a route to each other node's podCIDR, masquerade to all but pods. kubernetes-sigs/kind images/kindnetd. */
function createKindnet(input: CniInput): Cni {
  const { ask } = input;
  const veths = ptpVeths(input, { program: 'cni/ptp' }, 1500);
  const agent: Agent = {
    chain: 'KIND-MASQ-AGENT',
    origin: KINDNET,
    jumpText:
      'kind-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom KIND-MASQ-AGENT chain',
    spareText: 'kind-masq-agent: local traffic is not subject to MASQUERADE',
    masqueradeText: 'kind-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)',
    spare: [...ask.podCIDRs, ...strayAddresses(ask).map(({ ip }) => hostCidr(ip))],
  };
  return {
    ...ptpCni(veths),
    uplinkMtu: 1500,
    node: (place) => ({
      ...ptpNode(veths, place),
      routes: (family) => [
        ...vethRoutes(veths, place, family),
        ...remotePods(ask, place.node, family, KINDNET).map(({ destination, nodeIP, origin }) =>
          createRoute({ destination, device: 'eth0', via: nodeIP, origin }),
        ),
      ],
      netfilter: (family) => ({ last: { nat: agentRules(agent, family) } }),
    }),
  };
}

function ptpNode(veths: RoutedVeths, place: CniPlace) {
  return {
    interfaces: () => hostVeths(veths, place),
    macOn: vethMacs(veths, place),
  };
}

function ptpCni(veths: RoutedVeths): Pick<Cni, 'hostDevice' | 'podAddresses' | 'pod'> {
  return {
    hostDevice: veths.hostDevice,
    podAddresses: podAddressesInRange,
    pod: (place, pod) => {
      const own = routedPod(veths, place, pod);
      return {
        ...own,
        routes: (family) => [...own.routes(family), ...withRangeRoute(veths, place.node, pod, family)],
      };
    },
  };
}

/**
 * Destinations that GKE does not masquerade. cloud.google.com/kubernetes-engine/docs/concepts/ip-masquerade-agent
 * Simplification: the three networks for documentation are none of them, as their addresses stand for hosts of the internet.
 */
const GKE_SPARE: readonly Cidr[] = (
  [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
    ['192.0.0.0', 24],
    ['192.88.99.0', 24],
    ['198.18.0.0', 15],
    ['240.0.0.0', 4],
    ['169.254.0.0', 16],
  ] as const
).map(([network, length]) => createCidr(createIp(network), length));

const GKE_MASQUERADE: Origin = { program: 'ip-masq-agent' };
export const GKE_MTU = 1460;

/** The agent leaves IPv6 alone unless it is started with --enable-ipv6. */
export function gkeAgent(family: IpFamily): TableRules {
  if (family === 6) return tableRules({}, []);
  const agent: Agent = {
    chain: 'IP-MASQ',
    origin: GKE_MASQUERADE,
    jumpText: 'ip-masq: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom IP-MASQ chain',
    spareText: 'ip-masq: local traffic is not subject to MASQUERADE',
    masqueradeText: 'ip-masq: outbound traffic is subject to MASQUERADE (must be last in chain)',
    spare: GKE_SPARE,
  };
  return agentRules(agent, family);
}

/**
 * GKE without Dataplane V2, VPC-native: the node's podCIDR is an alias range of its network interface, so the VPC itself
 * delivers to it; the node's address is a /32 and everything goes to the subnet's gateway. ptp on the node, MTU 1460, masquerade
 * to all but private ranges. cloud.google.com/kubernetes-engine/docs/concepts/alias-ips, kube-up cluster/gce/gci/configure-helper.sh.
 */
function createGke(input: CniInput): Cni {
  const veths = ptpVeths(input, { program: 'cni/ptp' }, GKE_MTU);
  return {
    ...ptpCni(veths),
    uplinkMtu: GKE_MTU,
    node: (place) => ({
      ...ptpNode(veths, place),
      uplinkPrefixLength: 32,
      routes: (family) => vethRoutes(veths, place, family),
      netfilter: (family) => ({ last: { nat: gkeAgent(family) } }),
    }),
    fabric: rangesByNode(input),
  };
}

export const KINDNET_CNI: CniDefinition = { program: createKindnet, aliases: ['kindnetd'], daemonSets: ['kindnet'] };

const CALICO = 'calico-node';

/** NetworkPolicies are off unless the cluster is made with them: then Calico beside it enforces them. cloud.google.com/kubernetes-engine/docs/how-to/network-policy */
export const GKE_CNI: CniDefinition = {
  program: createGke,
  usualOf: 'gke',
  ignoresPolicies: true,
  policySwitch: '--enable-network-policy',
  enforces: (name) => name === CALICO,
  policyLanguage: 'calico',
  daemonSets: [CALICO],
  fits: ({ cloud }) => cloud === 'gke',
};
