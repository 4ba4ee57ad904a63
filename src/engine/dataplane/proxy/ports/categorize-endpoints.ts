import type { ClusterNode, ClusterSettings } from '../../../kubernetes/cluster/cluster.ts';
import { remembered } from '../../../kubernetes/tools/ask.ts';
import { isSince } from '../../../kubernetes/tools/kubernetes-version.ts';
import type { ProxyEndpoint, ProxyServicePort } from './service-port.ts';

/** What a proxy knows of the node it runs on. */
export interface ProxyNode {
  readonly name: string;
  /** Label topology.kubernetes.io/zone; undefined: the node has none. */
  readonly zone: string | undefined;
  /** It looks at hints for zones alone: those for nodes count since v1.34 (KEP-3015). */
  readonly ignoresNodeHints?: true;
}

export function proxyNode({ name, zone }: ClusterNode, { kubernetesVersion }: ClusterSettings): ProxyNode {
  return { name, zone, ...(isSince(kubernetesVersion, '1.34') ? {} : { ignoresNodeHints: true }) };
}

/** The endpoints of one Service port as one node may use them. */
export interface EndpointCategories {
  /**
   * For traffic policy Cluster: the ready endpoints that topology allows; when no endpoint is ready, the serving ones
   * that are terminating. Empty also when the Service port never uses policy Cluster.
   */
  readonly cluster: readonly ProxyEndpoint[];
  /**
   * For traffic policy Local: the ready endpoints on this node; without one, those on it that serve while terminating.
   * Empty also when the Service port never uses policy Local.
   */
  readonly local: readonly ProxyEndpoint[];
  /** The union of the two lists, in endpoint order; the same array as one of them where they hold the same. */
  readonly reachable: readonly ProxyEndpoint[];
  /** An endpoint that could be used exists somewhere in the cluster (even where `reachable` is empty). */
  readonly hasAny: boolean;
}

type TopologyMode = 'PreferSameNode' | 'PreferSameZone' | undefined;

const NONE: EndpointCategories = { cluster: [], local: [], reachable: [], hasAny: false };
const servesTerminating = (endpoint: ProxyEndpoint): boolean => endpoint.serving && endpoint.terminating;

/** Where outside of the cluster a Service port is reached. */
type Outside = Pick<ProxyServicePort, 'nodePort' | 'loadBalancerVIPs' | 'externalIPs'>;

/** What decides which endpoints a Service port uses, besides where they are. */
type Policies = Outside & Pick<ProxyServicePort, 'internalPolicyLocal' | 'externalPolicyLocal'>;

/** Externally reachable at all. kube-proxy v1.34 serviceport.go ExternallyAccessible. */
export function isExternallyAccessible(port: Outside): boolean {
  return port.nodePort !== 0 || port.loadBalancerVIPs.length > 0 || port.externalIPs.length > 0;
}

/** External traffic with policy Local needs the Cluster endpoints too, for what comes from inside. */
export function usesClusterEndpoints(port: Policies): boolean {
  return !port.internalPolicyLocal || isExternallyAccessible(port);
}

export function usesLocalEndpoints(port: Policies): boolean {
  return port.internalPolicyLocal || (port.externalPolicyLocal && isExternallyAccessible(port));
}

/** True when every node gets the same categories: nothing asks where an endpoint is. */
export function isSameOnEveryNode(port: ProxyServicePort): boolean {
  return !usesLocalEndpoints(port) && (!port.mayHint || isAlikeEverywhere(port));
}

const isAlikeEverywhere = remembered((port: ProxyServicePort) =>
  port
    .endpoints()
    .every(({ forZones, forNodes, copies }) => forZones.length === 0 && forNodes.length === 0 && copies === undefined),
);

