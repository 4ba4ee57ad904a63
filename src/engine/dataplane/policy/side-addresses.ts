import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { EndpointsTerm, SideTerm } from '../../kubernetes/network-policy/policy.ts';
import { isBehindService, selectsPod } from '../../kubernetes/network-policy/select.ts';
import { ANY_IPV4, ANY_IPV6, cidrContains, cidrParts, hostCidr, type Cidr } from '../../net/cidr.ts';
import { type Ip, ipFamily, type IpFamily } from '../../net/ip.ts';
import { partyAt } from './party.ts';
import { splitBlock } from './split-block.ts';

/** The addresses that a side of a rule of Calico's is about. */
export function sideAddresses(cluster: Cluster, side: SideTerm, family: IpFamily): readonly Cidr[] {
  if (side.family !== undefined && side.family !== family) return [];
  const { endpoints, notEndpoints, nets, notNets = [], service } = side;
  const among = (cidrs: readonly Cidr[]): readonly Cidr[] => cidrs.filter((cidr) => cidrParts(cidr).family === family);
  const of = (term: EndpointsTerm): readonly Cidr[] => [
    ...addressesOf(cluster, family, (ip) => {
      const { pod } = partyAt(cluster, ip);
      return pod !== undefined && selectsPod(term.pods, pod, cluster);
    }),
    ...among(term.cidrs),
  ];
  const behind = (): readonly Cidr[] =>
    addressesOf(
      cluster,
      family,
      (ip) => service !== undefined && isBehindService(service, partyAt(cluster, ip), cluster),
    );
  const wanted = [
    ...(endpoints === undefined ? [] : [of(endpoints)]),
    ...(nets === undefined ? [] : [among(nets)]),
    ...(service === undefined ? [] : [behind()]),
  ];
  const whole: readonly Cidr[] = [family === 4 ? ANY_IPV4 : ANY_IPV6];
  const except = [...among(notNets), ...(notEndpoints === undefined ? [] : of(notEndpoints))];
  return wanted.reduce(common, whole).flatMap((cidr) => splitBlock({ kind: 'block', cidr, except }));
}

/** What is in one of either. */
const common = (some: readonly Cidr[], others: readonly Cidr[]): readonly Cidr[] => [
  ...new Set(
    some.flatMap((one) => others.flatMap((other) => (holds(one, other) ? other : holds(other, one) ? one : []))),
  ),
];

const holds = (outer: Cidr, inner: Cidr): boolean =>
  cidrParts(outer).prefixLength <= cidrParts(inner).prefixLength && cidrContains(outer, cidrParts(inner).network);

/** Of pods, and of whatever is listed behind Services. */
function addressesOf({ pods, services }: Cluster, family: IpFamily, isOf: (ip: Ip) => boolean): readonly Cidr[] {
  const listed = services.flatMap(({ endpoints }) => endpoints(family).map(({ ip }) => ip));
  return [...new Set([...pods.flatMap(({ ips }) => ips), ...listed])]
    .filter((ip) => ipFamily(ip) === family && isOf(ip))
    .map(hostCidr);
}
