import type { Ip } from '../../net/ip.ts';
import type { Cluster, ClusterPod, ClusterService } from '../cluster/cluster.ts';
import { isForHost, type RouterRoute, routerRoutes } from './routes.ts';

/** On the pods of a router: which IngressController they are of. // cluster-ingress-operator v4.19 pkg/operator/controller/names.go */
export const ROUTER = 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller';

export const isRouter = ({ labels }: Pick<ClusterPod, 'labels'>): boolean => labels[ROUTER] !== undefined;

export const isRouterService = ({ selector }: Pick<ClusterService, 'selector'>): boolean =>
  selector?.[ROUTER] !== undefined;

/** The Services in front of routers for who comes from outside. */
export function routerFronts({ services }: Cluster): readonly ClusterService[] {
  return services.filter((service) => isRouterService(service) && service.type !== 'ClusterIP');
}

/** All Routes of a cluster. */
export const routesOf = ({ ofKind, notRead }: Cluster): readonly RouterRoute[] =>
  routerRoutes({ routes: ofKind('Route'), notRead });

/** Where outside clients reach routers: at load balancers; where routers have the host's network without one, at their nodes. */
export function routerAddresses(cluster: Cluster): readonly Ip[] {
  const balanced = routerFronts(cluster).flatMap(({ loadBalancerIPs }) => loadBalancerIPs.map(({ ip }) => ip));
  if (balanced.length > 0) return balanced;
  const nodes = new Set(cluster.pods.flatMap((pod) => (isRouter(pod) && pod.hostNetwork ? (pod.nodeName ?? []) : [])));
  return cluster.nodes.flatMap(({ name, externalIPs, ips }) =>
    nodes.has(name) ? (externalIPs.length > 0 ? externalIPs : ips) : [],
  );
}

/** Where the world's DNS sends who asks for a host of a Route; undefined: no Route is for it. */
export function addressesOf(cluster: Cluster, host: string): readonly Ip[] | undefined {
  return routesOf(cluster).some((route) => isForHost(route, host)) ? routerAddresses(cluster) : undefined;
}
