import { remembered } from '../../../kubernetes/tools/ask.ts';
import type { PodPlace } from '../../../kubernetes/cluster/cluster.ts';
import type { Bridge, InterfaceAddress, Veth } from '../../../linux/model/devices.ts';
import type { Interface } from '../../../linux/namespace/namespace.ts';
import type { Mac } from '../../../linux/model/place.ts';
import type { Route } from '../../../linux/model/routes.ts';
import type { Origin } from '../../../linux/model/origin.ts';
import { ANY_IPV4, ANY_IPV6, cidrContains, cidrParts, hostCidr } from '../../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../../net/ip.ts';
import { masqueradeRules } from './ip-masq.ts';
import { rangesByNode } from './range-fabric.ts';
import { nodeNamespace, podNamespace } from '../../rules/namespace-names.ts';
import { once } from '../../rules/once.ts';
import { createHostAddress, createRoute, FAMILIES, MTU, perFamily } from '../../hosts/host.ts';
import { macFromName, macOf, vethEnd } from '../../hosts/mac.ts';
import { podCIDROf, podGateway, primaryIP } from '../../hosts/node-addresses.ts';
import type { Cni, CniAsk, CniDefinition, CniInput, CniPlace } from './cni-program.ts';
import { type StrayAddress, strayAddresses } from './stray-addresses.ts';
import type { WiredNode } from '../../hosts/wired-node.ts';

const POD_DEVICE = 'eth0';

/** A bridge and who makes it. */
export interface BridgeShape {
  readonly name: string;
  readonly mtu: number;
  readonly origin: Origin;
}

const CNI: Origin = { program: 'cni/bridge' };
const KUBENET: BridgeShape = { name: 'cbr0', mtu: MTU, origin: CNI };

/** True for a pod that has a network namespace of its own on its node. */
export function isPlugged(pod: PodPlace): boolean {
  return !pod.hostNetwork && pod.ips.length > 0 && pod.nodeName !== undefined;
}

const podOrigin = (pod: PodPlace, origin: Origin): Origin => ({
  ...origin,
  subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name },
});
const podText = (pod: PodPlace): string => `${pod.namespace}/${pod.name}/${pod.sandbox}`;
const ofFamily = (ips: readonly Ip[], family: IpFamily): readonly Ip[] => ips.filter((ip) => ipFamily(ip) === family);

/** The host end of a pod's veth pair. */
const hostEnd = remembered((pod: PodPlace) => vethEnd(podText(pod)));

const hostDevice = (pod: PodPlace): string => hostEnd(pod).name;

/** The bridge and its ports. None on a node without podCIDR and pods. containernetworking/plugins main/bridge. */
function bridgeInterfaces(ask: CniAsk, { node, pods }: CniPlace, shape: BridgeShape): readonly Interface[] {
  if (node.podCIDRs.length === 0 && pods.length === 0) return [];
  const families = FAMILIES.filter(
    (family) => podCIDROf(node, family) !== undefined || pods.some((pod) => ofFamily(pod.ips, family).length > 0),
  );
  const ports = once(() => new Map(pods.flatMap((pod) => pod.ips.slice(0, 1).map((ip) => [macOf(ip), pod] as const))));
  const bridge: Bridge = {
    kind: 'bridge',
    name: shape.name,
    mac: bridgeMac(ask, node),
    mtu: shape.mtu,
    addresses: families.map((family) => {
      const cidr = podCIDROf(node, family);
      const ip = podGateway(ask, node, family);
      return cidr === undefined ? createHostAddress(ip) : { ip, prefixLength: cidrParts(cidr).prefixLength };
    }),
    fdb: (mac) => {
      const pod = ports().get(mac);
      return pod === undefined ? undefined : hostDevice(pod);
    },
    origin: shape.origin,
  };
  return [bridge, ...pods.map((pod) => hostVeth(pod, shape))];
}

function bridgeMac(ask: CniAsk, node: WiredNode): string {
  const cidr = node.podCIDRs[0];
  return cidr === undefined ? macFromName(`bridge ${node.name}`) : macOf(podGateway(ask, node, cidrParts(cidr).family));
}

/** Hairpin, so that a pod can reach itself by a Service (kubenet and the bridge plugin's hairpinMode). */
function hostVeth(pod: PodPlace, { name, mtu, origin }: BridgeShape): Veth {
  return {
    kind: 'veth',
    ...hostEnd(pod),
    mtu,
    addresses: [],
    master: name,
    hairpin: true,
    peer: { namespace: podNamespace(pod.namespace, pod.name), interface: POD_DEVICE },
    origin: podOrigin(pod, origin),
  };
}

/** The pod's end: its addresses with the prefix length of its node's podCIDR, or alone when given from elsewhere. */
function podInterface(pod: PodPlace, node: WiredNode, { mtu, origin }: BridgeShape): Veth {
  const [first] = pod.ips;
  return {
    kind: 'veth',
    name: POD_DEVICE,
    mac: first === undefined ? macFromName(podText(pod)) : macOf(first),
    mtu,
    addresses: podAddresses(node, pod),
    peer: { namespace: nodeNamespace(node.name), interface: hostDevice(pod) },
    origin: podOrigin(pod, origin),
  };
}

