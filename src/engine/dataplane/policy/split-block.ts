import type { BlockTerm } from '../../kubernetes/network-policy/policy.ts';
import { cidrContains, cidrParts, cidrSubnet, type Cidr } from '../../net/cidr.ts';
import { IP_BITS } from '../../net/ip.ts';

/** The fewest networks that together are the block without its exceptions, in the order of their addresses. */
export function splitBlock({ cidr, except }: BlockTerm): readonly Cidr[] {
  const { family, prefixLength, network } = cidrParts(cidr);
  const inside = except.filter((part) => cidrParts(part).family === family);
  const covers = (part: Cidr): boolean => cidrParts(part).prefixLength <= prefixLength && cidrContains(part, network);
  if (inside.some(covers)) return [];
  const cut = inside.filter((part) => cidrContains(cidr, cidrParts(part).network));
  if (cut.length === 0 || prefixLength === IP_BITS[family]) return [cidr];
  return [0, 1].flatMap((half) => {
    const part = cidrSubnet(cidr, prefixLength + 1, half);
    return part === undefined ? [] : splitBlock({ kind: 'block', cidr: part, except: cut });
  });
}
