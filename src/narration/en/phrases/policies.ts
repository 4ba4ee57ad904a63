import type { PolicyLanguage, ProtocolPort } from '../../../engine/objects.ts';
import type { PolicyEnd } from '../../../engine/outcomes.ts';
import { podName } from './names.ts';

/** Why policies have no effect, without the full stop. `option`: what would have the CNI enforce them; absent: nothing would. */
export function unenforcedText(cni: string, option: string | undefined): string {
  return option === undefined
    ? `The CNI ${cni} does not enforce NetworkPolicies`
    : `The CNI ${cni} enforces NetworkPolicies only where ${option} is on; by default it is off`;
}

/** Whose policies are of a language. */
export const POLICY_LANGUAGES: Readonly<Record<PolicyLanguage, string>> = { cilium: 'Cilium', calico: 'Calico' };

/** "pod shop/web-0", "node node-1 (192.168.0.11)", "203.0.113.9". */
export function endText(end: PolicyEnd): string {
  switch (end.is) {
    case 'POD':
      return podName(end);
    case 'NODE':
      return `node ${end.name} (${end.ip})`;
    case 'ADDRESS':
      return end.ip ?? 'somebody';
  }
}

/** "TCP port 80". */
export function transportText({ protocol, port }: ProtocolPort): string {
  return protocol === 'ICMP' ? protocol : `${protocol} port ${port}`;
}

/** "TCP port 80 from pod shop/web-0". */
export function connectionText(direction: 'ingress' | 'egress', transport: ProtocolPort, peer: PolicyEnd): string {
  return `${transportText(transport)} ${direction === 'ingress' ? 'from' : 'to'} ${endText(peer)}`;
}
