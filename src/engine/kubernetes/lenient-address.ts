import { parseCidr, type Cidr } from '../net/cidr.ts';
import { parseIp, type Ip } from '../net/ip.ts';

// Kubernetes accepts addresses with leading zeros (read as decimal) and blanks in fields that are older than Go 1.17.
// k8s.io/utils/net ParseIPSloppy, ParseCIDRSloppy

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
  return length === undefined ? undefined : parseCidr(`${dropLeadingZeros(address)}/${length}`);
}

/** A comma-separated list of networks, as kubeadm and kube-proxy write dual stack; what is no network is left out. */
export function parseCidrList(text: string): readonly Cidr[] {
  return text.split(',').flatMap((part) => parseLenientCidr(part) ?? []);
}
