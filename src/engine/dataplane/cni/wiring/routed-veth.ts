import type { PodPlace } from '../../../kubernetes/cluster/cluster.ts';
import type { InterfaceAddress, NeighborEntry, Veth } from '../../../linux/model/devices.ts';
import type { Mac } from '../../../linux/model/place.ts';
import type { Route } from '../../../linux/model/routes.ts';
import type { Origin } from '../../../linux/model/origin.ts';
import { ANY_IPV4, ANY_IPV6, hostCidr } from '../../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../../net/ip.ts';
import { nodeNamespace, podNamespace } from '../../rules/namespace-names.ts';
import { createHostAddress, createRoute } from '../../hosts/host.ts';
import { macFromName, macOf } from '../../hosts/mac.ts';
import type { CniPlace, CniPod } from './cni-program.ts';
import type { WiredNode } from '../../hosts/wired-node.ts';

const POD_DEVICE = 'eth0';

/** How a CNI without a bridge connects pods: a veth pair each, and a route to the pod at its host end. */
export interface RoutedVeths {
  readonly origin: Origin;
  readonly mtu: number;
  readonly hostDevice: (pod: PodPlace) => string;
  readonly hostMac: (pod: PodPlace) => Mac;
  /** Where pods send everything; undefined: the node has no address of the family to offer. */
  readonly gateway: (node: WiredNode, family: IpFamily) => Ip | undefined;
  /** Addresses of every host end; absent: none. */
  readonly hostAddresses?: (node: WiredNode) => readonly InterfaceAddress[];
  readonly proxyArp?: true;
  /** The plugin writes the gateway's MAC into the pod, so that nobody has to be asked. */
  readonly permanentGateway?: true;
  readonly podAddresses?: (node: WiredNode, pod: PodPlace) => readonly InterfaceAddress[];
  /** Path MTU of the pod's routes; absent: that of its interface. */
  readonly routeMtu?: number;
}

const ofFamily = (ips: readonly Ip[], family: IpFamily): readonly Ip[] => ips.filter((ip) => ipFamily(ip) === family);

export const podOrigin = (origin: Origin, pod: PodPlace): Origin => ({
  ...origin,
  subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name },
});

/** Alone, as most routed CNIs give them. */
export const hostAddresses = (_node: WiredNode, pod: PodPlace): readonly InterfaceAddress[] =>
  pod.ips.map(createHostAddress);

/** The host ends of the pods' veth pairs. */
export function hostVeths(veths: RoutedVeths, { node, pods }: CniPlace): readonly Veth[] {
  const addresses = veths.hostAddresses?.(node) ?? [];
  return pods.map((pod) => ({
    kind: 'veth',
    name: veths.hostDevice(pod),
    mac: veths.hostMac(pod),
    mtu: veths.mtu,
    addresses,
    ...(veths.proxyArp === undefined ? {} : { proxyArp: veths.proxyArp }),
    peer: { namespace: podNamespace(pod.namespace, pod.name), interface: POD_DEVICE },
    origin: podOrigin(veths.origin, pod),
  }));
}

/** The node's routes to its pods, each by its veth. */
export function vethRoutes(veths: RoutedVeths, { pods }: CniPlace, family: IpFamily): readonly Route[] {
  return pods.flatMap((pod) =>
    ofFamily(pod.ips, family).map((ip) =>
      createRoute({
        destination: hostCidr(ip),
        device: veths.hostDevice(pod),
        origin: podOrigin(veths.origin, pod),
      }),
    ),
  );
}

/** The MAC of a pod of the node, by the device it is behind. */
export function vethMacs({ hostDevice }: RoutedVeths, { pods }: CniPlace): (device: string, ip: Ip) => Mac | undefined {
  return (device, ip) => {
    const pod = pods.find((one) => one.ips.includes(ip) && hostDevice(one) === device);
    return pod === undefined ? undefined : podMac(pod);
  };
}

const podMac = (pod: PodPlace): Mac => {
  const [first] = pod.ips;
  return first === undefined ? macFromName(`${pod.namespace}/${pod.name}/${pod.sandbox}`) : macOf(first);
};

/** A pod's end: its addresses, the way to the gateway on the link, and everything by that gateway. */
export function routedPod(veths: RoutedVeths, { node }: CniPlace, pod: PodPlace): CniPod {
  const gatewayMac = veths.hostMac(pod);
  const origin = podOrigin(veths.origin, pod);
  const families = [...new Set(pod.ips.map(ipFamily))];
  const gateways = families.flatMap((family) => veths.gateway(node, family) ?? []);
  const permanent = (): readonly NeighborEntry[] =>
    gateways.map((ip) => ({ ip, mac: gatewayMac, device: POD_DEVICE, origin }));
  const limit = veths.routeMtu === undefined ? {} : { mtu: veths.routeMtu };
  return {
    device: {
      kind: 'veth',
      name: POD_DEVICE,
      mac: podMac(pod),
      mtu: veths.mtu,
      addresses: (veths.podAddresses ?? hostAddresses)(node, pod),
      peer: { namespace: nodeNamespace(node.name), interface: veths.hostDevice(pod) },
      origin,
    },
    routes: (family) => {
      const via = veths.gateway(node, family);
      if (via === undefined || ofFamily(pod.ips, family).length === 0) return [];
      const destination = family === 4 ? ANY_IPV4 : ANY_IPV6;
      return [
        createRoute({ destination: hostCidr(via), device: POD_DEVICE, origin }),
        { ...createRoute({ destination, device: POD_DEVICE, via, origin }), ...limit },
      ];
    },
    // Of IPv6 gateways the link-local address: the host end's own, by its MAC.
    macOn: (ip) =>
      gateways.includes(ip) && (veths.permanentGateway === true || ipFamily(ip) === 6) ? gatewayMac : undefined,
    ...(veths.permanentGateway === undefined ? {} : { permanentNeighbors: permanent }),
  };
}
