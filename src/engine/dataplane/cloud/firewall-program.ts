import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Rule } from '../../linux/model/netfilter.ts';
import type { Cidr } from '../../net/cidr.ts';
import type { Ruleset } from '../../linux/namespace/namespace.ts';
import type { Ip, IpFamily } from '../../net/ip.ts';

/** What a cloud puts between the internet and its machines. */
export interface CloudFirewall {
  /** Of the nodes' router, at its forward hook. Empty: the cloud is not named, and nothing is known of what is let in. */
  readonly rules: (cluster: Cluster, family: IpFamily) => readonly Rule[];
  /** Of the nodes' router, at its forward hook: what leaves with an address of the cloud's network that has no public one beside it. */
  readonly edge: (cluster: Cluster, family: IpFamily) => readonly Rule[];
  /** What clients on the internet have no way to: their packets are lost there. Answers to what is opened from inside find back. */
  readonly unrouted: (cluster: Cluster, family: IpFamily) => readonly Cidr[];
  /** Rules of such clients, at their output hook: what they open to these gets lost. Who has a private address may have a way. */
  readonly losing: (clientIPs: readonly Ip[], lost: readonly Cidr[], family: IpFamily) => Ruleset;
}

/** The way of a cloud's network to the internet. */
export const INTERNET_GATEWAY = 'internet-gateway';

/** What has written the rules. */
export const CLOUD_FIREWALL = 'cloud-firewall';
