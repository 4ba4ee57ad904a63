import type { Cluster, ClusterNode } from '../../../kubernetes/cluster.ts';
import type { Chain } from '../../../linux/netfilter.ts';
import type { IpFamily } from '../../../net/ip.ts';
import { categorizeEndpoints, isSameOnEveryNode, type EndpointCategories } from '../categorize-endpoints.ts';
import { localMatchKey } from '../local-detector.ts';
import { once } from '../../once.ts';
import { proxyServicePorts, type ProxyServicePort } from '../service-port.ts';
import { serviceChains } from './service-chains.ts';
import { serviceDispatch, type ServiceDispatch } from './service-dispatch.ts';
import { planServicePort, type RuleContext } from './service-port-plan.ts';

/** The rules of one Service port as they are on the nodes that see the same endpoints of it. Shared by those nodes. */
export interface ServiceVariant {
  readonly dispatch: ServiceDispatch;
  /** Its own chains by name, in print order; made when first asked for. */
  readonly chains: () => ReadonlyMap<string, Chain>;
}

/** Variants of one port. */
type VariantCache = Map<string, ServiceVariant>;

export interface ServiceCatalog {
  readonly ports: readonly ProxyServicePort[];
  /** More than 1,000 endpoints. kube-proxy v1.34 iptables/proxier.go largeClusterEndpointsThreshold. */
  readonly largeCluster: () => boolean;
  /** The variant of the `index`-th port for a node. */
  readonly variant: (index: number, node: ClusterNode, context: RuleContext) => ServiceVariant;
  /** Indices of ports whose rules may differ between nodes. */
  readonly perNode: () => readonly number[];
  /** Position of the port whose chains carry this hash; undefined: none. */
  readonly lookupHash: (hash: string) => number | undefined;
}

const LARGE_CLUSTER_ENDPOINTS = 1000;

export function createServiceCatalog(cluster: Cluster, family: IpFamily, variants: VariantLookup): ServiceCatalog {
  const ports = cluster.services.flatMap((service) => proxyServicePorts(service, family));
  const shared = new Map<number, EndpointCategories>();
  const byHash = once(() => new Map(ports.map((port, index) => [hashOf(port), index])));
  return {
    ports,
    largeCluster: once(() => hasMoreEndpoints(ports, LARGE_CLUSTER_ENDPOINTS)),
    perNode: once(() =>
      ports.flatMap((port, index) => (!isSameOnEveryNode(port) || port.sourceRanges.length > 0 ? [index] : [])),
    ),
    lookupHash: (hash) => byHash().get(hash),
    variant: (index, node, context) => {
      const port = ports[index];
      if (port === undefined) throw new RangeError(`no Service port ${index}`);
      let categories = shared.get(index);
      if (categories === undefined) {
        categories = categorizeEndpoints(port, { name: node.name, zone: node.zone });
        if (isSameOnEveryNode(port)) shared.set(index, categories);
      }
      return variants(port, categories, context);
    },
  };
}

/** Finds or makes the variant of a port for these endpoints. */
export type VariantLookup = (
  port: ProxyServicePort,
  endpoints: EndpointCategories,
  context: RuleContext,
) => ServiceVariant;

/** Variants of one port object by the context and, where nodes differ, the endpoints: no Service is made twice. */
const ofPort = new WeakMap<ProxyServicePort, VariantCache>();

/**
 * Takes the variant a port object already has, else one of `previous` (of the network this one follows) that is made of the
 * same, else makes it. `current` collects what the next network may take.
 */
export function createVariantLookup(current: VariantRecord, previous: VariantRecord | undefined): VariantLookup {
  return (port, endpoints, context) => {
    let own = ofPort.get(port);
    if (own === undefined) ofPort.set(port, (own = new Map()));
    const key = contextKey(port, context) + (isSameOnEveryNode(port) ? '' : endpointsKey(endpoints));
    let variant = own.get(key);
    if (variant === undefined) {
      variant = reuse(previous, port, endpoints, context) ?? createVariant(port, endpoints, context);
      own.set(key, variant);
    }
    current.set(port.portName + port.protocol + port.clusterIP, { port, endpoints, context, variant });
    return variant;
  };
}

/** The latest variant of each port name, protocol and clusterIP, with all it was made of. */
export type VariantRecord = Map<
  string,
  {
    readonly port: ProxyServicePort;
    readonly endpoints: EndpointCategories;
    readonly context: RuleContext;
    readonly variant: ServiceVariant;
  }
>;

function reuse(
  previous: VariantRecord | undefined,
  port: ProxyServicePort,
  endpoints: EndpointCategories,
  context: RuleContext,
) {
  const found = previous?.get(port.portName + port.protocol + port.clusterIP);
  if (found === undefined) return undefined;
  const before = portKey(found.port) + contextKey(found.port, found.context) + endpointsKey(found.endpoints);
  return before === portKey(port) + contextKey(port, context) + endpointsKey(endpoints) ? found.variant : undefined;
}

function createVariant(port: ProxyServicePort, endpoints: EndpointCategories, context: RuleContext): ServiceVariant {
  const plan = planServicePort(port, endpoints, context);
  return {
    dispatch: serviceDispatch(plan),
    chains: once(() => new Map(serviceChains(plan).map((chain) => [chain.name, chain]))),
  };
}

function portKey(port: ProxyServicePort): string {
  return [
    port.port,
    port.nodePort,
    port.healthCheckNodePort,
    port.externalIPs.join(),
    port.loadBalancerVIPs.join(),
    port.sourceRanges.join(),
    port.internalPolicyLocal,
    port.externalPolicyLocal,
    port.affinityTimeout,
    '',
  ].join('|');
}

function contextKey(port: ProxyServicePort, context: RuleContext): string {
  // Whether the node's address lies in a source range matters, not the address.
  const nodeIP = port.sourceRanges.length > 0 ? context.nodeIP : undefined;
  return `${localMatchKey(context.localMatch)}|${context.masqueradeAll}|${context.largeCluster}|${nodeIP ?? ''}|`;
}

function endpointsKey({ cluster, local, hasAny }: EndpointCategories): string {
  const texts = (list: EndpointCategories['cluster']): string => list.map(({ text }) => text).join();
  return `${hasAny}|${texts(cluster)}|${texts(local)}`;
}

function hasMoreEndpoints(ports: readonly ProxyServicePort[], limit: number): boolean {
  let total = 0;
  for (const port of ports) {
    total += port.endpoints().length;
    if (total > limit) return true;
  }
  return false;
}

function hashOf(port: ProxyServicePort): string {
  return port.names().cluster.slice('KUBE-SVC-'.length);
}
