import { type Asked, isSameAsk } from '../../../kubernetes/tools/ask.ts';
import type { ClusterNode, ClusterSettings } from '../../../kubernetes/cluster/cluster.ts';
import type { PacketHeader } from '../../../linux/model/packet.ts';
import { categorizeEndpoints, type EndpointCategories, proxyNode } from './categorize-endpoints.ts';
import { once } from '../../rules/once.ts';
import { type PortListing, portsAt } from './port-listing.ts';
import type { ProxyServicePort } from './service-port.ts';
import type { RuleContext } from './service-port-plan.ts';

/** A variant is what one Service port is written as on the nodes that ask for the same; they share it. */
export interface VariantMaker<A, V> {
  readonly ask: (port: ProxyServicePort, endpoints: EndpointCategories, context: RuleContext) => A;
  readonly make: (ask: A) => V;
  /** Variants of one port object: no Service is made twice. */
  readonly made: WeakMap<ProxyServicePort, Asked<A, V>[]>;
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

export function createServiceCatalog<V>(
  listing: PortListing,
  variants: VariantLookup<V>,
  settings: ClusterSettings,
): ServiceCatalog<V> {
  const { ports } = listing;
  const byKey = once(() => new Map(ports.map((port, index) => [variants.key(port), index])));
  const met = new Map<string, number>();
  const portAt = (index: number): ProxyServicePort => {
    const port = ports[index];
    if (port === undefined) throw new RangeError(`no Service port ${index}`);
    return port;
  };
  const categories = (index: number, node: ClusterNode): EndpointCategories =>
    categorizeEndpoints(portAt(index), proxyNode(node, settings));
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
  readonly find: (port: ProxyServicePort, endpoints: EndpointCategories, context: RuleContext) => V;
  readonly key: (port: ProxyServicePort) => string;
}

/**
 * Takes the variant a port object already has, else that of `previous` (of the network this one follows), where the same is
 * asked for, else makes it. `current` collects what the next network may take.
 */
export function createVariantLookup<A, V>(
  { ask: askFor, make, made, key }: VariantMaker<A, V>,
  current: VariantRecord<A, V>,
  previous: VariantRecord<A, V> | undefined,
): VariantLookup<V> {
  const find: VariantLookup<V>['find'] = (port, endpoints, context) => {
    const ask = askFor(port, endpoints, context);
    let own = made.get(port);
    if (own === undefined) made.set(port, (own = []));
    let found = own.find((one) => isSameAsk(one.ask, ask));
    const place = `${port.portName} ${port.protocol} ${port.clusterIP}`;
    if (found === undefined) {
      const before = previous?.get(place);
      found = before !== undefined && isSameAsk(before.ask, ask) ? before : { ask, result: make(ask) };
      own.push(found);
    }
    current.set(place, found);
    return found.result;
  };
  return { find, key };
}

/** The latest variant of each port by its name, protocol and clusterIP. */
export type VariantRecord<A, V> = Map<string, Asked<A, V>>;

function hasMoreEndpoints(ports: readonly ProxyServicePort[], limit: number): boolean {
  let total = 0;
  for (const port of ports) {
    total += port.count();
    if (total > limit) return true;
  }
  return false;
}
