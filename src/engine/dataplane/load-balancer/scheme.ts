import { type Internal, internalBy } from '../../kubernetes/balancers/cloud-scheme.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { objectKey } from '../../kubernetes/model/object.ts';
import { createCursor, fieldAt, field, readList, readText } from '../../kubernetes/model/reader.ts';
import { type Ip, ipFamily, type IpFamily } from '../../net/ip.ts';
import { isPrivateIp } from '../../net/private-ranges.ts';
import { schemeOf } from './load-balanced-service.ts';

/** By which annotation a Service's load balancer is an internal one of the cloud; undefined: it is for all, or a public address is stated. */
export function internalOf({ settings, objects }: Cluster, service: ClusterService, ip: Ip): Internal | undefined {
  const { cloud } = settings;
  const { namespace, name, type, balancing } = service;
  if (type !== 'LoadBalancer' || balancing !== undefined) return undefined;
  const given = objects.get(objectKey({ kind: 'Service', namespace, name }));
  const stated = readList(fieldAt(createCursor(given, []), 'status', 'loadBalancer', 'ingress'), (item) =>
    readText(field(item, 'ip')),
  );
  if (stated.includes(ip) && !isPrivateIp(ip)) return undefined;
  return internalBy(cloud, schemeOf(service));
}

/** Addresses of load balancers that the internet has no way to. */
export function internalIPs(cluster: Cluster, family: IpFamily): readonly Ip[] {
  const entries = cluster.ingresses.flatMap(({ cloud, addresses }) => (cloud?.internal === undefined ? [] : addresses));
  const balanced = cluster.services.flatMap((service) =>
    service.loadBalancerIPs
      .map(({ ip }) => ip)
      .filter((ip) => ipFamily(ip) === family && internalOf(cluster, service, ip) !== undefined),
  );
  return [...balanced, ...entries.filter((ip) => ipFamily(ip) === family)];
}
