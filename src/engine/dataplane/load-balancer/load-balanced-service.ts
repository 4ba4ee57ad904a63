import type { Cluster, ClusterNode, ClusterService, ServicePort } from '../../kubernetes/cluster.ts';
import type { Origin } from '../../linux/origin.ts';
import { ipFamily, type Ip } from '../../net/ip.ts';
import { primaryIP } from '../topology/node-addresses.ts';

/** One address of one Service of type LoadBalancer and the nodes that take its traffic. */
export interface Frontend {
  readonly ip: Ip;
  readonly mode: 'VIP' | 'Proxy';
  readonly ports: readonly ServicePort[];
  /** Addresses of eligible nodes, of the address' family. */
  readonly nodeIPs: readonly Ip[];
  readonly origin: Origin;
}

/** KEP-1143. */
const EXCLUDED_LABEL = 'node.kubernetes.io/exclude-from-external-load-balancers';

/** All load balancer addresses, in Service order. */
export function frontends(cluster: Cluster): readonly Frontend[] {
  return cluster.services
    .filter((service) => service.type === 'LoadBalancer')
    .flatMap((service) =>
      service.loadBalancerIPs.map(({ ip, ipMode }) => ({
        ip,
        mode: ipMode,
        ports: service.ports,
        nodeIPs: eligibleNodes(cluster, service, ip).flatMap((node) => primaryIP(node, ipFamily(ip)) ?? []),
        origin: {
          program: 'load-balancer',
          subject: { kind: 'Service', namespace: service.namespace, name: service.name },
        },
      })),
    );
}

/**
 * Ready nodes that are not excluded; with externalTrafficPolicy Local those of them that have a ready endpoint, which is what
 * their healthCheckNodePort tells. Kubernetes v1.34 cloud-provider service controller, kube-proxy healthcheck/service_health.go.
 */
function eligibleNodes(cluster: Cluster, service: ClusterService, ip: Ip): readonly ClusterNode[] {
  const ready = cluster.nodes.filter((node) => node.ready && node.labels[EXCLUDED_LABEL] === undefined);
  if (service.externalTrafficPolicy !== 'Local') return ready;
  const local = new Set(
    service
      .endpoints(ipFamily(ip))
      .filter((endpoint) => endpoint.ready)
      .map((endpoint) => endpoint.nodeName),
  );
  return ready.filter((node) => local.has(node.name));
}
