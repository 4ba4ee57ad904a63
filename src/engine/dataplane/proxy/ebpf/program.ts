import type { Cluster, ClusterNode } from '../../../kubernetes/cluster/cluster.ts';
import type { BpfLookup, BpfService } from '../../../linux/model/bpf.ts';
import type { BpfPrograms } from '../../../linux/namespace/namespace.ts';
import { BPF_TRANSLATORS } from '../../../linux/walk/bpf-run.ts';
import { cidrContains } from '../../../net/cidr.ts';
import { ipFamily, isLoopbackIp, type Ip } from '../../../net/ip.ts';
import { once } from '../../rules/once.ts';
import { perFamily } from '../../hosts/host.ts';
import { primaryIP } from '../../hosts/node-addresses.ts';
import { categorizeEndpoints } from '../ports/categorize-endpoints.ts';
import type { Listings } from '../ports/port-listing.ts';
import { createServiceIndex, serviceAddresses, type IndexedPort } from '../ports/service-index.ts';

/** The device with the node's own addresses, at which Services are entered from outside. */
const DEVICE = 'eth0';

/** A replacement of kube-proxy by eBPF programs, on every node of a cluster. */
export interface EbpfProxy {
  /** For the node's own processes, and at its device. */
  readonly ofNode: (node: ClusterNode) => BpfPrograms;
  /** For the processes of a pod on the node: the cgroup program is the same in every pod. */
  readonly ofPod: (node: ClusterNode) => BpfPrograms;
}

/**
 * Programs the nodes as Cilium does without kube-proxy (kubeProxyReplacement: true): bpf/bpf_sock.c at the sockets,
 * bpf/lib/nodeport.h at the device.
 * Simplification: with any CNI but Cilium's only what replaces kube-proxy is eBPF; pods are connected and masqueraded as that CNI does.
 * Simplification: trafficDistribution is honoured as kube-proxy does; in Cilium that is an option (loadBalancer.serviceTopology).
 * Simplification: NodePorts answer on the node's addresses whatever nodePortAddresses says, which is a setting of kube-proxy.
 * Simplification: forwarding is SNAT mode at tc; DSR, XDP, Maglev and host ports are not modelled.
 */
export function createEbpfProxy(cluster: Cluster, listings: Listings): EbpfProxy {
  const services = perFamily((family) => createServiceIndex(listings.of(family)));
  const allNodeIPs = once(() => new Set(cluster.nodes.flatMap((node) => node.ips)));

  const socket = (node: ClusterNode, onNode: boolean): BpfLookup => {
    const make = createMaker(node, 'inside');
    return (protocol, ip, port) => {
      const index = services(ipFamily(ip));
      const entry = index.address(protocol, ip, port);
      // An externalIP may be anybody's address: a socket is only sent astray where the address is a node's own.
      if (entry !== undefined && (entry.kind !== 'externalIP' || allNodeIPs().has(ip))) return make(entry, ip);
      const answers = allNodeIPs().has(ip) || (onNode && isLoopbackIp(ip));
      const nodePort = answers ? index.nodePort(protocol, port) : undefined;
      return nodePort === undefined ? undefined : make(nodePort, ip);
    };
  };
  const device = (node: ClusterNode): NonNullable<BpfPrograms['device']> => {
    const make = createMaker(node, 'outside');
    return {
      name: DEVICE,
      lookup: (protocol, ip, port) => {
        const index = services(ipFamily(ip));
        const entry =
          index.address(protocol, ip, port) ?? (node.ips.includes(ip) ? index.nodePort(protocol, port) : undefined);
        return entry === undefined ? undefined : make(entry, ip);
      },
      services: (family) =>
        services(family).ports.flatMap((port) => {
          const nodeIPs = port.nodePort === 0 ? [] : node.ips.filter((ip) => ipFamily(ip) === family);
          const entries = [...serviceAddresses(port), ...nodeIPs.map((ip) => ['nodePort', ip] as const)];
          return entries.map(([kind, ip]) => make({ port, kind }, ip));
        }),
      source: (family) => primaryIP(node, family),
    };
  };
  return {
    ofNode: (node) => ({ socket: socket(node, true), device: device(node), translators: BPF_TRANSLATORS }),
    ofPod: (node) => ({ socket: socket(node, false), translators: BPF_TRANSLATORS }),
  };
}

/** Traffic from inside ignores externalTrafficPolicy (a Service has two scopes: inside and outside the cluster). */
function createMaker(node: ClusterNode, scope: 'inside' | 'outside') {
  const made = new Map<string, BpfService>();
  return ({ port, kind }: IndexedPort, ip: Ip): BpfService => {
    const number = kind === 'nodePort' ? port.nodePort : port.port;
    const key = `${port.protocol} ${ip} ${number}`;
    let service = made.get(key);
    if (service === undefined) {
      const { cluster, local } = categorizeEndpoints(port, { name: node.name, zone: node.zone });
      const onlyLocal =
        kind === 'clusterIP' ? port.internalPolicyLocal : scope === 'outside' && port.externalPolicyLocal;
      const denies = scope === 'outside' ? denial({ port, kind }) : undefined;
      service = {
        frontend: { protocol: port.protocol, ip, port: number, origin: port.origin },
        backends: (onlyLocal ? local : cluster).map(({ target }) => target),
        ...(port.affinityTimeout === 0 ? {} : { affinity: port.affinityTimeout }),
        ...(denies === undefined ? {} : { denies }),
      };
      made.set(key, service);
    }
    return service;
  };
}

/** Nobody outside may use a clusterIP (bpf.lbExternalClusterIP is off); a load balancer's address only its source ranges. */
function denial({ port, kind }: IndexedPort): BpfService['denies'] {
  if (kind === 'clusterIP') return () => true;
  if (kind !== 'loadBalancer' || port.sourceRanges.length === 0) return undefined;
  return (client) => !port.sourceRanges.some((range) => cidrContains(range, client));
}
