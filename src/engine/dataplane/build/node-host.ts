import type { Cluster, ClusterNode } from '../../kubernetes/cluster/cluster.ts';
import { EMPTY_RULESET, type Interface, type NetworkNamespace, type Ruleset } from '../../linux/namespace/namespace.ts';
import { KERNEL } from '../../linux/model/origin.ts';
import { ANY_IPV4, ANY_IPV6, hostCidr } from '../../net/cidr.ts';
import { ipFamily, type IpFamily } from '../../net/ip.ts';
import type { CniNode, CniPod } from '../cni/wiring/cni-program.ts';
import type { Proxy } from '../proxy/modes/create-proxy.ts';
import { opensLocalhost } from '../proxy/ports/node-port-addresses.ts';
import { nodeNamespace, podNamespace } from '../rules/namespace-names.ts';
import { type ListeningPod, nodeSockets, podSockets, type ToldListening } from './listeners.ts';
import { createEthernet, createHost, createRoute, type HostParts } from '../hosts/host.ts';
import { primaryIP } from '../hosts/node-addresses.ts';
import { NODE_SEGMENT, type NodeSegment } from '../hosts/node-segment.ts';

/** All that a node's interfaces, routes and neighbours are made of. */
export interface NodeLinksAsk {
  readonly segment: NodeSegment;
  readonly cni: CniNode;
  readonly uplinkMtu: number;
  /** Those that programs add: kube-proxy, a DNS cache. */
  readonly devices: readonly Interface[];
}

export interface NodeHostParts extends NodeLinksAsk {
  readonly cluster: Cluster;
  readonly ruleset: (family: IpFamily) => Ruleset;
  readonly proxy: Proxy;
  /** What eBPF programs of the CNI ask of packets of pods; absent: nothing. */
  readonly policy?: (family: IpFamily) => Ruleset;
  /** A program has set route_localnet for what it does. */
  readonly localnet: () => boolean;
  readonly told: ToldListening | undefined;
}

/** A node: eth0 on the nodes' segment, and what its CNI and its kube-proxy add. */
export function createNodeHost(parts: NodeHostParts, node: ClusterNode): NetworkNamespace {
  const { cluster, cni, proxy } = parts;
  const { virtualServers, bpf } = proxy;
  const { redirect, permanentNeighbors } = cni;
  const { policy } = parts;
  const programs = {
    ...bpf?.ofNode(node),
    ...(redirect === undefined ? {} : { redirect }),
    ...(policy === undefined ? {} : { policy }),
  };
  return createHost({
    id: nodeNamespace(node.name),
    origin: { program: 'kernel', subject: { kind: 'Node', name: node.name } },
    // Simplification: for hostPorts portmap sets route_localnet on the bridge alone.
    sysctls: {
      ipForward: true,
      bridgeNfCallIptables: true,
      routeLocalnet: opensLocalhost(cluster.settings, node) || parts.localnet(),
    },
    ...nodeLinks(parts, node),
    ...(permanentNeighbors === undefined ? {} : { permanentNeighbors }),
    ruleset: parts.ruleset,
    sockets: () => nodeSockets(cluster, node, parts.told),
    ...(virtualServers === undefined ? {} : { ipvs: (family: IpFamily) => virtualServers(node, family) }),
    ...(bpf === undefined && redirect === undefined ? {} : { bpf: programs }),
  });
}

function nodeLinks(
  { segment, cni, uplinkMtu, devices }: NodeLinksAsk,
  node: ClusterNode,
): Pick<HostParts, 'interfaces' | 'routes' | 'rules' | 'macOn'> {
  const { uplinkPrefixLength, rules } = cni;
  return {
    interfaces: () => [
      createEthernet({
        name: 'eth0',
        segment: NODE_SEGMENT,
        mac: segment.nodeMac(node),
        mtu: uplinkMtu,
        addresses: node.ips.map((ip) => ({
          ip,
          prefixLength: (ipFamily(ip) === 4 ? uplinkPrefixLength : undefined) ?? segment.prefixLength(ipFamily(ip)),
        })),
        origin: KERNEL,
      }),
      ...cni.interfaces(),
      ...devices,
    ],
    routes: (family) => {
      const gateway = segment.routerIP(family);
      const usable = gateway !== undefined && primaryIP(node, family) !== undefined;
      const destination = family === 4 ? ANY_IPV4 : ANY_IPV6;
      return [
        // An address alone has nothing on its link but the gateway.
        ...(usable && uplinkPrefixLength === 32 && family === 4
          ? [createRoute({ destination: hostCidr(gateway), device: 'eth0', origin: KERNEL })]
          : []),
        ...(usable ? [createRoute({ destination, device: 'eth0', via: gateway, origin: KERNEL })] : []),
        ...cni.routes(family),
      ];
    },
    ...(rules === undefined ? {} : { rules }),
    macOn: (device, ip) => cni.macOn(device, ip) ?? (onSegment(device) ? segment.macOf(ip) : undefined),
  };
}

/** eth0, and further interfaces of a node on the nodes' segment. */
const onSegment = (device: string): boolean => /^eth\d+$/.test(device);

interface PodHostParts {
  readonly cni: CniPod;
  readonly proxy: Proxy;
  /** undefined: it has no rules. */
  readonly ruleset: ((family: IpFamily) => Ruleset | undefined) | undefined;
  readonly forwards: boolean;
}

/** A pod's namespace: lo and one end of a veth pair. `pod` and the CNI's part are all that it is made of, but for eBPF. */
export function createPodHost(
  { cni, proxy: { bpf }, ruleset, forwards }: PodHostParts,
  node: ClusterNode,
  pod: ListeningPod,
): NetworkNamespace {
  const { device, routes, macOn, permanentNeighbors } = cni;
  return createHost({
    id: podNamespace(pod.namespace, pod.name),
    origin: { program: 'container', subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name } },
    sysctls: { ipForward: forwards, bridgeNfCallIptables: false, routeLocalnet: false },
    interfaces: () => [device],
    routes,
    macOn: (_device, ip) => macOn(ip),
    ...(permanentNeighbors === undefined ? {} : { permanentNeighbors }),
    loopback: pod.sidecar?.loopback,
    sockets: () => podSockets(pod),
    ...(ruleset === undefined ? {} : { ruleset: (family: IpFamily) => ruleset(family) ?? EMPTY_RULESET }),
    ...(bpf === undefined ? {} : { bpf: bpf.ofPod(node) }),
  });
}
