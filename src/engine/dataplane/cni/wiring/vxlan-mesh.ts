import type { Mac } from '../../../linux/model/place.ts';
import type { NeighborEntry, VxlanFdbEntry } from '../../../linux/model/devices.ts';
import type { Vxlan } from '../../../linux/namespace/namespace.ts';
import type { Origin } from '../../../linux/model/origin.ts';
import { VXLAN_DRIVER } from '../../../linux/walk/tunnel.ts';
import type { Ip, IpFamily, Port } from '../../../net/ip.ts';
import { once } from '../../rules/once.ts';
import { createHostAddress, FAMILIES, perFamily } from '../../hosts/host.ts';
import { primaryIP } from '../../hosts/node-addresses.ts';
import type { CniAsk } from './cni-program.ts';
import type { WiredNode } from '../../hosts/wired-node.ts';

/** What a daemon gives its VXLAN devices. */
export interface VxlanShape {
  readonly origin: Origin;
  readonly name: (family: IpFamily) => string;
  readonly vni: number;
  readonly port: Port;
  readonly mtu: (family: IpFamily) => number;
  /** The device's own address on a node; undefined: the node has none of that family. */
  readonly address: (node: WiredNode, family: IpFamily) => Ip | undefined;
  readonly mac: (node: WiredNode, family: IpFamily) => Mac;
}

/** A VXLAN device per node and family; each knows all others, as their daemon tells it. */
export interface VxlanMesh {
  readonly name: (family: IpFamily) => string;
  /** None or one. */
  readonly device: (node: WiredNode, family: IpFamily) => readonly Vxlan[];
  readonly macOn: (device: string, ip: Ip) => Mac | undefined;
  /** The others' addresses on the node's devices. */
  readonly neighbors: (node: WiredNode) => readonly NeighborEntry[];
}

interface TunnelEnd {
  readonly node: WiredNode;
  readonly ip: Ip;
  readonly mac: Mac;
  readonly nodeIP: Ip;
}

/** Simplification: outer packets of either family go between node addresses of the same family. */
export function vxlanMesh(ask: CniAsk, shape: VxlanShape): VxlanMesh {
  const ends = perFamily((family): readonly TunnelEnd[] =>
    ask.nodes.flatMap((node) => {
      const ip = shape.address(node, family);
      const nodeIP = primaryIP(node, family);
      return ip === undefined || nodeIP === undefined ? [] : [{ node, ip, nodeIP, mac: shape.mac(node, family) }];
    }),
  );
  const byMac = perFamily((family) => new Map(ends(family).map((end) => [end.mac, end.nodeIP])));
  const macs = once(() => new Map(FAMILIES.flatMap((family) => ends(family).map(({ ip, mac }) => [ip, mac] as const))));
  const others = (node: WiredNode, family: IpFamily): readonly TunnelEnd[] =>
    ends(family).filter((end) => end.node.name !== node.name);
  const origin = ({ node }: TunnelEnd): Origin => ({ ...shape.origin, subject: { kind: 'Node', name: node.name } });
  return {
    name: shape.name,
    device: (node, family) => {
      const own = ends(family).find((end) => end.node.name === node.name);
      if (own === undefined) return [];
      return [
        {
          kind: 'vxlan',
          name: shape.name(family),
          mac: own.mac,
          mtu: shape.mtu(family),
          addresses: [createHostAddress(own.ip)],
          vni: shape.vni,
          port: shape.port,
          local: own.nodeIP,
          fdb: (mac) => byMac(family).get(mac),
          fdbEntries: (): readonly VxlanFdbEntry[] =>
            others(node, family).map(({ mac, nodeIP }) => ({ mac, ip: nodeIP })),
          driver: VXLAN_DRIVER,
          origin: shape.origin,
        },
      ];
    },
    macOn: (device, ip) => (FAMILIES.some((family) => shape.name(family) === device) ? macs().get(ip) : undefined),
    neighbors: (node) =>
      FAMILIES.flatMap((family) =>
        others(node, family).map((end) => ({
          ip: end.ip,
          mac: end.mac,
          device: shape.name(family),
          origin: origin(end),
        })),
      ),
  };
}
