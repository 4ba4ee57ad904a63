import type { Cluster, ClusterPod, TransportProtocol } from '../../src/engine/kubernetes/cluster.ts';
import { cidrContains } from '../../src/engine/net/cidr.ts';
import { ipFamily, parseIp, type Ip } from '../../src/engine/net/ip.ts';
import type { LabFlow } from './flows.ts';
import { allowedByPolicies, type PolicyEnd } from './policy-opinion.ts';

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
export function passesPolicies(cluster: Cluster, flow: LabFlow, { pod, ip, ...at }: Arrival): boolean | undefined {
  if (!hasPolicies(cluster)) return true;
  const source = sourcePod(cluster, flow);
  const family = ipFamily(ip);
  if (source !== undefined && !source.hostNetwork) {
    if (source === pod) return flow.target === 'pod' ? true : undefined;
    // Whether a hostNetwork pod is a pod to a policy, or its node, is left open.
    if (pod.hostNetwork) return undefined;
    const leaves = allowedByPolicies(cluster, {
      direction: 'Egress',
      pod: source,
      other: { pod, ip },
      target: pod,
      ...at,
    });
    if (leaves !== true) return leaves;
  }
  const arrives = (other: PolicyEnd): boolean | undefined =>
    allowedByPolicies(cluster, { direction: 'Ingress', pod, other, target: pod, ...at });
  const node = source?.hostNetwork === true ? source.nodeName : /^node\/(.*)$/.exec(flow.source)?.[1];
  if (node !== undefined) return node === pod.nodeName ? true : arrives({});
  const known = sourceEnd(flow, source, family);
  const answer = arrives(known);
  if (keepsAddress(cluster, flow, source, known.ip)) return answer;
  return answer === arrives({}) ? answer : undefined;
}

function sourcePod(cluster: Cluster, { source }: LabFlow): ClusterPod | undefined {
  const [kind, namespace = '', name = ''] = source.split('/');
  return kind === 'pod' ? cluster.pod(namespace, name) : undefined;
}

function sourceEnd({ from }: LabFlow, pod: ClusterPod | undefined, family: 4 | 6): PolicyEnd {
  if (pod !== undefined) {
    const ip = pod.ips.find((one) => ipFamily(one) === family);
    return { pod, ...(ip === undefined ? {} : { ip }) };
  }
  const text = 'ip' in from && from.ip !== undefined ? from.ip : family === 4 ? '198.51.100.10' : '2001:db8:ffff::10';
  const ip = parseIp(text);
  return ip === undefined ? {} : { ip };
}

/** True where nobody may have masqueraded it before a policy is asked. */
function keepsAddress(cluster: Cluster, flow: LabFlow, pod: ClusterPod | undefined, ip: Ip | undefined): boolean {
  if (pod === undefined || ip === undefined) return false;
  if (flow.target === 'pod') return true;
  const { masqueradeAll, localDetector: local, cni } = cluster.settings;
  if (!flow.target.startsWith('clusterIP ') || masqueradeAll) return false;
  switch (local.mode) {
    case 'none':
      return true;
    case 'ClusterCIDR':
      return local.cidrs.some((cidr) => cidrContains(cidr, ip));
    case 'NodeCIDR':
      return (cluster.node(pod.nodeName ?? '')?.podCIDRs ?? []).some((cidr) => cidrContains(cidr, ip));
    default:
      return cni === 'bridge';
  }
}
