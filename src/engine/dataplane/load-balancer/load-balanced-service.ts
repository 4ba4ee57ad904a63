import type { Cluster, ClusterNode, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import { isOfController, type SchemeAsk } from '../../kubernetes/balancers/cloud-scheme.ts';
import { AWS_LOAD_BALANCER, AZURE_NO_FLOATING_IP } from '../../kubernetes/fields/service-annotations.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { frontIPs } from '../../kubernetes/services/front-ips.ts';
import { cidrParts, type Cidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily, type Port } from '../../net/ip.ts';
import { primaryIP } from '../hosts/node-addresses.ts';
import { entryIPs } from './entries.ts';
import { EXCLUDED_LABEL, hasEndpoint } from './eligible-nodes.ts';

/**
 * How a load balancer hands packets on. vip: as they are, the address kept as destination (Google's passthrough load
 * balancers, Azure with floating IP). nodePort: to a node's NodePort, the client's address kept (AWS NLB with instance targets,
 * Azure without floating IP). pods: straight to the pods, as a connection of its own (NLB with IP targets). proxy: to a node's
 * NodePort, as a connection of its own (classic ELB; ipMode Proxy of any other).
 */
export type Delivery = 'vip' | 'nodePort' | 'pods' | 'proxy';

/** One address of one Service of type LoadBalancer and the nodes that take its traffic. */
export interface Frontend {
  readonly ip: Ip;
  readonly delivery: Delivery;
  readonly ports: readonly ServicePort[];
  /** Addresses of eligible nodes, of the address' family. */
  readonly nodeIPs: readonly Ip[];
  /** Where each port's packets go when their destination is rewritten. */
  readonly targets: (port: ServicePort) => readonly Target[];
  /** Who may connect; empty: everybody, or nodes judge. */
  readonly sources: readonly Cidr[];
  readonly origin: Origin;
}

interface Target {
  readonly ip: Ip;
  readonly port: Port;
}

/** All load balancer addresses that something in front of the nodes has, in Service order. */
export function frontends(cluster: Cluster): readonly Frontend[] {
  const inFront = frontIPs(cluster);
  return cluster.services.flatMap((service) =>
    inFront(service).flatMap(({ ip, ipMode }) => {
      const delivery = deliveryOf(cluster, service, ipMode);
      const nodeIPs = targetNodes(cluster, service, ip, delivery).flatMap(
        (node) => primaryIP(node, ipFamily(ip)) ?? [],
      );
      return {
        ip,
        delivery,
        ports: service.ports,
        nodeIPs,
        targets: (port) => (delivery === 'pods' ? podTargets(service, ip, port) : nodeTargets(nodeIPs, port)),
        sources:
          delivery === 'nodePort' || delivery === 'pods'
            ? service.loadBalancerSourceRanges.filter((cidr) => cidrParts(cidr).family === ipFamily(ip))
            : [],
        origin: {
          program: 'load-balancer',
          subject: { kind: 'Service', namespace: service.namespace, name: service.name },
        },
      };
    }),
  );
}

/**
 * By cloud and annotations. kubernetes-sigs/aws-load-balancer-controller docs/guide/service/annotations.md, cloud-provider-aws
 * (classic ELB unless aws-load-balancer-type says nlb); cloud-provider-azure: floating IP unless disabled; Google: passthrough
 * (cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer).
 */
export function deliveryOf(
  { settings: { cloud } }: Cluster,
  service: ClusterService,
  ipMode: 'VIP' | 'Proxy',
): Delivery {
  const { annotations = {} } = service.object.metadata;
  if (cloud === 'aks' && annotations[AZURE_NO_FLOATING_IP] === 'true') return 'nodePort';
  if (ipMode === 'VIP') return 'vip';
  if (cloud !== 'eks') return 'proxy';
  const type = annotations[`${AWS_LOAD_BALANCER}type`] ?? '';
  if (type !== 'nlb' && !isOfController(schemeOf(service))) return 'proxy';
  const target = annotations[`${AWS_LOAD_BALANCER}nlb-target-type`];
  return target === 'ip' || type === 'nlb-ip' ? 'pods' : 'nodePort';
}

/** What says which load balancer of a cloud it gets. */
export const schemeOf = (service: ClusterService): SchemeAsk => ({
  annotations: service.object.metadata.annotations ?? {},
  loadBalancerClass: loadBalancerClass(service),
});

function loadBalancerClass({ object }: ClusterService): string {
  const { spec } = object as { readonly spec?: { readonly loadBalancerClass?: unknown } };
  return typeof spec?.loadBalancerClass === 'string' ? spec.loadBalancerClass : '';
}

const nodeTargets = (nodeIPs: readonly Ip[], { nodePort }: ServicePort): readonly Target[] =>
  nodePort === undefined ? [] : nodeIPs.map((ip) => ({ ip, port: nodePort }));

/** Ready endpoints: the controller registers and deregisters them. */
function podTargets(service: ClusterService, vip: Ip, { name, protocol }: ServicePort): readonly Target[] {
  return service
    .endpoints(ipFamily(vip))
    .filter(({ ready }) => ready)
    .flatMap(({ ip, ports }) =>
      ports.filter((port) => port.name === name && port.protocol === protocol).map(({ port }) => ({ ip, port })),
    );
}

/**
 * Ready nodes that are not excluded; with externalTrafficPolicy Local those of them that have a ready endpoint, which is what
 * their healthCheckNodePort tells. Kubernetes v1.34 cloud-provider service controller, kube-proxy healthcheck/service_health.go.
 */
export function eligibleNodes(cluster: Cluster, service: ClusterService, ip: Ip): readonly ClusterNode[] {
  const ready = registeredNodes(cluster);
  if (service.externalTrafficPolicy !== 'Local') return ready;
  const endpoints = service.endpoints(ipFamily(ip)).filter((endpoint) => endpoint.ready);
  return ready.filter((node) => hasEndpoint(endpoints, node));
}

/** The targets of load balancers that call nodes. */
export const registeredNodes = ({ nodes }: Cluster): readonly ClusterNode[] =>
  nodes.filter((node) => node.ready && node.labels[EXCLUDED_LABEL] === undefined);

/** Those that get packets: the eligible ones, or all that are registered where none is healthy and the load balancer then sends to all. */
function targetNodes(cluster: Cluster, service: ClusterService, ip: Ip, delivery: Delivery): readonly ClusterNode[] {
  const eligible = eligibleNodes(cluster, service, ip);
  return eligible.length === 0 && failsOpen(cluster, delivery) ? registeredNodes(cluster) : eligible;
}

/**
 * Whether it sends to all of its targets where none is healthy: an NLB and an ALB do, and Google's passthrough load balancers as a last
 * resort; a classic ELB does not, and Azure lets no new connection through. // docs.aws.amazon.com elasticloadbalancing/latest/network/target-group-health-checks.html
 * // cloud.google.com/load-balancing/docs/network/ext-netlb-traffic-distribution // learn.microsoft.com ProbeNoHealthyBackendsBehavior: AllProbedDown
 * Simplification: a GKE load balancer with subsetting has all nodes as members; up to 25 of them, or with externalTrafficPolicy Local those with an endpoint, have it where it is switched on, which no object tells.
 */
export function failsOpen({ settings: { cloud } }: Pick<Cluster, 'settings'>, delivery: Delivery): boolean {
  return (cloud === 'eks' && delivery === 'nodePort') || (cloud === 'gke' && delivery === 'vip');
}

/** Addresses of the load balancers, each once. */
export function loadBalancerIPs(cluster: Cluster, family: IpFamily): readonly Ip[] {
  const ofFamily = [...frontends(cluster).map(({ ip }) => ip), ...entryIPs(cluster)];
  return [...new Set(ofFamily.filter((ip) => ipFamily(ip) === family))];
}
