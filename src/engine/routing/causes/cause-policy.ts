import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Origin } from '../../linux/model/origin.ts';
import type { PacketHeader } from '../../linux/model/packet.ts';
import type { Ip } from '../../net/ip.ts';
import type { Cause } from '../outcome/outcome.ts';

/** Where a packet was dropped: by what, and as it was. */
export interface PolicyDrop {
  readonly origin: Origin;
  readonly packet: PacketHeader;
  /** Its sender's own address, where it no longer brings that. */
  readonly client?: Ip;
}

/** Why a policy dropped a packet, in the words of the policy. */
export type PolicyExplainer = (cluster: Cluster, drop: PolicyDrop) => Cause | undefined;
