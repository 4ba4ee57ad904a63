import { cidrAddress, createCidr, type Cidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import type { ClusterNode } from '../cluster/cluster.ts';
import { reservedPlaces } from './balancer-places.ts';
import type { CniFacts } from './cni-facts.ts';
import type { SchedulableNode } from '../matching/node-match.ts';

/** Simplification: no Kubernetes object states a VPC's or VNet's subnets: a node's is taken to be the /20 (or /64) it lies in. */
const SUBNET_LENGTH: Readonly<Record<IpFamily, number>> = { 4: 20, 6: 64 };
/** Addresses a cloud keeps at the start of each subnet: network, router, DNS, one more. */
const KEPT = 4n;

/** Gives each node the subnets from which a VPC CNI takes its pods' addresses; with any other CNI nodes stay as they are. */
export function addSubnets(
  nodes: readonly SchedulableNode[],
  addresses: CniFacts['subnetAddresses'],
): readonly SchedulableNode[] {
  if (addresses === undefined) return nodes;
  return nodes.map((node) => ({ ...node, podSubnets: subnetsOf(node.ips), podAddressLimit: addresses(node) }));
}

function subnetsOf(ips: readonly Ip[]): readonly Cidr[] {
  return [...new Set(ips.map((ip) => createCidr(ip, SUBNET_LENGTH[ipFamily(ip)])))];
}

/** What pods cannot have of the nodes' subnets: the nodes' own addresses and those of the cloud and its load balancers. */
export function keptAddresses(nodes: readonly Pick<ClusterNode, 'ips' | 'podSubnets'>[]): ReadonlySet<Ip> {
  const kept = new Set(nodes.some(({ podSubnets }) => podSubnets !== undefined) ? reservedPlaces(nodes) : []);
  const keep = (ip: Ip | undefined): unknown => ip !== undefined && kept.add(ip);
  for (const { podSubnets, ips } of nodes) {
    if (podSubnets === undefined) continue;
    // The load balancer's place on the nodes' segment is the last one of their /24.
    for (const ip of ips) [ip, ipFamily(ip) === 4 ? cidrAddress(createCidr(ip, 24), 254n) : undefined].forEach(keep);
    for (const subnet of podSubnets) for (let index = 1n; index < KEPT; index += 1n) keep(cidrAddress(subnet, index));
  }
  return kept;
}
