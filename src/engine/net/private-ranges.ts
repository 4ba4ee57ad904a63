import { type Cidr, cidrContains, parseCidr } from './cidr.ts';
import { type Ip, ipFamily, type IpFamily } from './ip.ts';

const cidrs = (...texts: readonly string[]): readonly Cidr[] => texts.flatMap((text) => parseCidr(text) ?? []);

/** RFC 1918, RFC 6598 (shared), RFC 3927 and RFC 4291 (link-local), RFC 4193 (unique local). */
export const PRIVATE_RANGES: Readonly<Record<IpFamily, readonly Cidr[]>> = {
  4: cidrs('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'),
  6: cidrs('fc00::/7', 'fe80::/10'),
};

/** True for an address that is not routed on the internet. */
export const isPrivateIp = (ip: Ip): boolean => PRIVATE_RANGES[ipFamily(ip)].some((cidr) => cidrContains(cidr, ip));
