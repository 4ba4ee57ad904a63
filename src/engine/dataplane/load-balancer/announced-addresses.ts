import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import type { BalancerName } from '../../kubernetes/model/balancing.ts';
import type { AnnouncedAddress } from './announcement.ts';
import { announceByCilium } from './cilium.ts';
import { announceByKubeVip } from './kube-vip.ts';
import { announceByMetallb } from './metallb.ts';

const ANNOUNCING = {
  metallb: announceByMetallb,
  cilium: announceByCilium,
  'kube-vip': announceByKubeVip,
} as const;

const isAnnouncer = (by: BalancerName): by is keyof typeof ANNOUNCING => by in ANNOUNCING;

/** How an address of a Service is announced; undefined: what is in front of the nodes has it. */
export function announcementOf(cluster: Cluster, service: ClusterService, ip: Ip): AnnouncedAddress | undefined {
  const { balancing, loadBalancerIPs } = service;
  if (balancing?.by === undefined || !loadBalancerIPs.some((each) => each.ip === ip)) return undefined;
  const { by, pool } = balancing;
  // Those of servicelb are the nodes' own, and a developer's machine knows the way to its own.
  if (!isAnnouncer(by)) return undefined;
  const announcement = ANNOUNCING[by](cluster, service, ip);
  const subject = { kind: 'Service', namespace: service.namespace, name: service.name };
  return { ip, by, pool, announcement, origin: { program: 'load-balancer', subject } };
}

/** Of a family; of an address that Services share, as the first of them that is announced has it. */
export function announcedAddresses(cluster: Cluster, family: IpFamily): readonly AnnouncedAddress[] {
  const found = new Map<Ip, AnnouncedAddress>();
  for (const service of cluster.services) {
    if (service.balancing === undefined) continue;
    for (const { ip } of service.loadBalancerIPs) {
      const known = found.get(ip);
      if (ipFamily(ip) !== family || (known !== undefined && known.announcement.how !== 'NOBODY')) continue;
      const announced = announcementOf(cluster, service, ip);
      if (announced !== undefined) found.set(ip, announced);
    }
  }
  return [...found.values()];
}
