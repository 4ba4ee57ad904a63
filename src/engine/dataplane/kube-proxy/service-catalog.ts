import type { ClusterNode } from '../../kubernetes/cluster.ts';
import type { PacketHeader } from '../../linux/packet.ts';
import { categorizeEndpoints, isSameOnEveryNode, type EndpointCategories } from './categorize-endpoints.ts';
import { localMatchKey } from './local-detector.ts';
import { once } from '../once.ts';
import { type PortListing, portsAt } from './port-listing.ts';
import type { ProxyServicePort } from './service-port.ts';
import type { RuleContext } from './service-port-plan.ts';

/** A variant is what one Service port is written as on the nodes that see the same endpoints of it; they share it. */
export interface VariantMaker<V> {
  readonly make: (port: ProxyServicePort, endpoints: EndpointCategories, context: RuleContext) => V;
  /** Variants of one port object by the context and, where nodes differ, the endpoints: no Service is made twice. */
  readonly made: WeakMap<ProxyServicePort, Map<string, V>>;
  /** What the chain names of a port have in common. */
  readonly key: (port: ProxyServicePort) => string;
}

export interface ServiceCatalog<V> {
  readonly ports: readonly ProxyServicePort[];
  /** More than 1,000 endpoints. kube-proxy v1.34 iptables/proxier.go largeClusterEndpointsThreshold. */
  readonly largeCluster: () => boolean;
  /** The endpoints of the `index`-th port as a node may use them. */
  readonly categories: (index: number, node: ClusterNode) => EndpointCategories;
  /** The variant of the `index`-th port for a node. */
  readonly variant: (index: number, node: ClusterNode, context: RuleContext) => V;
  /** Position of the port whose chains have this key in their names; undefined: none. Known at once of ports whose rules were made. */
  readonly lookup: (key: string) => number | undefined;
  /** Positions, ascending, of the ports that a packet may have been sent to, by an address of theirs or a port of the node. */
  readonly claimants: (packet: PacketHeader) => readonly number[];
}

const LARGE_CLUSTER_ENDPOINTS = 1000;

/** Of ports whose endpoints every node sees alike. */
const shared = new WeakMap<ProxyServicePort, EndpointCategories>();

export function createServiceCatalog<V>(listing: PortListing, variants: VariantLookup<V>): ServiceCatalog<V> {
  const { ports } = listing;
  const byKey = once(() => new Map(ports.map((port, index) => [variants.key(port), index])));
  const met = new Map<string, number>();
  const portAt = (index: number): ProxyServicePort => {
    const port = ports[index];
    if (port === undefined) throw new RangeError(`no Service port ${index}`);
    return port;
  };
  const categories = (index: number, node: ClusterNode): EndpointCategories => {
    const port = portAt(index);
    let found = shared.get(port);
    if (found === undefined) {
      found = categorizeEndpoints(port, { name: node.name, zone: node.zone });
      if (isSameOnEveryNode(port)) shared.set(port, found);
    }
    return found;
  };
  return {
    ports,
    categories,
    largeCluster: once(() => hasMoreEndpoints(ports, LARGE_CLUSTER_ENDPOINTS)),
    lookup: (key) => met.get(key) ?? byKey().get(key),
    claimants: ({ destinationIP, destinationPort, protocol }) => {
      const addressed = portsAt(listing, destinationIP, { protocol, port: destinationPort });
      const local = listing.claims().byNodePort.get(destinationPort) ?? [];
      return local.length === 0 ? addressed : [...new Set([...addressed, ...local])].sort((a, b) => a - b);
    },
    variant: (index, node, context) => {
      const port = portAt(index);
      met.set(variants.key(port), index);
      return variants.find(port, categories(index, node), context);
    },
  };
}

/** Finds or makes the variant of a port for these endpoints. */
export interface VariantLookup<V> {
  readonly find: VariantMaker<V>['make'];
  readonly key: VariantMaker<V>['key'];
}

/**
 * Takes the variant a port object already has, else one of `previous` (of the network this one follows) that is made of the
 * same, else makes it. `current` collects what the next network may take.
 */
export function createVariantLookup<V>(
  maker: VariantMaker<V>,
  current: VariantRecord<V>,
  previous: VariantRecord<V> | undefined,
): VariantLookup<V> {
  const find: VariantMaker<V>['make'] = (port, endpoints, context) => {
    let own = maker.made.get(port);
    if (own === undefined) maker.made.set(port, (own = new Map()));
    const key = contextKey(port, context) + (isSameOnEveryNode(port) ? '' : endpointsKey(endpoints));
    let variant = own.get(key);
    if (variant === undefined) {
      variant = reuse(previous, port, endpoints, context) ?? maker.make(port, endpoints, context);
      own.set(key, variant);
    }
    current.set(recordKey(port), { port, endpoints, context, variant });
    return variant;
  };
  return { find, key: maker.key };
}

/** The latest variant of each port name, protocol and clusterIP, with all it was made of. */
export type VariantRecord<V> = Map<
  string,
  {
    readonly port: ProxyServicePort;
    readonly endpoints: EndpointCategories;
    readonly context: RuleContext;
    readonly variant: V;
  }
>;

const recordKeys = new WeakMap<ProxyServicePort, string>();

function recordKey(port: ProxyServicePort): string {
  let key = recordKeys.get(port);
  if (key === undefined) recordKeys.set(port, (key = port.portName + port.protocol + port.clusterIP));
  return key;
}

function reuse<V>(
  previous: VariantRecord<V> | undefined,
  port: ProxyServicePort,
  endpoints: EndpointCategories,
  context: RuleContext,
) {
  const found = previous?.get(recordKey(port));
  if (found === undefined) return undefined;
  const before = portKey(found.port) + contextKey(found.port, found.context) + endpointsKey(found.endpoints);
  return before === portKey(port) + contextKey(port, context) + endpointsKey(endpoints) ? found.variant : undefined;
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

const contextKeys = new WeakMap<RuleContext, string>();

function contextKey(port: ProxyServicePort, context: RuleContext): string {
  let key = contextKeys.get(context);
  if (key === undefined) {
    key = `${localMatchKey(context.localMatch)}|${context.masqueradeAll}|${context.largeCluster}|`;
    contextKeys.set(context, key);
  }
  // Whether the node's address lies in a source range matters, not the address.
  return port.sourceRanges.length > 0 ? `${key}${context.nodeIP ?? ''}|` : key;
}

function endpointsKey({ cluster, local, hasAny }: EndpointCategories): string {
  const texts = (list: EndpointCategories['cluster']): string => list.map(({ text }) => text).join();
  return `${hasAny}|${texts(cluster)}|${texts(local)}`;
}

function hasMoreEndpoints(ports: readonly ProxyServicePort[], limit: number): boolean {
  let total = 0;
  for (const port of ports) {
    total += port.count();
    if (total > limit) return true;
  }
  return false;
}
