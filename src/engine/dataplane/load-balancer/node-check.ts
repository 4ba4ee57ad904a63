import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { Port } from '../../net/ip.ts';

/** kube-proxy's own port, where Google asks it. // Kubernetes v1.34 pkg/proxy/healthcheck/proxy_health.go */
const KUBE_PROXY_PORT = 10_256;

/** Where a load balancer asks a node whether it is healthy. */
export interface NodeCheck {
  readonly port: Port;
  /** kube-proxy answers it, for itself or, at a healthCheckNodePort, for the endpoints on its node; else whoever is behind the node port. */
  readonly by: 'KUBE_PROXY' | 'HEALTH_CHECK_NODE_PORT' | 'NODE_PORT';
}

/** undefined: the port has no node port at which it could be asked. // healthcheck/service_health.go */
export function nodeCheckOf(
  { settings }: Cluster,
  { healthCheckNodePort }: ClusterService,
  nodePort: Port | undefined,
): NodeCheck | undefined {
  if (healthCheckNodePort !== undefined) return { port: healthCheckNodePort, by: 'HEALTH_CHECK_NODE_PORT' };
  if (settings.cloud === 'gke') return { port: KUBE_PROXY_PORT, by: 'KUBE_PROXY' };
  return nodePort === undefined ? undefined : { port: nodePort, by: 'NODE_PORT' };
}
