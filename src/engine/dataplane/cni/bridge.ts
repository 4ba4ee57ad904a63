import type { Cluster, ClusterNode, ClusterPod } from '../../kubernetes/cluster.ts';
import type { Bridge, Interface, Route, Veth } from '../../linux/namespace.ts';
import type { Origin } from '../../linux/origin.ts';
import { ANY_IPV4, ANY_IPV6, cidrContains, cidrParts, hostCidr, type Cidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import { nodeNamespace, podNamespace } from '../namespace-names.ts';
import { createHostAddress, createRoute, FAMILIES, MTU } from '../topology/host.ts';
import { macFromName, macOf, vethName } from '../topology/mac.ts';
import { podCIDROf, podGateway, primaryIP } from '../topology/node-addresses.ts';

export const BRIDGE = 'cbr0';
const POD_DEVICE = 'eth0';
const CNI: Origin = { program: 'cni/bridge' };

// Simplification: every CNI is the bridge plugin with routes between nodes; the others come with their own programs.

/** True for a pod that has a network namespace of its own on its node. */
export function isPlugged(pod: ClusterPod): boolean {
  return !pod.hostNetwork && pod.ips.length > 0 && pod.nodeName !== undefined;
}

const podOrigin = (pod: ClusterPod): Origin => ({
  ...CNI,
  subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name },
});
const podText = (pod: ClusterPod): string => `${pod.namespace}/${pod.name}/${pod.sandbox}`;
const ofFamily = (ips: readonly Ip[], family: IpFamily): readonly Ip[] => ips.filter((ip) => ipFamily(ip) === family);

/** The host end of a pod's veth pair. */
const hostDevice = (pod: ClusterPod): string => vethName(podText(pod));

/** The bridge and its ports. None on a node without podCIDR and pods. containernetworking/plugins main/bridge. */
export function bridgeInterfaces(
  cluster: Cluster,
  node: ClusterNode,
  pods: readonly ClusterPod[],
): readonly Interface[] {
  if (node.podCIDRs.length === 0 && pods.length === 0) return [];
  const families = FAMILIES.filter(
    (family) => podCIDROf(node, family) !== undefined || pods.some((pod) => ofFamily(pod.ips, family).length > 0),
  );
  const ports = new Map(pods.flatMap((pod) => pod.ips.slice(0, 1).map((ip) => [macOf(ip), hostDevice(pod)] as const)));
  const bridge: Bridge = {
    kind: 'bridge',
    name: BRIDGE,
    mac: bridgeMac(cluster, node),
    mtu: MTU,
    addresses: families.map((family) => {
      const cidr = podCIDROf(node, family);
      const ip = podGateway(cluster, node, family);
      return cidr === undefined ? createHostAddress(ip) : { ip, prefixLength: cidrParts(cidr).prefixLength };
    }),
    fdb: (mac) => ports.get(mac),
    origin: CNI,
  };
  return [bridge, ...pods.map(hostVeth)];
}

export function bridgeMac(cluster: Cluster, node: ClusterNode): string {
  const cidr = node.podCIDRs[0];
  return cidr === undefined
    ? macFromName(`bridge ${node.name}`)
    : macOf(podGateway(cluster, node, cidrParts(cidr).family));
}

/** Hairpin, so that a pod can reach itself by a Service (kubenet and the bridge plugin's hairpinMode). */
function hostVeth(pod: ClusterPod): Veth {
  return {
    kind: 'veth',
    name: hostDevice(pod),
    mac: macFromName(podText(pod)),
    mtu: MTU,
    addresses: [],
    master: BRIDGE,
    hairpin: true,
    peer: { namespace: podNamespace(pod.namespace, pod.name), interface: POD_DEVICE },
    origin: podOrigin(pod),
  };
}

/** The pod's end: its addresses with the prefix length of its node's podCIDR, or alone when given from elsewhere. */
export function podInterface(pod: ClusterPod, node: ClusterNode): Veth {
  const [first] = pod.ips;
  return {
    kind: 'veth',
    name: POD_DEVICE,
    mac: first === undefined ? macFromName(podText(pod)) : macOf(first),
    mtu: MTU,
    addresses: pod.ips.map((ip) => {
      const cidr = podCIDROf(node, ipFamily(ip));
      return cidr !== undefined && cidrContains(cidr, ip)
        ? { ip, prefixLength: cidrParts(cidr).prefixLength }
        : createHostAddress(ip);
    }),
    peer: { namespace: nodeNamespace(node.name), interface: hostDevice(pod) },
    origin: podOrigin(pod),
  };
}

