import { findKubeVip } from '../../kubernetes/balancers/kube-vip.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { recordOf } from '../../kubernetes/model/reader.ts';
import { matchesLabels } from '../../kubernetes/matching/node-match.ts';
import type { Labels } from '../../kubernetes/model/specs.ts';
import { variableOf } from '../../kubernetes/read/template-containers.ts';
import { ipFamily, type Ip } from '../../net/ip.ts';
import type { Announcement, Unannounced } from './announcement.ts';
import { hasEndpoint } from './eligible-nodes.ts';

/**
 * Which node of kube-vip has an address. In ARP mode the one that leads: it puts the address on its interface and answers for it; with
 * services election and externalTrafficPolicy Local only nodes with a ready endpoint stand for it. With BGP all of them.
 * kube-vip v1.0 pkg/manager, pkg/services; kube-vip.io docs/usage/kubernetes-services.
 * Simplification: which node leads is not known: it is any of those that may. The address is on no interface of it here.
 */
export function announceByKubeVip(cluster: Cluster, service: ClusterService, ip: Ip): Announcement {
  const daemonSet = findKubeVip(cluster.ofKind('DaemonSet'));
  const raw = daemonSet?.raw;
  const isOn = (name: Parameters<typeof variableOf>[1]): boolean => /^(true|1)$/i.test(variableOf(raw, name) ?? '');
  const byRoute = isOn('bgp_enable');
  const nobody = (because: Unannounced): Announcement => ({ how: 'NOBODY', byRoute, because });
  const selector = recordOf(recordOf(recordOf(raw?.['spec'])['selector'])['matchLabels']) as Labels;
  const nodes = cluster.nodes.filter(
    ({ name, ready }) =>
      ready &&
      cluster
        .podsOn(name)
        .some((pod) => pod.namespace === daemonSet?.ref.namespace && pod.ready && matchesLabels(selector, pod.labels)),
  );
  if (daemonSet === undefined || nodes.length === 0) {
    return nobody({ code: 'NO_NODE', detail: { advertisements: daemonSet === undefined ? [] : [daemonSet.ref] } });
  }
  const local = service.externalTrafficPolicy === 'Local' && (isOn('svc_election') || byRoute);
  const endpoints = service.endpoints(ipFamily(ip)).filter((endpoint) => endpoint.ready);
  const fit = local ? nodes.filter((node) => hasEndpoint(endpoints, node)) : nodes;
  if (fit.length === 0) {
    const names = [...new Set(endpoints.flatMap(({ nodeName }) => nodeName ?? []))];
    return nobody(
      endpoints.length === 0
        ? { code: 'NO_ENDPOINTS', detail: {} }
        : { code: 'NO_LOCAL_ENDPOINTS', detail: { nodes: names } },
    );
  }
  return byRoute ? { how: 'BGP', nodes: fit } : { how: 'L2', nodes: fit, lease: true };
}
