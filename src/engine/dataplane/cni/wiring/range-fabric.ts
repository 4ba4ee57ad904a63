import type { Origin } from '../../../linux/model/origin.ts';
import { hostCidr } from '../../../net/cidr.ts';
import { ipFamily } from '../../../net/ip.ts';
import { createRoute } from '../../hosts/host.ts';
import { podCIDROf, primaryIP } from '../../hosts/node-addresses.ts';
import { strayAddresses } from './stray-addresses.ts';
import type { CniInput } from './cni-program.ts';
import type { CniFabric } from '../../hosts/fabric.ts';

const FABRIC: Origin = { program: 'cloud-network' };

/** A cloud's network that knows each node's range of pod addresses (alias ranges, overlay routes) and delivers to the node. */
export function rangesByNode({ ask }: CniInput): CniFabric {
  return {
    macOf: () => undefined,
    station: () => undefined,
    routes: (family) => [
      ...ask.nodes.flatMap((node) => {
        const destination = podCIDROf(node, family);
        const via = primaryIP(node, family);
        if (destination === undefined || via === undefined) return [];
        const origin = { ...FABRIC, subject: { kind: 'Node', name: node.name } };
        return [createRoute({ destination, device: 'eth0', via, origin })];
      }),
      ...strayAddresses(ask).flatMap(({ ip, pod }) => {
        const node = pod.nodeName === undefined ? undefined : ask.node(pod.nodeName);
        const via = node === undefined ? undefined : primaryIP(node, family);
        if (via === undefined || ipFamily(ip) !== family) return [];
        const origin = { ...FABRIC, subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name } };
        return [createRoute({ destination: hostCidr(ip), device: 'eth0', via, origin })];
      }),
    ],
  };
}
