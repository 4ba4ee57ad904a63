import type { Cluster } from '../../kubernetes/model/cluster.ts';
import type { Connection } from '../../kubernetes/network-policy/decide.ts';
import type { Direction } from '../../kubernetes/network-policy/policy.ts';
import type { Party } from '../../kubernetes/network-policy/select.ts';

/** A denied packet as policies saw it, and where. */
export interface Denial {
  readonly cluster: Cluster;
  readonly direction: Direction;
  readonly connection: Connection;
  /** The end whose policies deny. */
  readonly own: Party;
  readonly peer: Party;
  /** The packet no longer brings its sender's own address. */
  readonly masqueraded: boolean;
}

/** "pod shop/web-0", "node node-1 (192.168.0.11)", "203.0.113.9". */
export function describeParty(cluster: Cluster, { pod, ip }: Party): string {
  if (pod !== undefined && 'name' in pod) return `pod ${pod.namespace}/${String(pod.name)}`;
  const owner = ip === undefined ? undefined : cluster.owner(ip);
  return owner === undefined || 'hostNetwork' in owner ? (ip ?? 'somebody') : `node ${owner.name} (${ip})`;
}

/** "TCP port 80". */
export function describeTransport({ protocol, port }: Connection): string {
  return protocol === 'ICMP' ? protocol : `${protocol} port ${port}`;
}
