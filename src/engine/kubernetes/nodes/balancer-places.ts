import { cidrAddress, createCidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';

/** Length of the subnet, and how many addresses at its end are left to the network's own hosts. */
const SUBNET: Readonly<Record<IpFamily, { readonly length: number; readonly kept: bigint }>> = {
  4: { length: 24, kept: 5n },
  6: { length: 64, kept: 5n },
};
const BITS: Readonly<Record<IpFamily, number>> = { 4: 32, 6: 128 };
/** So many are no pod's where pods have addresses of the nodes' subnets. */
const RESERVED = 16;

/** The network that the nodes are in, as far as addresses in it are somebody's. */
export interface NodesNetwork {
  readonly nodes: readonly { readonly ips: readonly Ip[] }[];
  readonly isTaken: (ip: Ip) => boolean;
}

/** Where a cloud's internal load balancers are taken to be, in turn: at the end of the first node's subnet, where clouds begin last. */
export function* balancerPlaces(nodes: readonly { readonly ips: readonly Ip[] }[], family: IpFamily): Generator<Ip> {
  const own = nodes.flatMap(({ ips }) => ips.filter((ip) => ipFamily(ip) === family)).at(0);
  if (own === undefined) return;
  const { length, kept } = SUBNET[family];
  const subnet = createCidr(own, length);
  for (let index = (1n << BigInt(BITS[family] - length)) - 1n - kept; index > 3n; index -= 1n) {
    const ip = cidrAddress(subnet, index);
    if (ip !== undefined) yield ip;
  }
}

/** Those that no pod gets. */
export function reservedPlaces(nodes: readonly { readonly ips: readonly Ip[] }[]): readonly Ip[] {
  return ([4, 6] as const).flatMap((family) => {
    const places: Ip[] = [];
    for (const ip of balancerPlaces(nodes, family)) if (places.push(ip) === RESERVED) break;
    return places;
  });
}
