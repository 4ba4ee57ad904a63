import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Rule } from '../../linux/model/netfilter.ts';
import type { Cidr } from '../../net/cidr.ts';
import type { IpFamily } from '../../net/ip.ts';

/** What a cloud puts between the internet and its machines. */
export interface CloudFirewall {
  /** Of the nodes' router, at its forward hook. Empty: the cloud is not named, and nothing is known of what is let in. */
  readonly rules: (cluster: Cluster, family: IpFamily) => readonly Rule[];
  /** What clients on the internet have no way to: their packets are lost there. Answers to what is opened from inside find back. */
  readonly unrouted: (cluster: Cluster, family: IpFamily) => readonly Cidr[];
}

/** What has written the rules. */
export const CLOUD_FIREWALL = 'cloud-firewall';