/** Sorts a Service port's endpoints for one node. Pure. kube-proxy v1.34 topology.go CategorizeEndpoints. */
export function categorizeEndpoints(port: ProxyServicePort, node: ProxyNode): EndpointCategories {
  if (isSameOnEveryNode(port)) return commonCategories(port);
  const endpoints = port.endpoints().map((endpoint) => seenFrom(endpoint, node));
  if (endpoints.length === 0) return NONE;
  const mode = usesClusterEndpoints(port) ? topologyMode(endpoints, node) : undefined;
  const cluster = usesClusterEndpoints(port) ? clusterEndpoints(endpoints, mode, node) : [];
  if (!usesLocalEndpoints(port)) return { cluster, local: [], reachable: cluster, hasAny: cluster.length > 0 };

  const onNode = endpoints.filter((endpoint) => endpoint.nodeName === node.name);
  const localReady = onNode.filter((endpoint) => endpoint.ready);
  const local = localReady.length > 0 ? localReady : onNode.filter(servesTerminating);
  const hasAny = endpoints.some((endpoint) => endpoint.ready || servesTerminating(endpoint));
  if (!usesClusterEndpoints(port)) return { cluster, local, reachable: local, hasAny };
  if (local.every((endpoint) => cluster.includes(endpoint))) return { cluster, local, reachable: cluster, hasAny };
  const either = new Set([...cluster, ...local]);
  return { cluster, local, reachable: endpoints.filter((endpoint) => either.has(endpoint)), hasAny };
}

/** Of an address in several EndpointSlices, what that of this node says. kube-proxy v1.35 endpointslicecache.go addEndpoints. */
function seenFrom(endpoint: ProxyEndpoint, { name }: ProxyNode): ProxyEndpoint {
  if (endpoint.copies === undefined) return endpoint;
  return [endpoint, ...endpoint.copies].find(({ nodeName }) => nodeName === name) ?? endpoint;
}

const commonCategories = remembered((port: ProxyServicePort): EndpointCategories => new CommonCategories(port));

/** Where nothing asks for the node: the endpoints themselves wait until somebody asks for them. */
class CommonCategories implements EndpointCategories {
  readonly local: readonly ProxyEndpoint[] = [];
  readonly #port: ProxyServicePort;
  #cluster: readonly ProxyEndpoint[] | undefined;

  constructor(port: ProxyServicePort) {
    this.#port = port;
  }

  get hasAny(): boolean {
    return this.#port.hasAny();
  }

  get cluster(): readonly ProxyEndpoint[] {
    this.#cluster ??= readyOrServing(this.#port.endpoints(), (endpoint) => endpoint.ready);
    return this.#cluster;
  }

  get reachable(): readonly ProxyEndpoint[] {
    return this.cluster;
  }
}

function clusterEndpoints(endpoints: readonly ProxyEndpoint[], mode: TopologyMode, node: ProxyNode) {
  return readyOrServing(endpoints, (endpoint) => endpoint.ready && isAvailable(endpoint, mode, node));
}

function readyOrServing(endpoints: readonly ProxyEndpoint[], isUsable: (endpoint: ProxyEndpoint) => boolean) {
  const usable = endpoints.filter(isUsable);
  return usable.length > 0 ? usable : endpoints.filter(servesTerminating);
}

/** Hints count only when every ready endpoint has one of the kind and one of them is for this node or zone (KEP-2433, KEP-3015). */
function topologyMode(endpoints: readonly ProxyEndpoint[], node: ProxyNode): TopologyMode {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  if (ready.length === 0) return undefined;
  const everyNode = node.ignoresNodeHints !== true && ready.every((endpoint) => endpoint.forNodes.length > 0);
  if (everyNode && ready.some((endpoint) => isAvailable(endpoint, 'PreferSameNode', node))) return 'PreferSameNode';
  const everyZone = ready.every((endpoint) => endpoint.forZones.length > 0);
  if (everyZone && ready.some((endpoint) => isAvailable(endpoint, 'PreferSameZone', node))) return 'PreferSameZone';
  return undefined;
}

function isAvailable(endpoint: ProxyEndpoint, mode: TopologyMode, node: ProxyNode): boolean {
  if (mode === undefined) return true;
  if (mode === 'PreferSameNode') return endpoint.forNodes.includes(node.name);
  return node.zone !== undefined && endpoint.forZones.includes(node.zone);
}
