import type { Ip } from '../../../net/ip.ts';
import type { ProtocolPort } from '../../../kubernetes/model/assumption.ts';
import type { Cluster } from '../../../kubernetes/cluster/cluster.ts';
import type { Connection } from '../../../kubernetes/network-policy/decide.ts';
import type { Direction } from '../../../kubernetes/network-policy/policy.ts';
import type { Party } from '../../../kubernetes/network-policy/select.ts';
import type { PolicyEnd } from '../../outcome/policy-cause-details.ts';

/** A denied packet as policies saw it, and where. */
export interface Denial {
  readonly cluster: Cluster;
  readonly direction: Direction;
  readonly connection: Connection;
  /** The end whose policies deny. */
  readonly own: Party;
  readonly peer: Party;
  /** Its sender's own address, where it no longer brings that. */
  readonly client?: Ip;
}

/** How causes name an end of a connection. */
export function endOf(cluster: Cluster, { pod, ip }: Party): PolicyEnd {
  if (pod !== undefined && 'name' in pod) return { is: 'POD', namespace: pod.namespace, name: String(pod.name) };
  if (ip === undefined) return { is: 'ADDRESS' };
  const owner = cluster.owner(ip);
  return owner === undefined || 'hostNetwork' in owner ? { is: 'ADDRESS', ip } : { is: 'NODE', name: owner.name, ip };
}

/** How causes name what was denied. */
export const transportOf = ({ protocol, port }: Connection): ProtocolPort => ({ protocol, port });
