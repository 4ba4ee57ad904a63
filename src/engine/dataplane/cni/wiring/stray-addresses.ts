import type { PodPlace } from '../../../kubernetes/cluster/cluster.ts';
import { cidrContains } from '../../../net/cidr.ts';
import type { Ip } from '../../../net/ip.ts';
import type { CniAsk } from './cni-program.ts';

/** A pod whose given address lies outside its node's podCIDR. */
export interface StrayAddress {
  readonly ip: Ip;
  readonly pod: PodPlace;
}

export function strayAddresses(ask: CniAsk): readonly StrayAddress[] {
  return ask.placesAstray().flatMap((pod) => {
    const podCIDRs = ask.node(pod.nodeName ?? '')?.podCIDRs ?? [];
    return pod.ips.filter((ip) => !podCIDRs.some((cidr) => cidrContains(cidr, ip))).map((ip) => ({ ip, pod }));
  });
}
