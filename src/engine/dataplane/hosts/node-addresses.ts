import { cidrAddress, cidrParts, type Cidr } from '../../net/cidr.ts';
import { createIp, IP_BITS, ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import type { WiredNode } from './wired-node.ts';

/** What the bridge carries in a family for which the node has no podCIDR: a link-local gateway, as routed CNIs use. */
const LINK_LOCAL_GATEWAY: Readonly<Record<IpFamily, Ip>> = { 4: createIp('169.254.1.1'), 6: createIp('fe80::1') };

export function podCIDROf(node: WiredNode, family: IpFamily): Cidr | undefined {
  return node.podCIDRs.find((cidr) => cidrParts(cidr).family === family);
}

/** Who has an address; undefined: nobody. */
interface AddressOwners {
  readonly owner: (ip: Ip) => unknown;
}

/**
 * The bridge's own address, which the pods of a node send to when they leave it: the first of the podCIDR (CNI host-local
 * IPAM). Where a pod was given that one the highest free host address, as the next ones are most likely somebody's too.
 */
export function podGateway({ owner }: AddressOwners, node: WiredNode, family: IpFamily): Ip {
  const cidr = podCIDROf(node, family);
  if (cidr === undefined) return LINK_LOCAL_GATEWAY[family];
  const first = cidrAddress(cidr, 1);
  if (first !== undefined && owner(first) === undefined) return first;
  const size = 1n << BigInt(IP_BITS[family] - cidrParts(cidr).prefixLength);
  // The last address of an IPv4 network is its broadcast address.
  for (let index = size - (family === 4 ? 2n : 1n); index > 1n; index -= 1n) {
    const ip = cidrAddress(cidr, index);
    if (ip !== undefined && owner(ip) === undefined) return ip;
  }
  return LINK_LOCAL_GATEWAY[family];
}

/** The node's primary address of a family; undefined: none. */
export function primaryIP(node: WiredNode, family: IpFamily): Ip | undefined {
  return node.ips.find((ip) => ipFamily(ip) === family);
}
