import type { Ip } from '../../net/ip.ts';
import type { Cluster, ClusterPod, ClusterService } from '../cluster/cluster.ts';
import { addFinding, type Report } from '../model/report.ts';
import { decideDirection, selecting } from './decide.ts';
import type { Policy } from './policy.ts';
import type { PolicySet } from './policy-set.ts';

const DNS_PORT = 53;

interface Looking {
  readonly policies: PolicySet;
  readonly isAsked: (policy: Policy) => boolean;
}

/** Pods that may send, but not to the cluster's DNS: every name they ask for times out. Told once per policy that is asked for. */
export function findBlockedDNS(cluster: Cluster, { policies, isAsked }: Looking, report: Report): void {
  const server = dnsPod(cluster);
  if (server === undefined || !policies.all.some((policy) => policy.egress !== undefined && isAsked(policy))) return;
  const told = new Set<unknown>();
  for (const pod of cluster.pods) {
    if (pod.hostNetwork || pod === server.pod) continue;
    const [policy] = selecting(policies, pod, 'egress', cluster);
    // A policy that allows nothing at all is meant that way.
    if (policy === undefined || told.has(policy.object) || !isAsked(policy)) continue;
    if (selecting(policies, pod, 'egress', cluster).every(({ egress }) => egress?.length === 0)) continue;
    const connection = { source: { pod }, destination: server, protocol: 'UDP', port: server.port } as const;
    if (decideDirection(policies, connection, 'egress', cluster).allowed) continue;
    told.add(policy.object);
    const named = ({ namespace, name }: ClusterPod) => ({ namespace, name });
    addFinding(report, {
      severity: 'warning',
      code: 'POLICY_BLOCKS_DNS',
      detail: { pod: named(pod), server: named(server.pod), port: server.port },
      object: policy.ref,
      path: ['spec', 'egress'],
    });
  }
}

interface DnsServer {
  readonly pod: ClusterPod;
  readonly ip: Ip;
  readonly port: number;
}

/** A pod behind the address that pods ask for names. */
function dnsPod(cluster: Cluster): DnsServer | undefined {
  const serves = ({ clusterIPs }: ClusterService): boolean =>
    cluster.settings.clusterDNS.some((ip) => clusterIPs.includes(ip));
  const endpoints = cluster.services.find(serves)?.endpoints(4) ?? [];
  for (const { pod: ref, ip, ports } of endpoints) {
    const pod = ref === undefined ? undefined : cluster.pod(ref.namespace, ref.name);
    const port = ports.find(({ protocol }) => protocol === 'UDP')?.port ?? DNS_PORT;
    if (pod !== undefined) return { pod, ip, port };
  }
  return undefined;
}
