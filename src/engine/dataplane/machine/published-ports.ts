import type { Cluster, ClusterNode, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { TransportProtocol } from '../../kubernetes/model/basics.ts';
import type { Machine, MappedPort } from '../../kubernetes/model/machine.ts';
import type { NamespaceId } from '../../linux/model/place.ts';
import type { Subject } from '../../linux/model/origin.ts';
import { isLoopbackIp, type Ip, type IpFamily, type Port } from '../../net/ip.ts';
import { primaryIP } from '../hosts/node-addresses.ts';
import { INTERNET, LOAD_BALANCER, nodeNamespace, ROUTER } from '../rules/namespace-names.ts';

/** A port of the machine at which a process takes connections and opens one of its own for each. */
export interface PublishedPort {
  /** Absent: at all of its addresses. */
  readonly listen?: Ip;
  readonly protocol: TransportProtocol;
  readonly port: Port;
  readonly process: 'docker-proxy' | 'com.docker.backend' | 'ssh';
  /** From where it connects on: what answers sees an address of that place. */
  readonly from: NamespaceId;
  /** One of them is called. */
  readonly ends: readonly { readonly ip: Ip; readonly port: Port }[];
  /** Whose port it is: of a node's container, or of a Service. */
  readonly subject?: Subject;
}

/** Ports of the machine that lead into the cluster, each once. Empty where the cluster is on nobody's own machine. */
export function publishedPorts(cluster: Cluster, family: IpFamily): readonly PublishedPort[] {
  const { machine } = cluster.settings;
  if (machine === undefined) return [];
  const all = [
    ...machine.mapped.flatMap((each) => publishedOf(cluster, machine, { mapped: each, family })),
    ...servedPorts(cluster, machine, family),
  ];
  return all.filter((each, at) => !all.slice(0, at).some((other) => isTaken(other, each)));
}

function isTaken(a: PublishedPort, b: PublishedPort): boolean {
  const sameAddress = a.listen === undefined || b.listen === undefined || a.listen === b.listen;
  return a.port === b.port && a.protocol === b.protocol && sameAddress;
}

/** True for a port that takes what is sent to the address. */
export const isPublishedAt = ({ listen }: PublishedPort, ip: Ip): boolean => listen === undefined || listen === ip;

interface Publishing {
  readonly mapped: MappedPort;
  readonly family: IpFamily;
}

/**
 * What docker publishes. A process of it takes connections from the machine itself and opens one to the container, from the network
 * that both are on. // docker v28 libnetwork/drivers/bridge/port_mapping_linux.go, cmd/docker-proxy
 * Simplification: k3d's proxy, an nginx that has the port published, is one process with docker's in front of it.
 */
function publishedOf(cluster: Cluster, { reach }: Machine, { mapped, family }: Publishing): readonly PublishedPort[] {
  const { listen, protocol, port, containerPort, nodes, to } = mapped;
  if (mapped.family !== undefined && mapped.family !== family) return [];
  const named = nodes.flatMap(({ name, index }) => cluster.node(name) ?? cluster.nodes[index] ?? []);
  const ends = named.flatMap((node) => {
    const ip = primaryIP(node, family) ?? (family === 6 ? primaryIP(node, 4) : undefined);
    return ip === undefined ? [] : [{ ip, port: containerPort }];
  });
  const [first] = named;
  if (ends.length === 0 || first === undefined) return [];
  return [
    {
      ...(listen !== undefined && { listen }),
      protocol,
      port,
      process: reach === 'LINK' ? 'docker-proxy' : 'com.docker.backend',
      from: to === 'PROXY' ? LOAD_BALANCER : reach === 'LINK' ? INTERNET : ROUTER,
      ends,
      ...(to === 'NODE' && { subject: { kind: 'Node', name: first.name } }),
    },
  ];
}

/** Of Services that what runs the cluster serves on the machine itself. */
function servedPorts(cluster: Cluster, { environment }: Machine, family: IpFamily): readonly PublishedPort[] {
  if (environment === 'minikube') return tunnelledPorts(cluster, family);
  return environment === 'docker-desktop' ? desktopPorts(cluster, family) : [];
}

/** From a process on the node, in the machine's virtual machine, to a Service's clusterIP. */
function toClusterIP(
  service: ClusterService,
  node: ClusterNode | undefined,
  { process, family }: Pick<PublishedPort, 'process'> & { readonly family: IpFamily },
) {
  const ip = service.clusterIPs.find((each) => each.includes(':') === (family === 6));
  const { namespace, name } = service;
  return (port: Port, target: Port, protocol: TransportProtocol): readonly PublishedPort[] =>
    ip === undefined || node === undefined || protocol === 'SCTP'
      ? []
      : [
          {
            protocol,
            port,
            process,
            from: nodeNamespace(node.name),
            ends: [{ ip, port: target }],
            subject: { kind: 'Service', namespace, name },
          },
        ];
}

/** `minikube tunnel` where nodes are in a virtual machine: ssh forwards ports of Services. // minikube v1.37 pkg/minikube/tunnel/kic */
function tunnelledPorts({ services, nodes }: Cluster, family: IpFamily): readonly PublishedPort[] {
  return services.flatMap((service) => {
    const { balancing, loadBalancerIPs, ports } = service;
    const isHere = balancing?.by === 'minikube-tunnel' && loadBalancerIPs.some(({ ip }) => isLoopbackIp(ip));
    if (!isHere) return [];
    const open = toClusterIP(service, nodes[0], { process: 'ssh', family });
    return ports.flatMap(({ port, protocol }) => open(port, port, protocol));
  });
}

/**
 * Ports of LoadBalancer Services and node ports. Where kind makes Docker Desktop's cluster, those of LoadBalancer Services alone, by a
 * container beside the nodes for each, whose Envoy asks every node's health check whether it has endpoints.
 * // moby/vpnkit go/pkg/controller/controller.go convert; docker/desktop-cloud-provider v0.0.2 pkg/loadbalancer/server.go, proxy.go
 */
function desktopPorts(cluster: Cluster, family: IpFamily): readonly PublishedPort[] {
  const { services, nodes } = cluster;
  const node = nodes.find(({ name }) => name === 'docker-desktop');
  return services.flatMap((service) => {
    const { type, ports, balancing, namespace, name } = service;
    if (balancing?.pending !== undefined) return [];
    if (node !== undefined) {
      const open = toClusterIP(service, node, { process: 'com.docker.backend', family });
      return ports.flatMap(({ port, nodePort, protocol }) => {
        const own = type === 'LoadBalancer' ? port : type === 'NodePort' ? nodePort : undefined;
        return own === undefined ? [] : open(own, port, protocol);
      });
    }
    if (type !== 'LoadBalancer') return [];
    return ports.flatMap(({ port, nodePort, protocol }): readonly PublishedPort[] => {
      const local = service.externalTrafficPolicy === 'Local' ? service.endpoints(family) : undefined;
      const ends = nodes.flatMap((each) => {
        const isHealthy = local?.some(({ nodeName, ready }) => ready && nodeName === each.name) ?? true;
        const ip = each.ready && isHealthy && nodePort !== undefined ? primaryIP(each, family) : undefined;
        return ip === undefined || nodePort === undefined ? [] : [{ ip, port: nodePort }];
      });
      const subject = { kind: 'Service', namespace, name };
      return ends.length === 0
        ? []
        : [{ protocol, port, process: 'com.docker.backend', from: LOAD_BALANCER, ends, subject }];
    });
  });
}