/** The node a pod runs on. */
export interface PodPlace {
  readonly cluster: Cluster;
  readonly node: ClusterNode;
}

/** Everything goes to the bridge of the node; a gateway outside the pod's prefix is reached on the link. */
export function podRoutes({ cluster, node }: PodPlace, pod: ClusterPod, family: IpFamily): readonly Route[] {
  const [ip] = ofFamily(pod.ips, family);
  if (ip === undefined) return [];
  const gateway = podGateway(cluster, node, family);
  const cidr = podCIDROf(node, family);
  const onLink =
    cidr !== undefined && cidrContains(cidr, ip)
      ? []
      : [createRoute({ destination: hostCidr(gateway), device: POD_DEVICE, origin: CNI })];
  const destination = family === 4 ? ANY_IPV4 : ANY_IPV6;
  return [...onLink, createRoute({ destination, device: POD_DEVICE, via: gateway, origin: CNI })];
}

/** A pod whose given address lies outside its node's podCIDR. */
export interface StrayAddress {
  readonly ip: Ip;
  readonly pod: ClusterPod;
}

const knownStrays = new WeakMap<
  Cluster['pods'],
  { readonly nodes: Cluster['nodes']; readonly strays: readonly StrayAddress[] }
>();

/** Remembered for the pods and nodes of a cluster, which an edit of a Service leaves as they are. */
export function strayAddresses(cluster: Cluster): readonly StrayAddress[] {
  const known = knownStrays.get(cluster.pods);
  if (known?.nodes === cluster.nodes) return known.strays;
  const strays = findStrays(cluster);
  knownStrays.set(cluster.pods, { nodes: cluster.nodes, strays });
  return strays;
}

function findStrays(cluster: Cluster): readonly StrayAddress[] {
  return cluster.nodes.flatMap((node) => {
    const inside = node.podCIDRs.map(containment);
    return cluster
      .podsOn(node.name)
      .filter(isPlugged)
      .flatMap((pod) => pod.ips.filter((ip) => !inside.some((contains) => contains(ip))).map((ip) => ({ ip, pod })));
  });
}

/** Membership of one network; a /24 is told by its text, which matters with 100,000 pods. */
function containment(cidr: Cidr): (ip: Ip) => boolean {
  const { family, network, prefixLength } = cidrParts(cidr);
  if (family !== 4 || prefixLength !== 24) return (ip) => cidrContains(cidr, ip);
  const prefix = network.slice(0, network.lastIndexOf('.') + 1);
  return (ip) => ip.startsWith(prefix);
}

/** The way to other nodes' pods: each podCIDR by its node, each stray address by its pod's node or bridge. */
export function nodeRoutes(
  cluster: Cluster,
  node: ClusterNode,
  strays: readonly StrayAddress[],
  family: IpFamily,
): readonly Route[] {
  const others = cluster.nodes.flatMap((other) => {
    const via = primaryIP(other, family);
    const destination = podCIDROf(other, family);
    if (other.name === node.name || via === undefined || destination === undefined) return [];
    return [
      createRoute({
        destination,
        device: 'eth0',
        via,
        origin: { ...CNI, subject: { kind: 'Node', name: other.name } },
      }),
    ];
  });
  const single = strays
    .filter(({ ip }) => ipFamily(ip) === family)
    .flatMap(({ ip, pod }) => {
      const origin = podOrigin(pod);
      if (pod.nodeName === node.name) return [createRoute({ destination: hostCidr(ip), device: BRIDGE, origin })];
      const host = pod.nodeName === undefined ? undefined : cluster.node(pod.nodeName);
      const via = host === undefined ? undefined : primaryIP(host, family);
      return via === undefined ? [] : [createRoute({ destination: hostCidr(ip), device: 'eth0', via, origin })];
    });
  return [...others, ...single];
}
