import type { Match, Rule, Target } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { hostCidr } from '../../net/cidr.ts';
import type { Ip, Port } from '../../net/ip.ts';

export const KUBE_PROXY: Origin = { program: 'kube-proxy' };
export const KUBELET: Origin = { program: 'kubelet' };

export function comment(text: string): Match {
  return { type: 'comment', text };
}

/** Where a packet goes, in the order iptables-save prints it. */
export interface Destination {
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: Port;
  /** Absent: any address. */
  readonly ip?: Ip;
}

/** Packets of that protocol to that port, and address where one is given; `text` is the comment. */
export function destinedTo({ protocol, port, ip }: Destination, text: string): readonly Match[] {
  const address: readonly Match[] = ip === undefined ? [] : [{ type: 'destination', cidr: hostCidr(ip) }];
  return [...address, { type: 'protocol', protocol }, comment(text), { type: 'dport', from: port, to: port }];
}

export function jump(chain: string): Target {
  return { type: 'JUMP', chain };
}

export function createRule(matches: readonly Match[], target: Target | undefined, origin: Origin): Rule {
  return target === undefined ? { matches, origin } : { matches, target, origin };
}
