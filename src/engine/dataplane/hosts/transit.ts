import type { InterfaceRef, Mac, NamespaceId } from '../../linux/model/place.ts';
import type { Segment } from '../../linux/namespace/namespace.ts';
import { createIp, type Ip, type IpFamily } from '../../net/ip.ts';
import { INTERNET, LOAD_BALANCER, ROUTER } from '../rules/namespace-names.ts';
import { macFromName } from './mac.ts';

export const INTERNET_SEGMENT = 'internet';

/** Link-local addresses between the world outside, the router and the load balancer: they collide with nobody's. RFC 3927. */
const TRANSIT: readonly {
  readonly namespace: NamespaceId;
  readonly interface: string;
  readonly ips: Readonly<Record<IpFamily, Ip>>;
}[] = [
  { namespace: INTERNET, interface: 'eth0', ips: { 4: createIp('169.254.254.1'), 6: createIp('fe80::fe:1') } },
  { namespace: ROUTER, interface: 'eth1', ips: { 4: createIp('169.254.254.2'), 6: createIp('fe80::fe:2') } },
  { namespace: LOAD_BALANCER, interface: 'eth1', ips: { 4: createIp('169.254.254.3'), 6: createIp('fe80::fe:3') } },
];

export const transitMac = (namespace: NamespaceId): Mac => macFromName(`transit ${namespace}`);

/** The address of one of the three on their common segment. Throws a RangeError for any other namespace. */
export function transitIP(namespace: NamespaceId, family: IpFamily): Ip {
  const found = TRANSIT.find((one) => one.namespace === namespace);
  if (found === undefined) throw new RangeError(`${namespace} is not on the ${INTERNET_SEGMENT} segment`);
  return found.ips[family];
}

export function transitMacOf(ip: Ip): Mac | undefined {
  const found = TRANSIT.find(({ ips }) => ips[4] === ip || ips[6] === ip);
  return found === undefined ? undefined : transitMac(found.namespace);
}

const stations: ReadonlyMap<Mac, InterfaceRef> = new Map(
  TRANSIT.map((one) => [transitMac(one.namespace), { namespace: one.namespace, interface: one.interface }]),
);

export const TRANSIT_SEGMENT: Segment = { id: INTERNET_SEGMENT, station: (mac) => stations.get(mac) };
