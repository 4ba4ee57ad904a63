import type { Cluster } from '../kubernetes/cluster.ts';
import type { Origin } from '../linux/origin.ts';
import type { PacketHeader } from '../linux/packet.ts';
import type { Cause } from './outcome.ts';

/** Where a packet was dropped: by what, and as it was. */
export interface PolicyDrop {
  readonly origin: Origin;
  readonly packet: PacketHeader;
  /** The packet no longer brings its sender's own address. */
  readonly masqueraded: boolean;
}

/** Why a policy dropped a packet, in the words of the policy. */
export type PolicyExplainer = (cluster: Cluster, drop: PolicyDrop) => Cause | undefined;

let installed: PolicyExplainer | undefined;

/** Makes the explanation known, once and for all; it comes with the program that writes the rules. */
export function installPolicyExplainer(explain: PolicyExplainer): void {
  installed = explain;
}

/** undefined: the drop is none of the policies'. */
export function explainPolicy(cluster: Cluster, drop: PolicyDrop | undefined): Cause | undefined {
  return drop?.origin.program === 'network-policy' ? installed?.(cluster, drop) : undefined;
}
