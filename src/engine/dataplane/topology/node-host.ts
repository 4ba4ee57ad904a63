import type { Cluster, ClusterNode, ClusterPod } from '../../kubernetes/cluster.ts';
import type { NetworkNamespace } from '../../linux/namespace.ts';
import type { Ruleset } from '../../linux/netfilter.ts';
import { KERNEL } from '../../linux/origin.ts';
import { ANY_IPV4, ANY_IPV6 } from '../../net/cidr.ts';
import { ipFamily, type IpFamily } from '../../net/ip.ts';
import {
  BRIDGE,
  bridgeInterfaces,
  bridgeMac,
  isPlugged,
  nodeRoutes,
  podInterface,
  podRoutes,
  type StrayAddress,
} from '../cni/bridge.ts';
import { opensLocalnet } from '../cni/host-port.ts';
import type { Proxy } from '../kube-proxy/create-proxy.ts';
import { opensLocalhost } from '../kube-proxy/node-port-addresses.ts';
import { once } from '../once.ts';
import { nodeNamespace, podNamespace } from '../namespace-names.ts';
import { nodeSockets, podSockets } from '../sockets/listeners.ts';
import { createEthernet, createHost, createRoute } from './host.ts';
import { macOf } from './mac.ts';
import { podGateway, primaryIP } from './node-addresses.ts';
import { NODE_SEGMENT, type NodeSegment } from './node-segment.ts';

export interface NodeHostParts {
  readonly cluster: Cluster;
  readonly segment: NodeSegment;
  readonly strays: () => readonly StrayAddress[];
  readonly ruleset: (node: ClusterNode, family: IpFamily) => Ruleset;
  readonly proxy: Proxy;
}

/** A node: eth0 on the nodes' segment, a bridge with a port per pod, routes to the other nodes' pods. */
export function createNodeHost(
  { cluster, segment, strays, ruleset, proxy }: NodeHostParts,
  node: ClusterNode,
): NetworkNamespace {
  const pods = once(() => cluster.podsOn(node.name).filter(isPlugged));
  const podMacs = once(
    () => new Map(pods().flatMap((pod) => pod.ips.map((ip) => [ip, macOf(pod.ips[0] ?? ip)] as const))),
  );
  const { virtualServers, bpf } = proxy;
  return createHost({
    id: nodeNamespace(node.name),
    origin: { program: 'kernel', subject: { kind: 'Node', name: node.name } },
    // Simplification: for hostPorts portmap sets route_localnet on the bridge alone.
    sysctls: {
      ipForward: true,
      bridgeNfCallIptables: true,
      routeLocalnet: opensLocalhost(cluster.settings, node) || opensLocalnet(pods()),
    },
    interfaces: () => [
      createEthernet({
        name: 'eth0',
        segment: NODE_SEGMENT,
        mac: segment.nodeMac(node),
        addresses: node.ips.map((ip) => ({ ip, prefixLength: segment.prefixLength(ipFamily(ip)) })),
        origin: KERNEL,
      }),
      ...bridgeInterfaces(cluster, node, pods()),
      ...(proxy.devices?.(node) ?? []),
    ],
    routes: (family) => {
      const gateway = segment.routerIP(family);
      const usable = gateway !== undefined && primaryIP(node, family) !== undefined;
      const destination = family === 4 ? ANY_IPV4 : ANY_IPV6;
      return [
        ...(usable ? [createRoute({ destination, device: 'eth0', via: gateway, origin: KERNEL })] : []),
        ...nodeRoutes(cluster, node, strays(), family),
      ];
    },
    macOn: (device, ip) => (device === BRIDGE ? podMacs().get(ip) : segment.macOf(ip)),
    ruleset: (family) => ruleset(node, family),
    sockets: () => nodeSockets(cluster, node),
    ...(virtualServers === undefined ? {} : { ipvs: (family: IpFamily) => virtualServers(node, family) }),
    ...(bpf === undefined ? {} : { bpf: bpf.ofNode(node) }),
  });
}

/** A pod's namespace: lo and one end of a veth pair, the default route over its node's bridge. */
export function createPodHost(
  { cluster, proxy: { bpf } }: Pick<NodeHostParts, 'cluster' | 'proxy'>,
  node: ClusterNode,
  pod: ClusterPod,
): NetworkNamespace {
  const neighbors = once(() => cluster.podsOn(node.name).filter(isPlugged));
  return createHost({
    id: podNamespace(pod.namespace, pod.name),
    origin: { program: 'container', subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name } },
    sysctls: { ipForward: false, bridgeNfCallIptables: false, routeLocalnet: false },
    interfaces: () => [podInterface(pod, node)],
    routes: (family) => podRoutes({ cluster, node }, pod, family),
    macOn: (_device, ip) => {
      if (ip === podGateway(cluster, node, ipFamily(ip))) return bridgeMac(cluster, node);
      const owner = neighbors().find((other) => other.ips.includes(ip));
      return owner === undefined ? undefined : macOf(owner.ips[0] ?? ip);
    },
    sockets: () => podSockets(pod),
    ...(bpf === undefined ? {} : { bpf: bpf.ofPod(node) }),
  });
}
