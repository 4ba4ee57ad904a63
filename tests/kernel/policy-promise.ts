import type { Cluster, ClusterPod } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { TransportProtocol } from '../../src/engine/kubernetes/model/basics.ts';
import { ipFamily, type Ip } from '../../src/engine/net/ip.ts';
import { sourceAddress, sourceNode, sourcePod } from './flow-ends.ts';
import type { LabFlow } from './flows.ts';
import { allowedByPolicies, type Misreading, type PolicyEnd } from './policy-opinion.ts';
import { promisedSource } from './source-promise.ts';

/** Where a flow ends after translation. */
export interface Arrival {
  readonly pod: ClusterPod;
  readonly ip: Ip;
  readonly port: number;
  readonly protocol: TransportProtocol;
}

export function hasPolicies({ objects, settings }: Cluster): boolean {
  return settings.policiesIgnored !== true && [...objects.values()].some(({ kind }) => kind === 'NetworkPolicy');
}

/** What NetworkPolicies say to a flow that arrives at a pod; undefined: it depends on the address that the pod's node sees. */
export function passesPolicies(
  cluster: Cluster,
  flow: LabFlow,
  { pod, ip, ...at }: Arrival,
  misreading: Misreading = {},
): boolean | undefined {
  if (!hasPolicies(cluster)) return true;
  const source = sourcePod(cluster, flow);
  if (source !== undefined && !source.hostNetwork) {
    if (source === pod) return flow.target === 'pod' ? true : undefined;
    // Whether a hostNetwork pod is a pod to a policy, or its node, is left open.
    if (pod.hostNetwork) return undefined;
    const question = { direction: 'Egress', pod: source, other: { pod, ip }, target: pod, ...at } as const;
    const leaves = allowedByPolicies(cluster, question, misreading);
    if (leaves !== true) return leaves;
  }
  const arrives = (other: PolicyEnd): boolean | undefined =>
    allowedByPolicies(cluster, { direction: 'Ingress', pod, other, target: pod, ...at }, misreading);
  if (source?.hostNetwork === true || flow.source.startsWith('node/')) {
    const own = sourceNode(cluster, flow) === pod.nodeName && misreading.nodeIsStranger !== true;
    return own ? true : arrives({});
  }
  const sent = sourceAddress(cluster, flow, ipFamily(ip));
  const answer = arrives({
    ...(source === undefined ? {} : { pod: source }),
    ...(sent === undefined ? {} : { ip: sent }),
  });
  const seen = promisedSource(cluster, flow, pod);
  // Whether a policy is asked before or after somebody has masqueraded it is left open.
  if (sent !== undefined && seen?.kept === true && seen.nodes.length === 0) return answer;
  return answer === arrives({}) ? answer : undefined;
}
