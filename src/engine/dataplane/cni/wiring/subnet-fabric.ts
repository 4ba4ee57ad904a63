import type { PodPlace } from '../../../kubernetes/cluster/cluster.ts';
import type { Mac } from '../../../linux/model/place.ts';
import type { Origin } from '../../../linux/model/origin.ts';
import { cidrContains, cidrParts, hostCidr } from '../../../net/cidr.ts';
import { ipFamily, type Ip } from '../../../net/ip.ts';
import { once } from '../../rules/once.ts';
import { createRoute } from '../../hosts/host.ts';
import { isPlugged } from './bridge.ts';
import type { CniFabric } from '../../hosts/fabric.ts';
import type { CniInput } from './cni-program.ts';
import type { WiredNode } from '../../hosts/wired-node.ts';

const FABRIC: Origin = { program: 'cloud-network' };

/**
 * A cloud's network in which pods have addresses of the nodes' subnets: it delivers them to the network interface they belong
 * to. `macOf`: which of the node's it is.
 */
export function addressesByInterface(
  { ask }: CniInput,
  macOf: (node: WiredNode, pod: PodPlace) => Mac,
  station: CniFabric['station'] = () => undefined,
): CniFabric {
  const owners = once(() => {
    const found = new Map<Ip, Mac>();
    for (const node of ask.nodes)
      for (const pod of ask.placesOn(node.name).filter(isPlugged))
        for (const ip of pod.ips) found.set(ip, macOf(node, pod));
    return found;
  });
  return {
    macOf: (ip) => owners().get(ip),
    station,
    routes: (family) => {
      const subnets = [...new Set(ask.nodes.flatMap(({ podSubnets }) => podSubnets ?? []))].filter(
        (cidr) => cidrParts(cidr).family === family,
      );
      const elsewhere = [...owners().keys()].filter(
        (ip) => ipFamily(ip) === family && !subnets.some((cidr) => cidrContains(cidr, ip)),
      );
      return [...subnets, ...elsewhere.map(hostCidr)].map((destination) =>
        createRoute({ destination, device: 'eth0', origin: FABRIC }),
      );
    },
  };
}
