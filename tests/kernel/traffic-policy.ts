import type { Cluster, ClusterService } from '../../src/engine/kubernetes/cluster/cluster.ts';
import { cidrContains } from '../../src/engine/net/cidr.ts';
import { ipFamily, type Ip } from '../../src/engine/net/ip.ts';
import {
  askedAddress,
  isClaimedTwice,
  isLocal,
  isNodePort,
  isOutside,
  isPassedOn,
  sourceAddress,
  sourceNode,
} from './flow-ends.ts';
import type { LabFlow } from './flows.ts';
import { hasPolicies } from './policy-promise.ts';

/**
 * Whose endpoints a Service gives to a flow: those of a node, by name, or 'any'; 'nobody': it is kept out. undefined: not
 * promised. Kubernetes API v1.34 core/v1 ServiceSpec: internalTrafficPolicy, externalTrafficPolicy ("within the cluster …"),
 * loadBalancerSourceRanges, externalIPs.
 */
export function endpointsGiven(cluster: Cluster, service: ClusterService, flow: LabFlow): string | undefined {
  const { target } = flow;
  const ip = askedAddress(flow);
  if (ip === undefined) return undefined;
  if (target.startsWith('clusterIP ')) {
    const from = sourceNode(cluster, flow);
    // Unless kube-proxy tells who is outside, an endpoint of another node answers past this one.
    const told = cluster.settings.masqueradeAll || isLocal(cluster, flow, ip) !== undefined;
    if (isOutside(flow) && !told) return undefined;
    return from !== undefined && service.internalTrafficPolicy !== 'Local' ? 'any' : from;
  }
  if (isNodePort(flow)) return givenByNodePort(cluster, service, flow, ip);
  return /^(externalIP|load balancer) /.test(target) ? givenAtNode(cluster, service, flow, ip) : undefined;
}

function givenByNodePort(cluster: Cluster, service: ClusterService, flow: LabFlow, ip: Ip): string | undefined {
  if (cluster.settings.nodePortAddresses.length > 0 || isPassedOn(cluster, flow, ip)) return undefined;
  // From inside, the policies of the pod's node see the node's address.
  if (!isOutside(flow) && (service.externalTrafficPolicy === 'Local' || hasPolicies(cluster))) return undefined;
  if (service.externalTrafficPolicy !== 'Local') return 'any';
  return cluster.nodes.find(({ ips }) => ips.includes(ip))?.name;
}

/** At an address that every node takes for the Service's. Which node a router chooses is not promised. */
function givenAtNode(cluster: Cluster, service: ClusterService, flow: LabFlow, ip: Ip): string | undefined {
  const node = sourceNode(cluster, flow);
  if (node === undefined || isClaimedTwice(cluster, ip) || isOfNode(cluster, ip)) return undefined;
  const balancer = service.loadBalancerIPs.find((one) => one.ip === ip);
  if (balancer?.ipMode === 'Proxy') return undefined;
  const ranges = balancer === undefined ? [] : service.loadBalancerSourceRanges;
  if (ranges.length > 0) {
    const sent = isOutside(flow) ? sourceAddress(cluster, flow, ipFamily(ip)) : undefined;
    if (sent === undefined) return undefined;
    if (!ranges.some((cidr) => cidrContains(cidr, sent))) return 'nobody';
  }
  if (service.externalTrafficPolicy !== 'Local') return 'any';
  if (isOutside(flow)) return node;
  // "Always Cluster semantics" from within; kube-proxy keeps that where it can tell a pod.
  return flow.source.startsWith('node/') || isLocal(cluster, flow, ip) === true ? 'any' : undefined;
}

const isOfNode = ({ nodes }: Cluster, ip: Ip): boolean =>
  nodes.some(({ ips, externalIPs }) => ips.includes(ip) || externalIPs.includes(ip));
