import type { Route } from '../../../linux/model/routes.ts';
import type { Origin } from '../../../linux/model/origin.ts';
import { hostCidr, type Cidr } from '../../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../../net/ip.ts';
import { podCIDROf, primaryIP } from '../../hosts/node-addresses.ts';
import { strayAddresses } from './stray-addresses.ts';
import type { CniAsk } from './cni-program.ts';
import type { WiredNode } from '../../hosts/wired-node.ts';

/** A network of pods on another node. */
export interface RemotePods {
  readonly destination: Cidr;
  readonly node: WiredNode;
  /** The node's own address. */
  readonly nodeIP: Ip;
  readonly origin: Origin;
}

/** Each other node's podCIDR, and each address that lies in none: what a node must know to reach all pods. */
export function remotePods(ask: CniAsk, node: WiredNode, family: IpFamily, by: Origin): readonly RemotePods[] {
  const ranges = ask.nodes.flatMap((other): readonly RemotePods[] => {
    const nodeIP = primaryIP(other, family);
    const destination = podCIDROf(other, family);
    if (other.name === node.name || nodeIP === undefined || destination === undefined) return [];
    return [{ destination, node: other, nodeIP, origin: { ...by, subject: { kind: 'Node', name: other.name } } }];
  });
  const single = strayAddresses(ask).flatMap(({ ip, pod }): readonly RemotePods[] => {
    if (ipFamily(ip) !== family || pod.nodeName === undefined || pod.nodeName === node.name) return [];
    const other = ask.node(pod.nodeName);
    const nodeIP = other === undefined ? undefined : primaryIP(other, family);
    if (other === undefined || nodeIP === undefined) return [];
    const subject = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
    return [{ destination: hostCidr(ip), node: other, nodeIP, origin: { ...by, subject } }];
  });
  return [...ranges, ...single];
}

/** What keeps packets for a pod that does not exist from going round: more specific routes lead to those that do. */
export function blackhole(destination: Cidr, origin: Origin, protocol: string): Route {
  return { destination, type: 'blackhole', nexthops: [], metric: 0, protocol, origin };
}