/** With the prefix length of the node's podCIDR, or alone when given from elsewhere. */
function podAddresses(node: WiredNode, pod: PodPlace): readonly InterfaceAddress[] {
  return pod.ips.map((ip) => {
    const cidr = podCIDROf(node, ipFamily(ip));
    return cidr !== undefined && cidrContains(cidr, ip)
      ? { ip, prefixLength: cidrParts(cidr).prefixLength }
      : createHostAddress(ip);
  });
}

/** The node a pod runs on. */
interface PodHome {
  readonly ask: CniAsk;
  readonly node: WiredNode;
  readonly origin: Origin;
}

/** Everything goes to the bridge of the node; a gateway outside the pod's prefix is reached on the link. */
function podRoutes({ ask, node, origin }: PodHome, pod: PodPlace, family: IpFamily): readonly Route[] {
  const [ip] = ofFamily(pod.ips, family);
  if (ip === undefined) return [];
  const gateway = podGateway(ask, node, family);
  const cidr = podCIDROf(node, family);
  const onLink =
    cidr !== undefined && cidrContains(cidr, ip)
      ? []
      : [createRoute({ destination: hostCidr(gateway), device: POD_DEVICE, origin })];
  const destination = family === 4 ? ANY_IPV4 : ANY_IPV6;
  return [...onLink, createRoute({ destination, device: POD_DEVICE, via: gateway, origin })];
}

/** A node and the route to its podCIDR that every other node has. */
interface PodCIDRRoute {
  readonly node: WiredNode;
  readonly route: Route;
}

const podCIDRRoutes = remembered((nodes: readonly WiredNode[]) =>
  perFamily((family) => nodes.flatMap((node) => podCIDRRoute(node, family) ?? [])),
);

function podCIDRRoute(node: WiredNode, family: IpFamily): PodCIDRRoute | undefined {
  const via = primaryIP(node, family);
  const destination = podCIDROf(node, family);
  if (via === undefined || destination === undefined) return undefined;
  const origin: Origin = { ...CNI, subject: { kind: 'Node', name: node.name } };
  return { node, route: createRoute({ destination, device: 'eth0', via, origin }) };
}

/** The way to other nodes' pods: each podCIDR by its node, each stray address by its pod's node or bridge. */
function nodeRoutes(ask: CniAsk, node: WiredNode, strays: readonly StrayAddress[], family: IpFamily): readonly Route[] {
  const others = podCIDRRoutes(ask.nodes)(family).flatMap((each) => (each.node.name === node.name ? [] : [each.route]));
  const single = strays
    .filter(({ ip }) => ipFamily(ip) === family)
    .flatMap(({ ip, pod }) => {
      const origin = podOrigin(pod, CNI);
      if (pod.nodeName === node.name) return [createRoute({ destination: hostCidr(ip), device: KUBENET.name, origin })];
      const host = pod.nodeName === undefined ? undefined : ask.node(pod.nodeName);
      const via = host === undefined ? undefined : primaryIP(host, family);
      return via === undefined ? [] : [createRoute({ destination: hostCidr(ip), device: 'eth0', via, origin })];
    });
  return [...others, ...single];
}

/**
 * The bridge plugin with a route to each other node's podCIDR, as kubenet has it: what a cluster has whose CNI is not known.
 * Its masquerade is that of ip-masq-agent.
 */
export function createBridge({ ask }: Pick<CniInput, 'ask'>, shape: BridgeShape = KUBENET): Cni {
  const strays = once(() => strayAddresses(ask));
  return {
    uplinkMtu: MTU,
    hostDevice,
    podAddresses,
    node: (place) => {
      const { node, pods } = place;
      const owners = once(() => new Map(pods.flatMap((pod) => pod.ips.map((ip) => [ip, pod.ips[0] ?? ip] as const))));
      const macOn = (ip: Ip): Mac | undefined => {
        const first = owners().get(ip);
        return first === undefined ? undefined : macOf(first);
      };
      return {
        interfaces: () => bridgeInterfaces(ask, place, shape),
        routes: (family) => nodeRoutes(ask, node, strays(), family),
        macOn: (device, ip) => (device === shape.name ? macOn(ip) : undefined),
        netfilter: (family) => ({ last: { nat: masqueradeRules(ask, pods, strays(), family) } }),
      };
    },
    pod: ({ node, pods }, pod) => ({
      device: podInterface(pod, node, shape),
      routes: (family) => podRoutes({ ask, node, origin: shape.origin }, pod, family),
      macOn: (ip) => {
        if (ip === podGateway(ask, node, ipFamily(ip))) return bridgeMac(ask, node);
        const owner = pods.find((other) => other.ips.includes(ip));
        return owner === undefined ? undefined : macOf(owner.ips[0] ?? ip);
      },
    }),
  };
}

/** kubenet rests on a cloud whose network has a route to each node's range. // kubernetes.io/docs concepts cluster-administration network-plugins */
export const BRIDGE_CNI: CniDefinition = {
  program: (input) => ({ ...createBridge(input), beside: rangesByNode(input) }),
  ignoresPolicies: true,
};
