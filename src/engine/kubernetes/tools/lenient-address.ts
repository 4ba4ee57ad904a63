import { cidrParts, hostCidr, parseCidr, type Cidr } from '../../net/cidr.ts';
import { IP_BITS, ipFamily, parseIp, type Ip, type IpFamily } from '../../net/ip.ts';

// Kubernetes accepts addresses and prefix lengths with leading zeros (read as decimal) and blanks in fields that are older than Go 1.17.
// k8s.io/utils/net ParseIPSloppy, ParseCIDRSloppy (internal/third_party/forked/golang/net dtoi)

function dropLeadingZeros(text: string): string {
  return text.includes(':') ? text : text.replace(/(^|\.)0+(?=\d)/g, '$1');
}

/** Blanks around are cut, leading zeros of IPv4 octets read as decimal; undefined when it is no address even so. */
export function parseLenientIp(text: string): Ip | undefined {
  return parseIp(text) ?? parseIp(dropLeadingZeros(text.trim()));
}

/** As {@link parseLenientIp}, for a network; host bits are cleared. */
export function parseLenientCidr(text: string): Cidr | undefined {
  const [address = '', length] = text.trim().split('/');
  return length === undefined
    ? undefined
    : parseCidr(`${dropLeadingZeros(address)}/${length.replace(/^0+(?=\d)/, '')}`);
}

/** A comma-separated list of networks, as kubeadm and kube-proxy write dual stack; what is no network is left out. */
export function parseCidrList(text: string): readonly Cidr[] {
  return text.split(',').flatMap((part) => parseLenientCidr(part) ?? []);
}

/** A network as it is written. */
export interface WrittenCidr {
  readonly cidr: Cidr;
  readonly family: IpFamily;
  readonly prefixLength: number;
  /** How many bits stand behind the prefix. */
  readonly hostBits: number;
  /** The network of the written address alone, where bits are set behind the prefix. */
  readonly alone?: Cidr;
}

/** What a text in the place of a network says; undefined: none. */
export function readWrittenCidr(text: unknown): WrittenCidr | undefined {
  const cidr = typeof text === 'string' ? parseLenientCidr(text) : undefined;
  if (typeof text !== 'string' || cidr === undefined) return undefined;
  const { family, prefixLength, network } = cidrParts(cidr);
  const ip = parseLenientIp(text.split('/')[0] ?? '');
  const hostBits = IP_BITS[family] - prefixLength;
  return { cidr, family, prefixLength, hostBits, ...(ip !== undefined && ip !== network && { alone: hostCidr(ip) }) };
}

/** 4 or 6; undefined: the text is no address. */
export function familyOfText(text: unknown): IpFamily | undefined {
  const ip = typeof text === 'string' ? parseLenientIp(text) : undefined;
  return ip === undefined ? undefined : ipFamily(ip);
}
