import type { Cluster, ClusterNode, ClusterPod, ClusterService } from '../../src/engine/kubernetes/cluster/cluster.ts';
import { cidrContains } from '../../src/engine/net/cidr.ts';
import { type Ip, ipFamily, parseIp } from '../../src/engine/net/ip.ts';
import {
  askedAddress,
  askedPort,
  isAstray,
  isFromMachine,
  isLocal,
  isNodePort,
  isOutside,
  sourceAddress,
  sourceNode,
  sourcePod,
  isClaimedTwice,
} from './flow-ends.ts';
import type { LabFlow } from './flows.ts';

// Whose address an endpoint sees, read from what Kubernetes says of it and never from a rule: without a mark to masquerade,
// kernel and engine would agree on the client's. Kubernetes docs "Cluster Networking" (pods reach pods without NAT), "Using
// Source IP", "Virtual IPs and Service Proxies"; kube-proxy configuration v1alpha1 (masqueradeAll, clusterCIDR,
// detectLocalMode); core/v1 ServiceSpec.externalTrafficPolicy; KEP-1669, KEP-2450.

/** Any of them: the address it was sent from, or one that belongs to one of these nodes and to nobody else. */
interface SourcePromise {
  readonly kept: boolean;
  readonly nodes: readonly string[];
}

const KEPT: SourcePromise = { kept: true, nodes: [] };

/**
 * Whose address a pod sees. undefined, not promised: hostPorts and what a CNI masquerades on the way to a node's own address
 * (CNI plugins differ), load balancers that are proxies, pods asked by somebody outside, pods outside of their node's range.
 */
export function promisedSource(cluster: Cluster, flow: LabFlow, endpoint: ClusterPod): SourcePromise | undefined {
  const client = sourcePod(cluster, flow);
  if (isFromMachine(cluster, flow)) return undefined;
  if (isAstray(cluster, client) || isAstray(cluster, endpoint)) return undefined;
  const at = sourceNode(cluster, flow);
  const promise = flow.target === 'pod' ? directly() : byService(cluster, flow, endpoint);
  if (promise === undefined) return undefined;
  const orAt: SourcePromise = { kept: true, nodes: [...promise.nodes, ...(at === undefined ? [] : [at])] };
  // What a node delivers to itself leaves by no device, so nobody masquerades it there.
  if (endpoint.hostNetwork && promise.nodes.includes(endpoint.nodeName ?? '')) return orAt;
  if (!promise.kept) return promise;
  // To a pod of another node a CNI may masquerade what comes from outside of the pods' network.
  if (isOutside(flow) && endpoint.nodeName !== at) return orAt;
  if (client?.hostNetwork !== false) return promise;
  // To a node's own address a CNI may masquerade what leaves the pods' network.
  const toNode = endpoint.hostNetwork || (isNodePort(flow) && nodeAsked(cluster, flow)?.name !== at);
  return toNode && endpoint !== client ? orAt : promise;

  function directly(): SourcePromise | undefined {
    const asked = askedAddress(flow);
    // What a pod of servicelb sends on comes from that pod.
    if (isOutside(flow) || asked === undefined || !endpoint.ips.includes(asked)) return undefined;
    return client?.hostNetwork === false ? KEPT : ofNodes(at);
  }
}

const ofNodes = (...nodes: readonly (string | undefined)[]): SourcePromise | undefined => {
  const known = nodes.filter((node) => node !== undefined);
  return known.length === 0 ? undefined : { kept: false, nodes: known };
};

function serviceOf(cluster: Cluster, { service }: LabFlow): ClusterService | undefined {
  return service === undefined ? undefined : cluster.service(service.namespace, service.name);
}

/** The node whose address is asked for. */
const nodeAsked = (cluster: Cluster, flow: LabFlow): ClusterNode | undefined =>
  cluster.nodes.find(({ ips }) => ips.some((ip) => ip === askedAddress(flow)));

function byService(cluster: Cluster, flow: LabFlow, endpoint: ClusterPod): SourcePromise | undefined {
  const at = sourceNode(cluster, flow);
  const service = serviceOf(cluster, flow);
  const ip = askedAddress(flow);
  if (service === undefined || ip === undefined) return undefined;
  if (service.balancing?.by === 'servicelb' && flow.target.startsWith('load balancer')) return undefined;
  const client = sourcePod(cluster, flow);
  const fromPod = client?.hostNetwork === false;
  // A pod that reaches itself by a Service would answer itself past the node.
  const hairpin = fromPod && client === endpoint;
  if (flow.target.startsWith('clusterIP ')) {
    const fromNode = !fromPod && !isOutside(flow);
    if (hairpin || fromNode || cluster.settings.masqueradeAll) return ofNodes(at);
    return isLocal(cluster, flow, ip) === false ? ofNodes(at) : KEPT;
  }
  if (!/^(nodePort|externalIP|load balancer)/.test(flow.target)) return undefined;
  if (!isNodePort(flow) && isClaimedTwice(cluster, ip)) return undefined;
  if (service.loadBalancerIPs.some((one) => one.ip === ip && one.ipMode === 'Proxy')) return undefined;
  if (flow.target.startsWith('nodePort') && isHostPort(cluster, askedPort(flow))) return undefined;
  const asked = isNodePort(flow) ? nodeAsked(cluster, flow)?.name : undefined;
  if (service.externalTrafficPolicy === 'Cluster') {
    const taking = asked ?? at;
    return ofNodes(...(taking === undefined ? cluster.nodes.map(({ name }) => name) : [taking]));
  }
  if (hairpin) return ofNodes(asked, at);
  return fromPod || isOutside(flow) ? KEPT : ofNodes(at);
}

const isHostPort = ({ pods }: Cluster, number: number): boolean =>
  pods.some(({ containers }) => containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort === number)));

/** Where an endpoint saw an address that it was not to see; empty: nowhere. `texts`: as observedText writes them. */
export function findBrokenSources(cluster: Cluster, flow: LabFlow, texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].flatMap((text) => {
    const [, namespace = '', name = '', seen = ''] = /^accepted pod\/([^/]+)\/(\S+) (\S+) at /.exec(text) ?? [];
    const endpoint = cluster.pod(namespace, name);
    const ip = parseIp(seen);
    const promise = endpoint === undefined ? undefined : promisedSource(cluster, flow, endpoint);
    if (promise === undefined || ip === undefined) return [];
    const { kept, nodes } = promise;
    if (kept && ip === sourceAddress(cluster, flow, ipFamily(ip))) return [];
    if (nodes.some((node) => belongsTo(cluster, node, ip))) return [];
    const wanted = [...(kept ? ["the client's"] : []), ...nodes.map((node) => `one of ${node}`)].join(' or ');
    return [`not what the API promises: ${namespace}/${name} saw ${seen}; promised: ${wanted}`];
  });
}

/** An address of the node: its own, or one of its range that no pod has. */
function belongsTo(cluster: Cluster, name: string, ip: Ip): boolean {
  const node = cluster.node(name);
  if (node === undefined) return false;
  const inRange = node.podCIDRs.some((cidr) => cidrContains(cidr, ip));
  return node.ips.includes(ip) || node.externalIPs.includes(ip) || (inRange && cluster.owner(ip) === undefined);
}
