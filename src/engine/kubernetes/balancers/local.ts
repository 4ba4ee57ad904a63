import { isLoopbackIp } from '../../net/ip.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import type { Environment } from '../model/machine.ts';
import { localNodeOf } from '../nodes/local-nodes.ts';
import type { Balanced, BalancedService, Balancer, BalancerSources } from './balancer-planner.ts';

/** What puts the cluster on somebody's own machine, by its nodes, else by a configuration of kind or k3d; undefined: nothing shows that. */
export function environmentOf(store: PlanStore): Environment | undefined {
  const [local] = store.few('Node', isLocal);
  if (local !== undefined) return localNodeOf(local)?.environment;
  if (store.ofKind('Node').length > 0) return undefined;
  if (store.ofKind('Cluster').length > 0) return 'kind';
  return store.ofKind('Simple').length > 0 ? 'k3d' : undefined;
}

const isLocal = (node: StoredObject): boolean => localNodeOf(node) !== undefined;

/**
 * `minikube tunnel`, where a status shows that it runs: a Service's address is then its clusterIP, to which the machine has a route,
 * or 127.0.0.1, where a tunnel leads to its clusterIP. // minikube v1.37 pkg/minikube/tunnel/loadbalancer_patcher.go, kic/ssh_tunnel.go
 */
export function createTunnel({ environment }: Pick<BalancerSources, 'environment'>): Balancer | undefined {
  if (environment !== 'minikube') return undefined;
  return {
    give: ({ spec }): Balanced | undefined => {
      const told = (spec.loadBalancerIngress ?? []).flatMap(({ ip }) => ip ?? []);
      const isTunnel = told.length > 0 && told.every((ip) => isLoopbackIp(ip) || spec.clusterIPs.includes(ip));
      return isTunnel ? { ips: told, balancing: { by: 'minikube-tunnel' } } : undefined;
    },
  };
}

/**
 * Docker Desktop gives a Service the name localhost, and its ports on the machine; one of which others have all ports waits.
 * // moby/vpnkit go/pkg/controller/controller.go ensureOpened
 */
export function createDockerDesktop({ environment }: Pick<BalancerSources, 'environment'>): Balancer | undefined {
  if (environment !== 'docker-desktop') return undefined;
  const opened = new Map<number, BalancedService>();
  return {
    give: (service): Balanced | undefined => {
      const { spec, ports } = service;
      // With an address it is served by a container of its own, beside the nodes.
      if ((spec.loadBalancerIngress ?? []).some(({ ip }) => ip !== undefined)) return undefined;
      const free = ports.filter(({ port }) => !opened.has(port));
      for (const { port } of free) opened.set(port, service);
      const [first] = ports;
      const holder = first && opened.get(first.port);
      if (free.length > 0 || first === undefined || holder === undefined)
        return { ips: [], balancing: { by: 'docker-desktop' } };
      const { namespace = 'default', name } = holder.ref;
      const detail = { port: first.port, holder: { namespace, name } };
      return { ips: [], balancing: { by: 'docker-desktop', pending: { code: 'MACHINE_PORTS_TAKEN', detail } } };
    },
  };
}
