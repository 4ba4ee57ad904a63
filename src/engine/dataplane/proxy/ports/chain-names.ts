import { formatEndpoint } from '../../../net/ip.ts';
import type { Ip, Port } from '../../../net/ip.ts';
import { sha256 } from '../../rules/sha256.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const HASH_LENGTH = 16;
const encoder = new TextEncoder();

/** SHA-256 of the text in base32 (RFC 4648), the first 16 characters: 80 bits. kube-proxy v1.34 iptables/proxier.go. */
export function chainHash(text: string): string {
  const digest = sha256(encoder.encode(text));
  let [bits, width, hash] = [0, 0, ''];
  for (const byte of digest) {
    bits = (bits << 8) | byte;
    width += 8;
    while (width >= 5 && hash.length < HASH_LENGTH) {
      width -= 5;
      hash += BASE32[(bits >>> width) & 31];
      bits &= (1 << width) - 1;
    }
    if (hash.length === HASH_LENGTH) break;
  }
  return hash;
}

/** Names of the chains a Service port may have. */
export interface ServiceChainNames {
  readonly cluster: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
}

/**
 * Chain names of one Service port. `portName` is "NAMESPACE/NAME:PORTNAME" (no colon when the port is unnamed), `protocol`
 * in lower case. kube-proxy v1.34 iptables/proxier.go portProtoHash.
 */
export function serviceChainNames(portName: string, protocol: string): ServiceChainNames {
  const hash = chainHash(portName + protocol);
  return {
    cluster: `KUBE-SVC-${hash}`,
    local: `KUBE-SVL-${hash}`,
    external: `KUBE-EXT-${hash}`,
    firewall: `KUBE-FW-${hash}`,
  };
}

/** Chain name of one endpoint of a Service port. kube-proxy v1.34 iptables/proxier.go servicePortEndpointChainName. */
export function endpointChainName(portName: string, protocol: string, ip: Ip, port: Port): string {
  return `KUBE-SEP-${chainHash(portName + protocol + formatEndpoint(ip, port))}`;
}
