import type { Cluster, ClusterPod, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { Ip } from '../../net/ip.ts';

const LABEL = 'k8s-app';
const DNS = 'kube-dns';

/** True for what kubeadm labels as the cluster DNS. */
const isLabelled = (labels: Readonly<Record<string, unknown>> | undefined) => labels?.[LABEL] === DNS;

const known = new WeakMap<Cluster, readonly ClusterService[]>();

/** The Services in front of the cluster DNS: those whose address pods are given, else those labelled as such. */
export function clusterDnsServices(cluster: Cluster): readonly ClusterService[] {
  let found = known.get(cluster);
  if (found === undefined) {
    const { services, settings } = cluster;
    const told = services.filter(({ clusterIPs }) => clusterIPs.some((ip) => settings.clusterDNS.includes(ip)));
    const labelled = services.filter(({ object, clusterIPs }) => clusterIPs[0] && isLabelled(object.metadata.labels));
    found = told.length > 0 ? told : labelled;
    known.set(cluster, found);
  }
  return found;
}

/** True when whoever listens at this address answers for the cluster's zone. Any other server is one of the world outside. */
export function isClusterDns(cluster: Cluster, server: Ip): boolean {
  if (cluster.settings.clusterDNS.includes(server)) return true;
  if (clusterDnsServices(cluster).some(({ clusterIPs }) => clusterIPs.includes(server))) return true;
  // A second Service in front of the same pods, as a node-local cache has it.
  if (cluster.services.some((each) => each.clusterIPs.includes(server) && isLabelled(each.selector))) return true;
  const owner = cluster.owner(server);
  return owner !== undefined && !('podCIDRs' in owner) && answersForZone(cluster, owner);
}

/** True for a pod of CoreDNS. */
function answersForZone(cluster: Cluster, pod: ClusterPod): boolean {
  if (isLabelled(pod.labels)) return true;
  const behind = clusterDnsServices(cluster).flatMap((service) => [...service.endpoints(4), ...service.endpoints(6)]);
  return behind.some((endpoint) => pod.ips.includes(endpoint.ip));
}
