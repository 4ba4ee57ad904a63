import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Mac } from '../../linux/model/place.ts';
import type { Route } from '../../linux/model/routes.ts';
import { hostCidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import { primaryIP } from '../hosts/node-addresses.ts';
import type { NodeSegment } from '../hosts/node-segment.ts';
import type { AnnouncedAddress } from './announcement.ts';
import { announcedAddresses } from './announced-addresses.ts';

/**
 * The router's routes to addresses that nodes announce: on the link, where one of them answers for it, or what it has learnt by BGP.
 * Simplification: an address that is announced on the link is taken to be of a subnet that the router has there.
 */
export function announcedRoutes(cluster: Cluster, family: IpFamily): readonly Route[] {
  return announcedAddresses(cluster, family).map(routeTo);
}

function routeTo({ ip, announcement, origin }: AnnouncedAddress): Route {
  const route = { destination: hostCidr(ip), metric: 0, origin: { ...origin, program: 'router' } } as const;
  if (announcement.how === 'NOBODY' && announcement.byRoute) return { ...route, type: 'unreachable', nexthops: [] };
  const spread = announcement.how === 'BGP' || (announcement.how === 'L2' && announcement.lease === true);
  const nodes = spread ? announcement.nodes : [];
  const hops = nodes.flatMap((node) => primaryIP(node, ipFamily(ip)) ?? []);
  const nexthops = hops.map((via) => ({ device: 'eth0', via, weight: 1 }));
  return { ...route, type: 'unicast', nexthops: nexthops.length > 0 ? nexthops : [{ device: 'eth0', weight: 1 }] };
}

/** Which node answers for an address on the nodes' segment; undefined: none. */
export function announcingMac(cluster: Cluster, segment: NodeSegment, ip: Ip): Mac | undefined {
  const announced = announcedAddresses(cluster, ipFamily(ip)).find((each) => each.ip === ip)?.announcement;
  const [node] = announced?.how === 'L2' ? announced.nodes : [];
  return node && segment.nodeMac(node);
}
